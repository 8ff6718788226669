import { createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { adopt } from '../pipeline/adopt/adopt.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { tiktokZip } from '../sandbox/label/formats/tiktok.ts';
import { testLake } from './support/import.ts';
import { audience } from './support/rows.ts';

const lake = testLake();
afterAll(() => lake.remove());

const SAVED = new Date('2026-10-05T08:00:00Z');

async function zipped(path: string, files: readonly (readonly [string, Buffer, number?])[]): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes, mode = 0o100644] of files) zip.addBuffer(bytes, name, { mtime: SAVED, mode });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

it('a zip of a lake is adopted as its folder would be, zips in it too, and nothing of it stays', async () => {
  const { name, bytes } = await tiktokZip({
    handle: 'pig1987',
    epoch: Date.parse('2026-10-04T14:00:00Z') / 1000,
    overview: [{ day: '2026-10-03', views: 10, profileViews: 1, likes: 2, comments: 0, shares: 1 }],
  });
  const path = await zipped(join(lake.house.data, '..', 'lake.zip'), [
    ['lake/1_landing/tiktok/analytics/x', Buffer.from('../../../../etc/passwd'), 0o120777],
    [`lake/1_landing/tiktok/analytics/${name}`, bytes],
    [
      'lake/1_landing/spotify/audience/PIG1987-audience-timeline.csv',
      audienceCsv([audience('2026-10-03')], 2),
    ],
  ]);
  const told = await adopt(lake.house, path);
  expect(
    told.take.map(({ from, at, timeFrom }) => [from.split('/').at(-1), at.toISOString(), timeFrom]),
  ).toEqual([
    [name, '2026-10-04T14:00:00.000Z', 'name'],
    ['PIG1987-audience-timeline.csv', SAVED.toISOString(), 'file'],
  ]);
  expect(told.run?.outcome).toBe('ok');
  expect(lake.rows('SELECT date, views FROM social_media_daily')).toEqual([['2026-10-03', 10]]);
  expect(readdirSync(lake.house.data).filter((entry) => entry.startsWith('.'))).toEqual([]);
  expect((await adopt(lake.house, path)).take).toEqual([]);
});

it('a zip that is cut off, or leaves its folder, is refused, and nothing of it stays', async () => {
  const whole = await zipped(join(lake.house.data, '..', 'whole.zip'), [
    ['a/b.csv', Buffer.from('a,b\n1,2\n')],
  ]);
  const cut = join(lake.house.data, '..', 'cut.zip');
  writeFileSync(cut, readFileSync(whole).subarray(0, 60));
  await expect(adopt(lake.house, cut)).rejects.toMatchObject({ code: 'bad_question' });
  const out = join(lake.house.data, '..', 'out.zip');
  // "a/b.csv" becomes "../bcsv" in both places of the zip: as long, and out of the folder.
  writeFileSync(
    out,
    Buffer.from(readFileSync(whole).toString('latin1').replaceAll('a/b.csv', '../bcsv'), 'latin1'),
  );
  await expect(adopt(lake.house, out)).rejects.toMatchObject({ code: 'bad_question' });
  expect(readdirSync(lake.house.data).filter((entry) => entry.startsWith('.'))).toEqual([]);
});

it('a file whose lines nobody can read is told once; said again, it is left out and nothing is written', async () => {
  const folder = join(lake.house.data, '..', 'bad');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'DEEPCURSE-audience-timeline.csv'),
    'date,listeners,streams,followers\n3 Oct,1,2,3\n',
  );
  const first = await adopt(lake.house, folder);
  expect(first.run?.files).toMatchObject([{ state: 'quarantined' }]);
  const again = await adopt(lake.house, folder);
  expect(again).toMatchObject({ take: [], left: [{ why: 'refused' }] });
});
