import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Context } from '../commands/kit/define.ts';
import { nanosToDecimal } from '../core/money.ts';
import type { Question } from '../warehouse/kit/metric.ts';
import { ask } from '../warehouse/kit/query.ts';
import { median, percentile } from './kit/stats.ts';
import { type Line, milliseconds, ratio } from './kit/table.ts';

const RUNS = 30;
const YEARS = ['2023', '2024', '2025'];

interface Peer {
  what: string;
  question: Omit<Question, 'from' | 'to'>;
  /** One row a group: its key, and the numbers it is compared by. */
  sql(year: string): string;
  /** The value of a row of DuckDB as ours has it. */
  value(row: readonly unknown[]): string | number;
}

/** The curated files are of this distributor; the label has others too. */
const OURS = { distributor: ['DistroKid'] };
const streaming = "s.usage = 'stream'";
const nano = (value: unknown): bigint => BigInt(String(value));
const money = 'CAST(sum(f.earnings) * 1000000000 AS HUGEINT)';

const PEERS: readonly Peer[] = [
  {
    what: 'monthly revenue by artist',
    question: { metric: 'revenue', by: ['artist'], grain: 'month' },
    sql: (year) => `SELECT f.sale_month || ' ' || c.artist, ${money}
      FROM facts f JOIN credits c ON c.credit = f.artist WHERE f.sale_month LIKE '${year}-%' GROUP BY ALL ORDER BY ALL`,
    value: (row) => nanosToDecimal(nano(row[1])),
  },
  {
    what: 'revenue',
    question: { metric: 'revenue' },
    sql: (year) => `SELECT 0, ${money} FROM facts f WHERE f.sale_month LIKE '${year}-%'`,
    value: (row) => nanosToDecimal(nano(row[1])),
  },
  {
    what: 'revenue received by month',
    question: { metric: 'revenue_received', grain: 'month' },
    sql: (year) =>
      `SELECT strftime(CAST(f.reporting_date AS DATE), '%Y-%m'), ${money} FROM facts f WHERE CAST(f.reporting_date AS VARCHAR) LIKE '${year}-%' GROUP BY ALL ORDER BY ALL`,
    value: (row) => nanosToDecimal(nano(row[1])),
  },
  {
    what: 'revenue of an artist by country',
    question: { metric: 'revenue', by: ['country'], where: { artist: ['PIG1987'] } },
    sql: (year) => `SELECT f.country, ${money}
      FROM facts f JOIN credits c ON c.credit = f.artist WHERE c.artist = 'PIG1987' AND f.sale_month LIKE '${year}-%' GROUP BY ALL ORDER BY ALL`,
    value: (row) => nanosToDecimal(nano(row[1])),
  },
  {
    what: 'revenue of a store by track, which no sums tell',
    question: { metric: 'revenue', by: ['track'], where: { platform: ['Spotify'] } },
    sql: (year) => `SELECT f.isrc, ${money}
      FROM facts f JOIN stores s USING (store) WHERE s.platform = 'Spotify' AND f.sale_month LIKE '${year}-%' GROUP BY ALL ORDER BY ALL`,
    value: (row) => nanosToDecimal(nano(row[1])),
  },
  {
    what: 'top tracks by streams',
    question: { metric: 'streams', by: ['track'] },
    sql: (year) => `SELECT any_value(f.title), CAST(sum(f.quantity) AS BIGINT)
      FROM facts f JOIN stores s USING (store) WHERE ${streaming} AND f.sale_month LIKE '${year}-%' GROUP BY f.isrc ORDER BY 2 DESC`,
    value: (row) => Number(row[1]),
  },
  {
    what: 'revenue per stream by platform',
    question: { metric: 'revenue_per_stream', by: ['platform'] },
    sql: (year) => `SELECT s.platform, ${money}, CAST(sum(f.quantity) AS BIGINT)
      FROM facts f JOIN stores s USING (store) WHERE ${streaming} AND f.sale_month LIKE '${year}-%' GROUP BY ALL ORDER BY 1`,
    value: (row) => Number(nano(row[1])) / 1e9 / Number(row[2]),
  },
];

