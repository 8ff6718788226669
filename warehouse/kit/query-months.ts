import { run } from './compile.ts';
import { conditions, fromFor } from './compile-conditions.ts';
import type { Shape } from './compile-shape.ts';
import { type ReadSource, type ReadTable, TABLES } from './compile-tables.ts';
import type { Db } from './open.ts';
import type { Parameters } from './query-types.ts';
import { SUMMARY_TABLES } from './summaries.ts';

/** YYYY-MM. */
export interface Months {
  first: string;
  newest: string;
}

/**
 * First and newest month in which statements have facts of a filter that no sums tell: of the months that sums leave, from
 * both ends to the first that has one. Null: there is none. Only while the sums are those of the facts.
 */
export function monthsOf(db: Db, shape: Shape, source: ReadSource, parameters: Parameters): Months | null {
  const table = tellingMost(shape);
  const told = shape.where.filter((dimension) => TABLES[table].dimensions[dimension]);
  const sums: ReadSource = { ...source, table, date: 'sale_month', through: undefined };
  const months = run<{ month: string }>(
    db,
    `SELECT DISTINCT f.sale_month AS month FROM ${table} AS f
     WHERE ${conditions({ ...shape, where: told }, sums).join(' AND ')} ORDER BY 1`,
    { ...parameters, from: '0000', to: '9999' },
  ).map(({ month }) => month);
  const facts: ReadSource = { ...source, date: 'sale_month' };
  const text = `SELECT 1 AS found FROM ${fromFor(shape, facts)} AS f WHERE ${conditions(shape, facts).join(' AND ')} LIMIT 1`;
  const has = (month: string): boolean => run(db, text, { ...parameters, from: month, to: month }).length > 0;
  const first = months.find(has);
  return first === undefined ? null : { first, newest: months.findLast(has) ?? first };
}

/** The sums that tell most of what is filtered by; the smaller of two. */
function tellingMost({ where }: Shape): ReadTable {
  const tells = (table: ReadTable): number =>
    where.filter((dimension) => TABLES[table].dimensions[dimension]).length;
  return SUMMARY_TABLES.reduce((best, table) => (tells(table) > tells(best) ? table : best));
}
