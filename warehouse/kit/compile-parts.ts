import type { Join, TableAccess } from './compile-access.ts';
import { columnsOf, type Shape } from './compile-shape.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import type { Grain, ReadMeasure } from './metric.ts';

/** SQL of the bucket a fact's date falls in. */
export function bucketOf(grain: Grain, source: ReadSource): string {
  const date = `f.${source.date}`;
  if (grain === 'day' || (grain === 'month' && source.date === 'sale_month')) return date;
  // Its Monday: six days back, then on to the next Monday.
  if (grain === 'week') return `date(${date}, '-6 days', 'weekday 1')`;
  return `substr(${date}, 1, ${grain === 'month' ? 7 : 4})`;
}

/** [SQL, name] of what is measured. */
export function measured(
  { measure, to, grain }: Pick<Shape, 'measure' | 'to' | 'grain'>,
  source: ReadSource,
): [string, string][] {
  const { series, weight } = TABLES[source.table];
  const daily = series !== null;
  const names = columnsOf(measure, source);
  const columns = names.map((column) => `f.${column}`);
  const amounts = names.map((column) => amountIn(to, source, column));
  const all = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  // In a daily series rows that do not know all of them are not there.
  const sum = (text: string): string => (daily ? `sum(${text})` : `sum(CASE WHEN ${all} THEN ${text} END)`);
  const known = weight
    ? `sum(CASE WHEN ${all} THEN f.${weight} ELSE 0 END)`
    : columns.length === 1
      ? `count(${columns[0]})`
      : `sum(${all})`;
  const rows = weight ? `sum(f.${weight})` : 'count(*)';
  const counts: [string, string][] = daily
    ? [
        [grain === 'day' ? '1' : 'count(DISTINCT f.date)', 'known'],
        ['0', 'unknown'],
        ['max(f.date)', 'newest'],
      ]
    : [[known, 'known'], [`${rows} - ${known}`, 'unknown'], ['NULL', 'newest'], ...unlike(source, all)];
  if (measure.is === 'ratio') {
    return [[sum(amounts.slice(0, -1).join(' + ')), 'value'], [sum(amounts.at(-1) ?? ''), 'over'], ...counts];
  }
  const column = columns[0] ?? '';
  if (measure.is === 'sum') return [[`sum(${amounts[0] ?? ''})`, 'value'], ...counts];
  // SQLite takes a bare column from the row that has the max(): here the newest day's.
  const value = measure.is === 'last' ? column : `sum(${column})`;
  return [[value, 'value'], ...counts];
}

/** Whether what is measured is an amount, and so has a currency. */
export const hasMoney = (measure: ReadMeasure, source: ReadSource): boolean =>
  columnsOf(measure, source).some((column) => TABLES[source.table].money?.columns.includes(column));

/** SQL of a column, in the currency that was asked for where it is money. */
function amountIn(to: string | undefined, source: ReadSource, column: string): string {
  const { money } = TABLES[source.table];
  if (to === undefined || !money?.columns.includes(column)) return `f.${column}`;
  const code = `'${to.replaceAll("'", "''")}'`;
  return `CASE f.currency WHEN ${code} THEN f.${column} ELSE in_currency(f.${column}, f.currency, ${code}, f.${money.day}) END`;
}

/** Smallest and largest of what tells unlike things apart, over the rows that are counted. */
const unlike = ({ alike }: ReadSource, known: string): [string, string][] =>
  alike === undefined
    ? []
    : [
        [`min(CASE WHEN ${known} THEN f.${alike} END)`, 'alike'],
        [`max(CASE WHEN ${known} THEN f.${alike} END)`, 'alikeMax'],
      ];

/**
 * What facts are grouped by: as few groups as there can be. Along the key of a million statements SQLite would sort
 * nothing, but the many groups that are then joined to names and added again take longer than the sorting.
 */
export function factGroups(shape: Shape, source: ReadSource, raws: readonly string[]): string[] {
  const table = TABLES[source.table];
  return [
    ...(shape.grain ? [bucketOf(shape.grain, source)] : []),
    ...(table.series === null ? raws.map((raw) => `f.${raw}`) : seriesGroups(shape, table, raws)),
  ];
}

function seriesGroups(
  { grain }: Shape,
  { series, seriesOf }: TableAccess,
  raws: readonly string[],
): string[] {
  const groups = (columns: readonly string[]) => columns.map((column) => `f.${column}`);
  const { columns, apart } = seriesOf ?? { columns: [], apart: false };
  const follows = seriesOf !== undefined && (apart || columns.every((column) => raws.includes(column)));
  return grain === 'day' && follows
    ? groups([...new Set([...columns, ...raws])])
    : [series ?? '', ...groups(raws)];
}

export const distinctJoins = (joins: readonly Join[]): Join[] => [
  ...new Map(joins.map((join) => [join.as, join])).values(),
];