/**
 * The metric compiler on SQLite against hand-written SQL on DuckDB over the curated Parquet, in turn, the same year each
 * time. Answers are compared before times count.
 */
export async function benchQuestions(data: string, context: Context): Promise<Line[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const duck = await instance.connect();
  try {
    await fill(duck, data, context);
    const lines: Line[] = [];
    for (const peer of PEERS) {
      for (const year of YEARS) await compare(peer, year, duck, context);
      const times = { ours: [] as number[], duck: [] as number[] };
      for (let run = 0; run < RUNS; run++) {
        const year = YEARS[run % YEARS.length] as string;
        const sides = {
          ours: () => askYear(peer, year, context),
          duck: () => duck.runAndReadAll(peer.sql(year)),
        };
        for (const side of run % 2 === 0 ? (['ours', 'duck'] as const) : (['duck', 'ours'] as const)) {
          const started = performance.now();
          await sides[side]();
          times[side].push(performance.now() - started);
        }
      }
      const say = (side: readonly number[]) =>
        `p50 ${milliseconds(median(side))}, p95 ${milliseconds(percentile(side, 0.95))}`;
      lines.push({
        what: `questions: ${peer.what} of a year, against DuckDB on the Parquet`,
        measured: `${ratio(median(times.ours) / median(times.duck))} (ours ${say(times.ours)}; DuckDB ${say(times.duck)})`,
      });
    }
    return lines;
  } finally {
    duck.closeSync();
    instance.closeSync();
  }
}

const askYear = (peer: Peer, year: string, context: Context) =>
  ask(
    context.warehouse,
    context.metrics,
    {
      ...{ kind: 'reported', from: `${year}-01-01`, to: `${year}-12-31` },
      ...peer.question,
      where: { ...OURS, ...peer.question.where },
    },
    { others: false },
  );

/** The curated files as a view, and what the warehouse says of artists and stores as two small tables. */
async function fill(duck: DuckDBConnection, data: string, { warehouse }: Context): Promise<void> {
  const text = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;
  const values = (sql: string): string =>
    (warehouse.prepare(sql).raw().all() as unknown[][])
      .map((row) => `(${row.map(text).join(', ')})`)
      .join(', ');
  const credits = values(
    `SELECT n.name, a.name FROM artist_credits c JOIN artist_names n ON n.id = c.artist_name_id JOIN artists a ON a.id = c.artist_id`,
  );
  const stores = values(
    'SELECT s.name, p.name, s.usage FROM platform_names s JOIN platforms p ON p.id = s.platform_id',
  );
  await duck.run(`CREATE TABLE credits AS SELECT * FROM (VALUES ${credits}) AS t (credit, artist)`);
  await duck.run(`CREATE TABLE stores AS SELECT * FROM (VALUES ${stores}) AS t (store, platform, usage)`);
  await duck.run(
    `CREATE VIEW facts AS SELECT * FROM read_parquet('${join(data, 'curated', 'distrokid_bank_*.parquet')}')`,
  );
}

/** @throws Error when the two do not say the same. */
async function compare(peer: Peer, year: string, duck: DuckDBConnection, context: Context): Promise<void> {
  // Ours rounds what one stream earns to 1e-9.
  const say = (value: string | number): string => Number(value).toPrecision(5);
  const { rows, total } = askYear(peer, year, context);
  const ours = (rows.length > 0 ? rows.map((row) => row.value) : [total])
    .map((value) => say(value ?? Number.NaN))
    .toSorted();
  const theirs = (await duck.runAndReadAll(peer.sql(year)))
    .getRows()
    .map((row) => say(peer.value(row)))
    .toSorted();
  if (ours.join() !== theirs.join())
    throw new Error(`${peer.what} of ${year}: ours [${ours.slice(0, 5)}], DuckDB [${theirs.slice(0, 5)}]`);
}
