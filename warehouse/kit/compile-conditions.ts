import { accessOf, columnsOf, type Shape } from './compile-shape.ts';
import { fromOfSource, type ReadSource, TABLES } from './compile-tables.ts';
import type { MetricDimension } from './metric.ts';
import type { SummaryTable } from './summaries.ts';

/** What a question reads of a source, as SQL that ends where its alias `f` stands. With all of its `conditions`. */
export const fromFor = (shape: Shape, source: ReadSource): string =>
  source.through
    ? `${leading(shape, source, source.through)} AS lead CROSS JOIN ${source.table}`
    : fromOfSource(source);

/** Which facts a question is about, as SQL over `f`. */
export function conditions(shape: Shape, source: ReadSource): string[] {
  const table = TABLES[source.table];
  const lead = source.through ? keyOf(source.through) : [];
  const columns = columnsOf(shape.measure, source);
  return [
    ...lead.map((column) => `f.${column} = lead.${column}`),
    ...(lead.includes(source.date) ? [] : [`f.${source.date} BETWEEN @from AND @to`]),
    // Days without a value are left out of a series, and are counted as missing. Statements count their unknown rows.
    ...(table.series === null ? [] : columns.map((column) => `f.${column} IS NOT NULL`)),
    ...(table.always ? [table.always] : []),
    ...usedAs(shape, source),
    ...(shape.reportedBy ? ['f.reporting_date <= @reported_by'] : []),
    ...shape.where.filter((name) => !isSettled(source, name)).map((name) => keep(source, name)),
    ...shape.by.flatMap((dimension) => accessOf(source, dimension).concerns ?? []),
  ];
}

/**
 * Months and tracks that the sums have of a question. Facts lie by them, so that SQLite seeks each (and of it the store
 * and country, which come next in their key) and reads no others. CROSS: in this order, whatever it thinks of the sizes.
 */
function leading(shape: Shape, source: ReadSource, table: SummaryTable): string {
  const sums: ReadSource = { ...source, through: undefined, table };
  const told = shape.where.filter((dimension) => TABLES[table].dimensions[dimension]);
  const columns = keyOf(table).map((column) => `f.${column}`);
  const where = conditions({ ...shape, by: [], where: told }, sums);
  return `(SELECT DISTINCT ${columns.join(', ')} FROM ${table} AS f WHERE ${where.join(' AND ')})`;
}

/** What the key of the sums has in common with that of the facts. */
const keyOf = (table: SummaryTable): readonly string[] => TABLES[table].order.slice(0, 2);

/** Whether the months and tracks that lead are those of the filter already. */
function isSettled({ through }: ReadSource, dimension: MetricDimension): boolean {
  const access = through && TABLES[through].dimensions[dimension];
  if (!through || !access) return false;
  const key = keyOf(through);
  return key.includes(access.raw) && key.includes(access.also ?? access.raw);
}

/** The use of a store, as platform_names has it. */
export const usageOf = (only: NonNullable<ReadSource['only']>): string => only.replace('usage_', '');

/** Only stores of one use. Where stores are filtered too, `keep` says both. */
function usedAs(shape: Shape, source: ReadSource): string[] {
  if (!source.only) return [];
  const usage = `'${usageOf(source.only)}'`;
  const { usage: column } = TABLES[source.table];
  if (column) return [`f.${column} = ${usage}`];
  if (shape.where.some((dimension) => accessOf(source, dimension).keepUsed)) return [];
  return [
    `${source.through ? '+' : ''}f.platform_name_id IN (SELECT id FROM platform_names WHERE usage = ${usage})`,
  ];
}

/**
 * One condition on a store, not two: the key is sought by one. A plus keeps SQLite from seeking each of many stores in
 * turn, where reading all of a track is sooner done.
 */
function keep(source: ReadSource, dimension: MetricDimension): string {
  const { keep, keepUsed } = accessOf(source, dimension);
  if (!keepUsed) return keep(dimension);
  const text = source.only ? keepUsed(dimension, usageOf(source.only)) : keep(dimension);
  return source.through && !source.fewStores ? `+${text}` : text;
}
