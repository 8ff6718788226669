import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importFiles } from '../pipeline/run.ts';
import type { Coverage } from '../warehouse/kit/coverage.ts';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { Shell } from './cli-run.ts';
import { temporaryFolder, testHouse } from './support/house.ts';
import { AUDIENCE_HOLE, flat, type Lake, listing, referenceLake, STATEMENT_HOLE } from './support/lake.ts';
import { hashTables } from './support/tables.ts';

interface Told {
  done: boolean;
  taken: { from: string; at: string; feeds: string[]; isCopy: boolean }[];
  known: unknown[];
  left: { from: string; why: string; reason: string }[];
  coverage: Coverage[] | null;
}

const root = temporaryFolder();
const shell = new Shell();
let lake: Lake;

function house(data: string): string {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'label.json'), JSON.stringify(lake.label));
  return data;
}

function adopt(data: string, folder = lake.folder, ...more: string[]): Told {
  const said = shell.bedrot(['adopt', folder, '--json', '--data', data, ...more]);
  expect(said.err).toBe('');
  expect(said.status).toBe(0);
  return JSON.parse(said.out) as Told;
}

function rows(data: string, sql: string): unknown[] {
  const db = openWarehouse(data);
  try {
    return db.prepare(sql).raw().safeIntegers().all();
  } finally {
    db.close();
  }
}

/** Every number, without the files and lines it came from, and artists by what their names stand for. */
const NUMBERS = {
  streams: (first: string) =>
    `SELECT date, distributor_id, platform_id, streams FROM content_streams WHERE date >= '${first}' AND streams IS NOT NULL ORDER BY 1, 2, 3`,
  audience: () =>
    'SELECT f.date, a.artist, listeners, monthly_listeners, super_listeners, streams, saves, followers FROM spotify_audience_daily f JOIN artist_credit_names a USING (artist_name_id) ORDER BY 1, 2',
  revenue: () =>
    'SELECT sale_month, track_name_id, platform_name_id, territory, reporting_date, occurrence, quantity, amount FROM revenue_transactions ORDER BY 1, 2, 3, 4, 5, 6',
  social: () =>
    'SELECT date, account, artifact, views, likes, comments, followers FROM social_media_daily ORDER BY 1, 2, 3',
  links: () => 'SELECT date, total_views, total_clicks FROM link_analytics_daily ORDER BY 1',
};

const firstPage = (): string => Object.keys(lake.truth.streams.spotify).sort()[0] as string;

function numbers(data: string): unknown[] {
  return Object.values(NUMBERS).map((sql) => rows(data, sql(firstPage())));
}

beforeAll(async () => {
  lake = await referenceLake(root);
}, 60_000);
afterAll(() => {
  shell.remove();
  rmSync(root, { recursive: true, force: true });
});

it('a dry run says the same as the deed, and does nothing', () => {
  const data = house(join(root, 'dry'));
  const told = adopt(data, lake.folder, '--dry-run');
  expect(told.done).toBe(false);
  expect(told.taken.length).toBe(lake.exports.length + 1);
  expect(listing(data).filter((line) => /landing|raw\/|curated|warehouse/.test(line))).toEqual([]);
}, 120_000);

