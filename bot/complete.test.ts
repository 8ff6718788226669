import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Command, Context } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { complete } from './complete.ts';

let sample: Sample;
let context: Context & { close(): void };
let streams: Command;
beforeAll(async () => {
  sample = sampleLabel();
  const db = openWarehouseForWriting(sample.data);
  const add = db.prepare(
    "INSERT INTO tracks (id, key, title, isrc, content_type) VALUES (?, ?, ?, ?, 'song')",
  );
  for (let index = 0; index < 40; index += 1)
    add.run(1000 + index, `isrc:X${index}`, `TITLE ${index}`, `QZ000000000${index}`);
  add.run(2000, 'isrc:A', 'SAME', 'QZAAA0000001');
  add.run(2001, 'isrc:B', 'SAME', 'QZBBB0000001');
  add.run(2002, 'isrc:C', 'L'.repeat(150), 'QZCCC0000001');
  db.close();
  context = await sample.contextAs('viewer');
  streams = (await loadCommands()).find(({ name }) => name === 'streams') as Command;
});
afterAll(() => {
  context.close();
  sample.remove();
});

const tracks = (text: string) =>
  complete(streams, { command: 'streams', option: 'track', text, others: {}, role: 'viewer' }, context);

it('offers 25 at most, those that begin with the text first', () => {
  expect(tracks('title')).toHaveLength(25);
  expect(tracks('TITLE 3')[0]?.value).toBe('TITLE 3');
  expect(tracks('e 39').map(({ value }) => value)).toEqual(['TITLE 39']);
});

it('two tracks of one title, and a title too long to send, are asked for by their ISRC', () => {
  expect(tracks('same')).toEqual([
    { name: 'SAME (QZAAA0000001)', value: 'QZAAA0000001' },
    { name: 'SAME (QZBBB0000001)', value: 'QZBBB0000001' },
  ]);
  expect(tracks('LLLL')).toEqual([{ name: `${'L'.repeat(85)} (QZCCC0000001)`, value: 'QZCCC0000001' }]);
  expect(tracks('qzccc')).toHaveLength(1);
});

it('completes the last of several titles', async () => {
  const release = (await loadCommands()).find(({ name }) => name === 'release') as Command;
  const asked = {
    command: 'release',
    option: 'tracks',
    text: 'NEON, TITLE 39',
    others: {},
    role: 'viewer',
  } as const;
  expect(complete(release, asked, context).map(({ value }) => value)).toEqual(['NEON, TITLE 39']);
});

it('several metrics, dimensions and filters: the last one is being typed', async () => {
  const query = (await loadCommands()).find(({ name }) => name === 'query') as Command;
  const values = (option: string, text: string) =>
    complete(query, { command: 'query', option, text, others: {}, role: 'viewer' }, context).map(
      ({ value }) => value,
    );
  expect(values('metrics', 'streams,followers_g')).toEqual(['streams, followers_gained']);
  // Money is for those who see it.
  expect(values('metrics', 'revenue_per_s')).toEqual([]);
  expect(values('by', 'artist, plat')).toEqual(['artist, platform']);
  expect(values('where', 'art')).toEqual(['artist=']);
  expect(values('where', 'artist=zonea')).toEqual(['artist=ZONE A0']);
  expect(values('where', 'artist=PIG1987,zone a0; track="NEON",bas')).toEqual([
    'artist=PIG1987,zone a0; track="NEON",BASEMENT',
  ]);
  expect(values('where', 'weather=x')).toEqual([]);
});
