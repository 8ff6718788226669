import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wantedLabelling, watchNames } from '../cli/kit/watch-names.ts';
import { systemClock } from '../core/clock.ts';
import { silentLog } from '../core/log.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { decide, listDecisions, withdrawDecisions } from '../warehouse/ops/decisions.ts';
import { listRuns } from '../warehouse/ops/runs.ts';
import { type TestLake, testLake } from './support/import.ts';

const BANK =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSource Type\tCountry of Sale\tEarnings (USD)\n' +
  '2025-05-15\t2025-03\tSpotify\tpigg1987\tHeaven\tQZABC2500001\t195000000000\t10\t100\tSong\tUS\t0.50\n';

let lake: TestLake;
let ops: Db;
beforeEach(async () => {
  lake = testLake();
  await lake.bring(['bank.tsv', BANK]);
  ops = openOps(lake.house.data);
});
afterEach(() => {
  ops.close();
  lake.remove();
});

const artist = () => lake.rows('SELECT a.name FROM artist_credits c JOIN artists a ON a.id = c.artist_id');
const until = (wanted: string) => expect.poll(artist, { timeout: 60_000, interval: 200 }).toEqual([[wanted]]);

it('settles names in a run of its own when something is decided, taken back or written', async () => {
  const { data } = lake.house;
  const stop = new AbortController();
  const watching = watchNames({ ops, data, clock: systemClock, log: silentLog, pollMs: 50 }, stop.signal);
  const before = listRuns(ops, 9).length;
  expect(wantedLabelling(ops, data)).toBeNull();
  decide(
    ops,
    { kind: 'artist', what: 'PIGG1987', value: { of: 'PIG1987' } },
    { folded: 'pigg1987', by: 'discord:1' },
    new Date(),
  );
  expect(wantedLabelling(ops, data)).toMatch(/^[0-9a-f]{64}$/);
  await until('PIG1987');
  withdrawDecisions(
    ops,
    listDecisions(ops).map(({ id }) => id),
    'a mistake',
    new Date(),
  );
  await until('pigg1987');
  const file = join(data, 'label.json');
  const label = readFileSync(file, 'utf8');
  // Half of a file is no reason for anything.
  writeFileSync(file, label.slice(0, 40));
  expect(wantedLabelling(ops, data)).toBeNull();
  writeFileSync(file, label.replace('"PIG 1987"', '"PIG 1987", "Pigg1987"'));
  await until('PIG1987');
  stop.abort();
  await watching;
  expect(wantedLabelling(ops, data)).toBeNull();
  // One run each, and none for nothing.
  expect(listRuns(ops, 9).length).toBe(before + 3);
}, 120_000);

it('wants nothing before the first run', () => {
  ops.exec('DELETE FROM labelling');
  expect(wantedLabelling(ops, lake.house.data)).toBeNull();
});