it('the lake that came before gives what its exports give, as of their own time, with its holes told', async () => {
  const before = listing(lake.folder);
  const data = house(join(root, 'adopted'));
  const told = adopt(data);

  const reference = testHouse(join(root, 'reference'), lake.label, '2026-11-22T23:00:00Z');
  await importFiles(
    reference,
    lake.exports.map(({ path }) => path),
  );
  expect(numbers(data)).toEqual(numbers(reference.data));
  expect(numbers(data).every((part) => (part as unknown[]).length > 50)).toBe(true);

  // Each file counts as of its own time, to the second, and the landing order follows it.
  const landed = rows(
    data,
    "SELECT landed_at FROM files WHERE feed NOT LIKE 'lake%' ORDER BY id",
  ).flat() as string[];
  expect(landed).toEqual([...landed].sort());
  const seconds = (at: string | Date) => Math.floor(new Date(at).getTime() / 1000);
  const stamped = told.taken.filter(({ from }) => /stats_|details_|spotify_audience/.test(from));
  const exported = new Set(lake.exports.map(({ at }) => seconds(at)));
  expect(stamped.length).toBeGreaterThan(10);
  for (const { at, isCopy } of stamped) if (!isCopy) expect(exported).toContain(seconds(at));

  // Days only the lake's own table tells are taken from it; where an export tells a day, the export's number stands.
  const early = rows(
    data,
    `SELECT date, streams FROM content_streams WHERE date BETWEEN '${lake.alone.first}' AND '${lake.alone.last}'`,
  );
  expect(early).toHaveLength((40 - lake.alone.hole.length) * 2);

  const why = Object.fromEntries(told.left.map(({ from, why: reason }) => [from, reason]));
  expect(why['3_staging/daily_streams_distrokid.csv']).toBe('covered');
  expect(why['4_curated/spotify_audience_curated_20261120_081402.csv']).toBe('covered');
  expect(why['4_curated/dk_bank_details.csv']).toBe('partly-covered');
  expect(why['4_curated/tiktok_analytics_curated_20261120_090000.csv']).toBe('nobody');
  expect(why['README.md']).toBe('kind');
  expect(why['1_landing/elsewhere']).toBe('link');
  expect(Object.keys(why).filter((from) => from.startsWith('2_raw/'))).toHaveLength(6);
  expect(Object.keys(why).filter((from) => from.startsWith('5_archive/'))).toHaveLength(1);
  expect(Object.keys(why)).not.toContain('1_landing/.DS_Store');

  const covered = (table: string, account: string) =>
    told.coverage?.find((one) => one.table === table && one.account === account);
  expect(covered('spotify_audience_daily', 'DEEPCURSE')?.holes).toEqual([
    { from: AUDIENCE_HOLE[0], to: AUDIENCE_HOLE.at(-1), length: AUDIENCE_HOLE.length },
  ]);
  expect(covered('spotify_audience_daily', 'PIG1987')?.holes).toEqual([]);
  expect(covered('revenue_transactions', 'DistroKid')?.holes).toEqual([
    { from: STATEMENT_HOLE, to: '2026-08', length: 2 },
  ]);
  const streams = covered('content_streams', 'DistroKid / Spotify');
  expect(streams?.holes).toContainEqual({ from: lake.alone.hole[0], to: lake.alone.hole[1], length: 2 });
  expect(streams?.first).toBe(lake.alone.first);

  expect(listing(lake.folder)).toEqual(before);

  // A second time changes nothing, and a rebuild gives the same again.
  const tables = hashTables(data);
  const again = adopt(data);
  expect(again.taken).toEqual([]);
  expect(again.known).toHaveLength(told.taken.length);
  expect(hashTables(data)).toEqual(tables);
  expect(shell.bedrot(['rebuild', '--json', '--data', data]).status).toBe(0);
  expect(hashTables(data)).toEqual(tables);
}, 240_000);

it('what was brought before and is newer still counts; a lost ops.db is made again in the right order', async () => {
  const newest = lake.exports.filter(({ path }) => /PIG1987-audience-timeline/.test(path)).at(-1);
  const data = house(join(root, 'late'));
  const folder = join(root, 'older');
  flat(lake, folder, (name) => /^PIG1987-audience-timeline/.test(name));
  expect(shell.bedrot(['import', newest?.path as string, '--data', data]).status).toBe(0);
  const brought = rows(
    data,
    'SELECT date, streams, listeners, followers FROM spotify_audience_daily ORDER BY 1',
  );
  const told = adopt(data, folder);
  expect(told.taken).toHaveLength(2);
  const newer = rows(
    data,
    `SELECT date, streams, listeners, followers FROM spotify_audience_daily WHERE date >= '${(brought[0] as string[])[0]}' ORDER BY 1`,
  );
  expect(newer).toEqual(brought);
  const order = rows(data, 'SELECT id, landed_at FROM files ORDER BY id') as [bigint, string][];
  expect(order).toHaveLength(3);
  expect(order.map(([, at]) => at)).toEqual(order.map(([, at]) => at).sort());
  const tables = hashTables(data);
  for (const name of ['ops.db', 'ops.db-wal', 'ops.db-shm']) rmSync(join(data, name), { force: true });
  expect(shell.bedrot(['rebuild', '--json', '--data', data]).status).toBe(0);
  expect(hashTables(data)).toEqual(tables);
}, 120_000);

it('our own data folder is not adopted, nor a folder that is not there', () => {
  const data = house(join(root, 'own'));
  expect(shell.bedrot(['adopt', data, '--data', data])).toMatchObject({ status: 64, out: '' });
  expect(shell.bedrot(['adopt', join(root, 'nowhere'), '--data', data]).status).not.toBe(0);
}, 60_000);
