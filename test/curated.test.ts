import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { House } from '../pipeline/kit/house.ts';
import { importFiles } from '../pipeline/run.ts';
import { type GeneratedLabel, generateLabel } from '../sandbox/label/index.ts';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { temporaryFolder, testHouse } from './support/house.ts';

// The curated zone and the warehouse are written by two programs from one staging file; here they are compared, and
// both with what the generator knows, over a label with overlapping and corrected exports.

let house: House;
let generated: GeneratedLabel;
let duck: DuckDBInstance;
beforeAll(async () => {
  const folder = temporaryFolder();
  generated = await generateLabel({
    folder: join(folder, 'downloads'),
    today: '2026-11-22',
    months: 12,
    seed: 5,
  });
  house = testHouse(join(folder, 'data'), generated.label);
  await importFiles(
    house,
    generated.files.map((file) => file.path),
  );
  duck = await DuckDBInstance.create(':memory:');
});
afterAll(() => duck.closeSync());

async function curated(sql: string, feed: string): Promise<string[][]> {
  const connection = await duck.connect();
  const files = join(house.data, 'curated', `${feed}_curated_*.parquet`).replaceAll("'", "''");
  const read = await connection.runAndReadAll(sql.replace('CURATED', `read_parquet('${files}')`));
  connection.closeSync();
  return read.getRows().map((row) => row.map(String));
}

function warehouse(sql: string): string[][] {
  const db = openWarehouse(house.data);
  try {
    return (db.prepare(sql).raw().safeIntegers().all() as unknown[][]).map((row) => row.map(String));
  } finally {
    db.close();
  }
}

it('statements: every month, row and nano', async () => {
  const facts = warehouse(
    "SELECT sale_month, count(*), sum(quantity), sum(amount) FROM revenue_transactions WHERE file_id IN (SELECT id FROM files WHERE feed = 'distrokid_bank') GROUP BY 1 ORDER BY 1",
  );
  expect(
    await curated(
      'SELECT sale_month, count(*), sum(quantity), (sum(earnings) * 1000000000)::HUGEINT FROM CURATED GROUP BY 1 ORDER BY 1',
      'distrokid_bank',
    ),
  ).toEqual(facts);
  expect(facts).toEqual(
    Object.entries(generated.truth.bank.bySaleMonth)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, total]) => [month, String(total.rows), String(total.quantity), total.nanos]),
  );
});

it('daily series: every day, with what is not known left out', async () => {
  expect(
    await curated(
      'SELECT date::VARCHAR, count(*), sum(streams), sum(saves), count(saves) FROM CURATED GROUP BY 1 ORDER BY 1',
      'spotify_audience',
    ),
  ).toEqual(
    warehouse(
      'SELECT date, count(*), sum(streams), sum(saves), count(saves) FROM spotify_audience_daily GROUP BY 1 ORDER BY 1',
    ),
  );
  for (const artifact of ['overview', 'followers']) {
    const column = artifact === 'overview' ? 'views' : 'followers';
    expect(
      await curated(
        `SELECT date::VARCHAR, account, ${column} FROM CURATED ORDER BY 1, 2`,
        `tiktok_${artifact}`,
      ),
    ).toEqual(
      warehouse(
        `SELECT date, account, ${column} FROM social_media_daily WHERE artifact = '${artifact}' ORDER BY 1, 2`,
      ),
    );
  }
  expect(
    await curated('SELECT count(*), sum(streams), count(streams) FROM CURATED', 'distrokid_stats'),
  ).toEqual(
    warehouse(
      "SELECT count(*), sum(streams), count(streams) FROM content_streams WHERE file_id IN (SELECT id FROM files WHERE feed = 'distrokid_stats')",
    ),
  );
});
