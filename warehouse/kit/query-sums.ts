import { columnsOf, type Shape } from './compile-parts.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import { DELAYS, delaysIn } from './compile-tables-revenue.ts';
import type { MetricDimension } from './metric.ts';
import type { Db } from './open.ts';
import { ADDED, areFresh, SUMMARY_TABLES, SUMMED, type SummaryTable } from './summaries.ts';

/**
 * The same shape, read from the smallest sums that tell all it asks for; else from the facts, of which only those are
 * read whose month and track the sums have. While the sums are not those of the facts: as it is.
 */
export function fromSums(db: Db, shape: Shape): Shape {
  if (!shape.sources.some(readsStatements) || !areFresh(db)) return shape;
  return { ...shape, sources: shape.sources.map((source) => nearest(shape, source)) };
}

/** The same facts, reached by months and tracks: for what needs each fact. */
export function throughSums(db: Db, shape: Shape): Shape {
  if (!shape.sources.some(readsStatements) || !areFresh(db)) return shape;
  return { ...shape, sources: shape.sources.map((source) => reached(shape, source)) };
}

const readsStatements = ({ table }: ReadSource): boolean => table === SUMMED || table === 'revenue_delays';

function nearest(shape: Shape, source: ReadSource): ReadSource {
  if (!readsStatements(source)) return source;
  const table = sumsFor(shape, source);
  if (!table) return reached(shape, source);
  return { ...source, table, ...(source.table === SUMMED ? {} : { from: delaysIn(table) }) };
}

/** Filters that leave few tracks of many. */
export const OF_TRACKS: readonly MetricDimension[] = ['artist', 'track'];
/** And those that leave few facts of each track: the key of the facts is month, track, store, country. */
const NARROW: readonly MetricDimension[] = [...OF_TRACKS, 'platform'];

const reached = (shape: Shape, source: ReadSource): ReadSource =>
  source.table === SUMMED && shape.where.some((dimension) => NARROW.includes(dimension))
    ? { ...source, through: 'revenue_by_track' }
    : source;

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
