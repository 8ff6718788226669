import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importFiles } from '../pipeline/run.ts';
import { type TestLake, testLake } from './support/import.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const answer = (...points: [string, string | number][]): string =>
  JSON.stringify({ streams: points.map(([date, streams]) => ({ date, streams })) });
const OCTOBER = answer(['2026-10-01', '310'], ['2026-10-02', '0']);

it('tells that Too Lost gave an old answer again, and only where days lie between', async () => {
  await lake.bring(['monday.json', OCTOBER]);
  const path = join(lake.house.data, '..', 'again.json');
  writeFileSync(path, OCTOBER);
  const bring = async (savedAt: string) => {
    utimesSync(path, new Date(savedAt), new Date(savedAt));
    return (await importFiles(lake.house, [path])).files[0];
  };
  // The first came at noon of the 22nd.
  expect((await bring('2026-11-22T18:00:00Z'))?.reason).toBe(
    'the same bytes came as monday.json on 2026-11-22',
  );
  const later = await bring('2026-11-25T13:00:00Z');
  expect(later?.state).toBe('known');
  expect(later?.reason).toMatch(/saved 3 days after .* may have given an old answer again/);
});

it('is a distributor of its own; a day not counted yet is not 0, and filled by a later answer', async () => {
  await lake.bring(['monday.json', OCTOBER]);
  const rows = `SELECT date, d.key, p.key, account, streams FROM content_streams
    JOIN platforms d ON d.id = distributor_id JOIN platforms p ON p.id = platform_id ORDER BY date, p.key`;
  expect(lake.rows(rows)).toEqual([
    ['2026-10-01', 'toolost', 'spotify', '', 310],
    ['2026-10-02', 'toolost', 'spotify', '', null],
  ]);
  const [tuesday, apple] = await lake.bring(
    ['tuesday.json', answer(['2026-10-01', '311'], ['2026-10-02', '205'])],
    ['apple.json', JSON.stringify({ totalStreams: [{ date: '2026-10-02', streams: 4 }] })],
  );
  expect(tuesday).toMatchObject({ loaded: 2, unchanged: 0 });
  expect(apple).toMatchObject({ feed: 'toolost_analytics', loaded: 1 });
  expect(lake.rows(rows)).toEqual([
    ['2026-10-01', 'toolost', 'spotify', '', 311],
    ['2026-10-02', 'toolost', 'apple-music', '', 4],
    ['2026-10-02', 'toolost', 'spotify', '', 205],
  ]);
});
