import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../pipeline/kit/house.ts';
import { loadFiles } from '../pipeline/kit/load-files.ts';
import { NameCounts } from '../pipeline/kit/name-counts.ts';
import type { Feed, Platform } from '../pipeline/kit/platform.ts';
import { text } from '../pipeline/kit/types.ts';
import { loadPlatforms } from '../pipeline/run.ts';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { loadedFiles } from '../warehouse/kit/ledger.ts';
import { openOps, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { listLanded } from '../warehouse/ops/landed.ts';
import { type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

let lake: TestLake;
afterEach(() => lake.remove());

/** The feeds as a later release has them: DistroKid's statements got a column. */
async function laterRelease(): Promise<Platform[]> {
  const changed = (feed: Feed): Feed =>
    feed.name !== 'distrokid_bank'
      ? feed
      : {
          ...feed,
          version: feed.version + 1,
          curated: feed.version + 1,
          columns: { ...feed.columns, playlist: { type: text(), headers: ['Playlist'], required: false } },
        };
  return (await loadPlatforms()).map((platform) => ({ ...platform, feeds: platform.feeds.map(changed) }));
}

async function columnsOf(glob: string): Promise<string[]> {
  const duck = await DuckDBInstance.create(':memory:');
  const connection = await duck.connect();
  try {
    const path = join(lake.house.data, 'curated', glob);
    const told = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${path}')`);
    return told.getRows().map(([name]) => String(name));
  } finally {
    connection.closeSync();
    duck.closeSync();
  }
}

it('changed columns are curated under another name, of all years; the older files stay and are readable', async () => {
  lake = testLake();
  await lake.bring([
    'bank.csv',
    bankFile([line({ saleMonth: '2025-07' }), line({ saleMonth: '2026-07' })], bankStyle(2)),
  ]);
  const platforms = await laterRelease();
  const ops = openOps(lake.house.data);
  const warehouse = openWarehouseForWriting(lake.house.data);
  try {
    const run: Run = {
      ...{ ops, warehouse, platforms, loaded: loadedFiles(warehouse), names: new NameCounts() },
      label: lake.house.label,
    };
    const [report] = await loadFiles(lake.house, run, listLanded(ops), 'add');
    expect(report).toMatchObject({ state: 'loaded', rows: 2 });
    const outputs = warehouse
      .prepare("SELECT path FROM outputs WHERE zone = 'curated' ORDER BY path")
      .pluck();
    expect(outputs.all()).toEqual([
      'curated/distrokid_bank_curated_v2_2025.parquet',
      'curated/distrokid_bank_curated_v2_2026.parquet',
    ]);
  } finally {
    ops.close();
    warehouse.close();
  }
  expect(readdirSync(join(lake.house.data, 'curated')).sort()).toEqual([
    'distrokid_bank_curated_2025.parquet',
    'distrokid_bank_curated_2026.parquet',
    'distrokid_bank_curated_v2_2025.parquet',
    'distrokid_bank_curated_v2_2026.parquet',
  ]);
  const older = await columnsOf('distrokid_bank_curated_[0-9]*.parquet');
  expect(older).not.toContain('playlist');
  expect(await columnsOf('distrokid_bank_curated_v2_*.parquet')).toEqual([
    ...older.filter((name) => name !== 'occurrence'),
    'playlist',
    'occurrence',
  ]);
});

it('a feed says no curated version that its own version has not come to', async () => {
  lake = testLake();
  for (const { feeds } of await loadPlatforms()) {
    for (const { name, version, curated = 1 } of feeds)
      expect([name, curated <= version]).toEqual([name, true]);
  }
});
