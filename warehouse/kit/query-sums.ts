import { run } from './compile.ts';
import { listed } from './compile-access.ts';
import { usageOf } from './compile-conditions.ts';
import { columnsOf, type Shape } from './compile-shape.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import { DELAYS, delaysIn } from './compile-tables-revenue.ts';
import type { MetricDimension } from './metric.ts';
import type { Db } from './open.ts';
import type { Parameters } from './query-types.ts';
import { ADDED, areFresh, SUMMARY_TABLES, SUMMED, type SummaryTable } from './summaries.ts';

/**
 * The same shape, read from the smallest sums that tell all it asks for; else from the facts, of which only those are
 * read whose month and track the sums have. While the sums are not those of the facts: as it is.
 */
export function fromSums(db: Db, shape: Shape, parameters: Parameters): Shape {
  if (!shape.sources.some(readsStatements) || !areFresh(db)) return shape;
  return { ...shape, sources: shape.sources.map((source) => nearest(db, shape, source, parameters)) };
}

/** The same facts, reached by months and tracks: for what needs each fact. */
export function throughSums(db: Db, shape: Shape, parameters: Parameters): Shape {
  if (!shape.sources.some(readsStatements) || !areFresh(db)) return shape;
  return { ...shape, sources: shape.sources.map((source) => reached(db, shape, source, parameters)) };
}

const readsStatements = ({ table }: ReadSource): boolean => table === SUMMED || table === 'revenue_delays';

function nearest(db: Db, shape: Shape, source: ReadSource, parameters: Parameters): ReadSource {
  if (!readsStatements(source)) return source;
  const table = sumsFor(shape, source);
  if (!table) return reached(db, shape, source, parameters);
  return { ...source, table, ...(source.table === SUMMED ? {} : { from: delaysIn(table) }) };
}

/** Filters that leave few tracks of many. */
const OF_TRACKS: readonly MetricDimension[] = ['artist', 'track'];

/**
 * Of so many stores, each sought in every month and track; of more, all lines of the months are read as soon. A seek costs
 * about as much as the ten next lines.
 */
const MOST_STORES = 3;

/** What leaves few facts is reached: few tracks, or few stores of each. The key is month, track, store, country. */
function reached(db: Db, shape: Shape, source: ReadSource, parameters: Parameters): ReadSource {
  if (source.table !== SUMMED) return source;
  const fewStores = shape.where.includes('platform') && storesOf(db, source, parameters) <= MOST_STORES;
  return fewStores || shape.where.some((dimension) => OF_TRACKS.includes(dimension))
    ? { ...source, through: 'revenue_by_track', fewStores }
    : source;
}

/** How many stores, as statements write them, the filter leaves. */
function storesOf(db: Db, { only }: ReadSource, parameters: Parameters): number {
  const used = only ? `usage = '${usageOf(only)}' AND ` : '';
  const text = `SELECT count(*) AS n FROM platform_names WHERE ${used}platform_id IN ${listed('platform')}`;
  return Number(run<{ n: bigint }>(db, text, parameters)[0]?.n);
}

/** Amounts of another currency are converted one by one, each rounded once: their sums are not enough. */
function sumsFor(shape: Shape, source: ReadSource): SummaryTable | undefined {
  const added: readonly string[] = source.table === SUMMED ? ADDED : DELAYS;
  if (shape.to !== undefined || !columnsOf(shape.measure, source).every((column) => added.includes(column)))
    return undefined;
  const asked = [...shape.by, ...shape.where];
  return SUMMARY_TABLES.find((table) =>
    asked.every((dimension) => TABLES[table].dimensions[dimension] !== undefined),
  );
}
