import { existsSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseLabel } from '../core/label.ts';
import { takeRunLock } from '../pipeline/kit/lock.ts';
import { importFiles, rebuild, runPending } from '../pipeline/run.ts';
import { type BankRow, bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { openOps, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { listLanded, listQuarantined } from '../warehouse/ops/landed.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { listRuns } from '../warehouse/ops/runs.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const bank = (...rows: Partial<BankRow>[]): Buffer =>
  bankFile(
    rows.map((other) => line({ quantity: '10', earnings: '0.5', ...other })),
    bankStyle(2),
  );
const files = (folder: string): string[] =>
  (existsSync(join(lake.house.data, folder))
    ? readdirSync(join(lake.house.data, folder), { recursive: true, withFileTypes: true })
    : []
  )
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
const withOps = <T>(read: (ops: ReturnType<typeof openOps>) => T): T => {
  const ops = openOps(lake.house.data);
  try {
    return read(ops);
  } finally {
    ops.close();
  }
};

it('carries a file through every zone, and says what it did', async () => {
  const [report] = await lake.bring([
    'bank.csv',
    bank({}, { quantity: 'N/A', country: 'USA' }, { saleMonth: '2025-12' }),
  ]);
  expect(report).toMatchObject({
    state: 'loaded',
    feed: 'distrokid_bank',
    rows: 3,
    loaded: 2,
    corrected: 0,
    unchanged: 0,
    refused: 1,
    firstRefusals: [
      "line 3: country 'USA' is not a country code of two letters",
      "line 3: quantity 'N/A' is not a whole number",
    ],
    firstDay: '2025-12',
    lastDay: '2026-07',
    money: { amount: '1.00', currency: 'USD' },
  });
  const [landed] = files('landing');
  expect(landed).toMatch(/^distrokid_bank_20261122_120000_[0-9a-f]{8}\.csv$/);
  expect(
    statSync(join(lake.house.data, report?.path as string)).mode & 0o222,
    'landed files are read-only',
  ).toBe(0);
  expect(files('raw')).toEqual([landed?.replace('.csv', '.ndjson.zst')]);
  expect(files('curated')).toEqual([
    'distrokid_bank_curated_2025.parquet',
    'distrokid_bank_curated_2026.parquet',
  ]);
  const staging = readFileSync(join(lake.house.data, 'staging', 'distrokid_bank.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(staging).toHaveLength(3);
  expect(staging[1]).toContain('2025-12');
  // Both failures of the line are kept, with the text.
  expect(lake.rows('SELECT line, check_name, column_name, text FROM refusals ORDER BY column_name')).toEqual([
    [3, 'type', 'country', 'USA'],
    [3, 'type', 'quantity', 'N/A'],
  ]);
  expect(lake.rows('SELECT zone, path FROM outputs ORDER BY zone, path')).toHaveLength(3);
  expect(lake.rows('SELECT source, newest_day FROM source_dates')).toEqual([
    ['distrokid_bank', '2026-09-24'],
  ]);
  withOps((ops) => {
    expect(listRuns(ops, 9)).toMatchObject([{ kind: 'import', outcome: 'partial' }]);
    expect(readPolicies(ops).map((policy) => policy.source)).toContain('tiktok_followers');
  });
});

it('what a correction replaces in curated goes to the archive', async () => {
  await lake.bring(['bank.csv', bank({})]);
  await lake.bring(['bank.csv', bank({ earnings: '0.6' })]);
  expect(files('archive')).toEqual(['distrokid_bank_curated_2026_archived_20261122_120000.parquet']);
  expect(lake.rows('SELECT amount FROM revenue_transactions')).toEqual([[600_000_000]]);
});

it('a file that breaks off goes to quarantine after it was landed, with its reason, once', async () => {
  const broken = Buffer.from('Sale Month,Store,ISRC,Country of Sale\n');
  const cut = bank({}).subarray(0, -12);
  const reports = await lake.bring(['no-columns.csv', broken], ['cut.csv', cut]);
  expect(reports.map((report) => [report.originalName, report.state])).toEqual([
    ['no-columns.csv', 'quarantined'],
    ['cut.csv', 'quarantined'],
  ]);
  expect(reports[0]?.reason).toMatch(/without the columns "Reporting Date", "Artist"/);
  expect(files('landing')).toEqual([]);
  expect(files('raw')).toEqual([]);
  expect(files('quarantine')).toHaveLength(4);
  await lake.bring(['cut (1).csv', cut]);
  expect(files('quarantine')).toHaveLength(4);
  withOps((ops) => expect(listQuarantined(ops)).toHaveLength(2));
  expect((await runPending(lake.house)).files).toEqual([]);
});

it('carries on what was landed and not loaded, and drops a row whose file a crash kept from landing', async () => {
  await lake.bring(['bank.csv', bank({})]);
  const before = hashTables(lake.house.data);
  // As after a kill between landing and loading: the ledger knows nothing.
  for (const name of ['warehouse.db', 'warehouse.db-wal', 'warehouse.db-shm'])
    rmSync(join(lake.house.data, name), { force: true });
  const again = await runPending(lake.house);
  expect(again.files).toMatchObject([{ state: 'loaded', loaded: 1 }]);
  expect(hashTables(lake.house.data)).toEqual(before);
  withOps((ops) => {
    ops
      .prepare(
        "INSERT INTO landed_files (path, sha256, bytes, original_name, landed_at, platform, feed, account) VALUES ('landing/x/y/z.csv', 'a', 1, 'z', 'z', 'distrokid', 'distrokid_bank', '')",
      )
      .run();
  });
  expect((await runPending(lake.house)).files).toEqual([]);
  withOps((ops) => expect(listLanded(ops)).toHaveLength(1));
});

it('rebuilds from raw alone, without landing, ops.db and warehouse', async () => {
  await lake.bring(
    ['bank.csv', bank({})],
    [
      'PIG1987-audience-timeline.csv',
      audienceCsv(
        [
          {
            date: '2026-10-01',
            listeners: 1,
            monthlyListeners: 2,
            monthlyActiveListeners: 3,
            superListeners: 4,
            streams: 5,
            playlistAdds: 6,
            saves: 7,
            followers: 8,
          },
        ],
        3,
      ),
    ],
  );
  await lake.bring(['bank.csv', bank({ earnings: '0.7' })]);
  const before = hashTables(lake.house.data);
  for (const name of readdirSync(lake.house.data)) {
    if (name !== 'raw' && name !== 'label.json')
      rmSync(join(lake.house.data, name), { recursive: true, force: true });
  }
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
});

it('a damaged raw file is said, not loaded; taken away it is made anew', async () => {
  const [report] = await lake.bring(['bank.csv', bank({})]);
  const before = hashTables(lake.house.data);
  const raw = join(lake.house.data, 'raw', 'distrokid', files('raw')[0] as string);
  const bytes = readFileSync(raw);
  unlinkSync(raw);
  writeFileSync(raw, bytes.subarray(0, bytes.length - 5));
  await expect(rebuild(lake.house)).rejects.toThrow(/is damaged\. Delete it and run again/);
  expect(hashTables(lake.house.data), 'the old warehouse still answers').toEqual(before);
  unlinkSync(raw);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
  expect(existsSync(join(lake.house.data, report?.path as string))).toBe(true);
});

it('a feed of another version makes everything be built anew', async () => {
  await lake.bring(['bank.csv', bank({})]);
  const before = hashTables(lake.house.data);
  const db = openWarehouseForWriting(lake.house.data);
  db.exec('UPDATE files SET feed_version = 0; DELETE FROM revenue_transactions');
  db.close();
  await runPending(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
});

it('an alias settled later re-labels the past without touching facts', async () => {
  await lake.bring(['bank.csv', bank({ artist: 'The Pig' }, { artist: 'The Pig', store: 'Tidal' })]);
  expect(lake.notes()).toEqual([
    'nobody knows the artist "The Pig" (2 rows, 1.00 USD): kept under its own name; "bedrot unmatched" says how to settle it',
  ]);
  const facts = hashTables(lake.house.data).revenue_transactions;
  expect(lake.rows("SELECT name FROM artists WHERE status = 'unknown'")).toEqual([['The Pig']]);
  const label = structuredClone(LABEL);
  label.artists[1]?.aliases?.push('The Pig');
  const report = await runPending({ ...lake.house, label: parseLabel(JSON.stringify(label)) });
  expect(
    lake.rows('SELECT a.name, a.status FROM artist_credits c JOIN artists a ON a.id = c.artist_id'),
  ).toEqual([['PIG1987', 'own']]);
  expect(hashTables(lake.house.data).revenue_transactions).toBe(facts);
  expect(report.notes).toEqual([]);
});

it('one run at a time; a missing file is said before anything is done', async () => {
  const lock = takeRunLock(lake.house.data);
  await expect(runPending(lake.house)).rejects.toMatchObject({ code: 'busy' });
  lock.release();
  await expect(importFiles(lake.house, ['/no/such/file.csv'])).rejects.toMatchObject({ code: 'not_found' });
});
