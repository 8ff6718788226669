import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RunReport } from '../../pipeline/kit/report.ts';
import { importFiles, loadPlatforms, rebuild } from '../../pipeline/run.ts';
import { type GeneratedLabel, generateLabel, type Truth } from '../../sandbox/label/index.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { openWarehouse } from '../../warehouse/kit/open.ts';
import { temporaryFolder, testHouse } from './house.ts';
import { hashTables } from './tables.ts';

const CENT = 10_000_000n;

/** Feeds the made-up label has no file of, each with its reason. */
const WITHOUT_FILES: Readonly<Record<string, string>> = {
  metaads_period: 'the label exports its ads by day',
  lake_audience: 'it had no data lake before',
  lake_streams: 'it had no data lake before',
};

/**
 * A whole made-up label through the front door: every feed holds what the truth says, row by row and in money, ads and
 * ledger add up, the same files once more change nothing, and a warehouse built anew is the same.
 */
export async function importsWhole(options: { months: number; seed: number }): Promise<void> {
  const folder = temporaryFolder();
  try {
    const made = await generateLabel({
      folder: join(folder, 'downloads'),
      today: '2026-11-22',
      euro: true,
      ...options,
    });
    const house = testHouse(join(folder, 'data'), made.label);
    const paths = made.files.map(({ path }) => path);
    const report = await importFiles(house, paths);
    checkReports(report, made);

    const feeds = (await loadPlatforms()).flatMap((platform) => platform.feeds.map(({ name }) => name));
    const told = [...Object.keys(made.truth.feeds), ...Object.keys(WITHOUT_FILES)];
    expect(told.sort(), 'feeds the label has files of').toEqual(feeds.sort());

    const db = openWarehouse(house.data);
    try {
      expect(held(db, made.truth)).toEqual(made.truth.feeds);
      checkAds(db, made.truth);
      checkLedger(db, made.truth);
    } finally {
      db.close();
    }

    const hashes = hashTables(house.data);
    const again = await importFiles(house, paths);
    expect(again.files.filter(({ state }) => state === 'loaded')).toEqual([]);
    expect(hashTables(house.data), 'after the same files once more').toEqual(hashes);
    await rebuild(house);
    expect(hashTables(house.data), 'built anew from raw').toEqual(hashes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only the bad file is refused, only the double one is known; no line of the others is refused, and all are counted. */
function checkReports({ files }: RunReport, { truth }: GeneratedLabel): void {
  const named = (state: string): string[] =>
    files.filter((file) => file.state === state).map(({ originalName }) => originalName);
  expect(named('quarantined')).toEqual(truth.quarantined);
  expect(named('known')).toEqual(truth.duplicates);
  for (const file of files.filter(({ state }) => state === 'loaded')) {
    expect(file.firstRefusals, file.originalName).toEqual([]);
    expect(file.loaded + file.unchanged + file.refused, file.originalName).toBe(file.rows);
    expect(file.rows, file.originalName).toBeGreaterThan(0);
  }
}

/** What the warehouse holds of each feed, in the form of the truth. */
function held(db: Db, truth: Truth): Truth['feeds'] {
  return Object.fromEntries(
    Object.entries(truth.feeds).map(([feed, { table, sums }]) => {
      const names = Object.keys(sums);
      const row = db
        .prepare<[string], Record<string, bigint>>(
          `SELECT ${['count(*) AS "rows"', ...names.map((name) => `sum(${name}) AS ${name}`)].join(', ')}
           FROM ${table} WHERE file_id IN (SELECT id FROM files WHERE feed = ?)`,
        )
        .safeIntegers()
        .get(feed);
      const values = names.map((name) => [name, String(row?.[name])]);
      return [feed, { table, rows: Number(row?.rows), sums: Object.fromEntries(values) }];
    }),
  );
}

/** Spend of the view that counts each campaign's day once, by campaign and by day. */
function checkAds(db: Db, { ads }: Truth): void {
  const by = (column: string): Record<string, number> =>
    Object.fromEntries(
      db
        .prepare<[], [string, bigint]>(`SELECT ${column}, sum(spend) FROM ad_days GROUP BY 1`)
        .raw()
        .safeIntegers()
        .all()
        .map(([name, spend]) => [name, Number(spend / CENT)]),
    );
  expect(by('campaign_name')).toEqual(ads.byCampaign);
  expect(by('date')).toEqual(ads.byDay);
}

function checkLedger(db: Db, { ledger }: Truth): void {
  const rows = db
    .prepare<[], [string, bigint, bigint]>(
      "SELECT kind || ' ' || category, count(*), sum(amount) FROM ledger GROUP BY 1",
    )
    .raw()
    .safeIntegers()
    .all();
  const kept = rows.map(([name, lines, sum]) => [name, { lines: Number(lines), cents: Number(sum / CENT) }]);
  expect(Object.fromEntries(kept)).toEqual(ledger);
}

/** The seed of a run: another each time, unless TEST_SEED asks for the same again. */
export function testSeed(): number {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  return seed;
}
