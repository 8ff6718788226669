import { afterEach, beforeEach, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { orderLanded } from '../warehouse/ops/landing-order.ts';
import { type TestLake, testLake } from './support/import.ts';
import { audience } from './support/rows.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake({
    name: 'Test Label',
    artists: [{ name: 'ZONE A0', aliases: ['zone_a0'], accounts: { spotify: ['62owJQCD2XzVB2o19CVsFM'] } }],
  });
});
afterEach(() => lake.remove());

it('a copy that comes after the export counts only for days the export does not tell, under either spelling', async () => {
  await lake.bring(
    ['ZONE A0-audience-timeline.csv', audienceCsv([audience('2026-10-02', { streams: 913 })], 2)],
    [
      'spotify_audience_62owJQCD2XzVB2o19CVsFM_20261006_031000.csv',
      audienceCsv([audience('2026-10-03', { streams: 926 })], 2),
    ],
  );
  await lake.bring([
    'spotify_audience_curated_20261120_081402.csv',
    'date,listeners,streams,followers,artist_id,artist_name\n' +
      ['2026-10-01,1,901,1', '2026-10-02,1,902,1', '2026-10-03,1,903,1']
        .map((row) => `${row},62owJQCD2XzVB2o19CVsFM,zone_a0\n`)
        .join(''),
  ]);
  const counted = 'SELECT date, streams FROM spotify_audience_rows WHERE counted = 1 ORDER BY date';
  expect(lake.rows(counted)).toEqual([
    ['2026-10-01', 901],
    ['2026-10-02', 913],
    ['2026-10-03', 926],
  ]);
  expect(lake.rows("SELECT streams_observed FROM monthly_streaming_summary WHERE kind = 'observed'")).toEqual(
    [[901 + 913 + 926]],
  );
  expect(lake.rows('SELECT feed FROM files ORDER BY id')).toEqual([
    ['lake_audience'],
    ['spotify_audience'],
    ['spotify_audience'],
  ]);
  const tables = hashTables(lake.house.data);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(tables);
});

it('files that were not adopted keep their order, whatever a clock said', async () => {
  await lake.bring(['ZONE A0-audience-timeline.csv', audienceCsv([audience('2026-10-02')], 1)]);
  await lake.bring(['ZONE A0-audience-timeline (1).csv', audienceCsv([audience('2026-10-03')], 1)]);
  const ops = openOps(lake.house.data);
  try {
    ops.prepare("UPDATE landed_files SET landed_at = '2020-01-01T00:00:00.000Z' WHERE id = 2").run();
    expect(orderLanded(ops, new Set())).toBe(false);
    ops.prepare("UPDATE landed_files SET adopted_from = 'a.csv' WHERE id = 2").run();
    expect(orderLanded(ops, new Set())).toBe(true);
    expect(ops.prepare('SELECT id, original_name FROM landed_files ORDER BY id').raw().all()).toEqual([
      [1, 'ZONE A0-audience-timeline (1).csv'],
      [2, 'ZONE A0-audience-timeline.csv'],
    ]);
    expect(orderLanded(ops, new Set())).toBe(false);
  } finally {
    ops.close();
  }
});
