import { conditions, fromFor } from './compile-conditions.ts';
import { columnsOf } from './compile-shape.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import type { Metric } from './metric.ts';
import type { Plan } from './query-plan.ts';

/** File and line of every fact the number uses: the question's own conditions, and of running totals the newest day. */
export function factsBehind(metric: Metric, made: Plan, source: ReadSource, told?: string): string {
  const { series, lines } = TABLES[source.table];
  const row = lines === undefined ? 'f' : 'r';
  const columns = told ?? `${row}.file_id, ${row}.line`;
  const from = `FROM ${fromFor(made.shape, source)} AS f ${lines ?? ''} WHERE ${used(made, source).join(' AND ')}`;
  if (metric.measure.is === 'last' && series !== null && made.shape.grain === null)
    return `SELECT ${columns}, max(f.date) ${from} GROUP BY ${series}`;
  return `SELECT ${columns} ${from}`;
}

/** The question's conditions; of statements only the lines that have a value. */
export function used(made: Plan, source: ReadSource): string[] {
  const where = conditions(made.shape, source);
  const { series, counts } = TABLES[source.table];
  if (series !== null) return where;
  const known = columnsOf(made.shape.measure, source).map((column) => `f.${column} IS NOT NULL`);
  return [...where, ...known, ...(counts ? [counts] : [])];
}
