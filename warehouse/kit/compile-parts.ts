import type { DimensionAccess, Join, TableAccess } from './compile-access.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import type { Grain, MetricDimension, ReadMeasure } from './metric.ts';
import { platformDisplayName } from './stores.ts';

/** What decides the text of a query; values come later, as parameters. */
export interface Shape {
  measure: ReadMeasure;
  /** All of one kind. */
  sources: readonly ReadSource[];
  grain: Grain | null;
  by: readonly MetricDimension[];
  /** Dimensions that are filtered by. */
  where: readonly MetricDimension[];
  /** Only what statements had told up to @reported_by. */
  reportedBy: boolean;
  /** Amounts of another currency are converted to this one (query-currency.ts). Absent: as they are. */
  to?: string;
}

/** SQL of the bucket a fact's date falls in. */
export function bucketOf(grain: Grain, source: ReadSource): string {
  const date = `f.${source.date}`;
  if (grain === 'day' || (grain === 'month' && source.date === 'sale_month')) return date;
  // Its Monday: six days back, then on to the next Monday.
  if (grain === 'week') return `date(${date}, '-6 days', 'weekday 1')`;
  return `substr(${date}, 1, ${grain === 'month' ? 7 : 4})`;
}

/** @throws Error when the table does not tell the dimension: a defect of the metric. */
export function accessOf(source: ReadSource, dimension: MetricDimension): DimensionAccess {
  const fixed = dimension === 'platform' ? source.fixed?.platform : undefined;
  if (fixed !== undefined) {
    const text = `'${fixed}'`;
    const name = platformDisplayName(fixed) ?? fixed;
    return {
      raw: '',
      joins: [],
      id: `coalesce((SELECT id FROM platforms WHERE key = ${text}), ${text})`,
      name: `'${name.replaceAll("'", "''")}'`,
      keep: () => '1',
    };
  }
  const access = TABLES[source.table].dimensions[dimension];
  if (!access) throw new Error(`${source.table} has no ${dimension}`);
  return access;
}

/** The use of a store, as platform_names has it. */
const usageOf = (only: NonNullable<ReadSource['only']>): string => only.replace('usage_', '');

/** Which facts a question is about, as SQL over `f`. */
export function conditions(shape: Shape, source: ReadSource): string[] {
  const table = TABLES[source.table];
  const columns = columnsOf(shape.measure, source);
  return [
    `f.${source.date} BETWEEN @from AND @to`,
    // Days without a value are left out of a series, and are counted as missing. Statements count their unknown rows.
    ...(table.series === null ? [] : columns.map((column) => `f.${column} IS NOT NULL`)),
    ...(table.always ? [table.always] : []),
    ...(source.only
      ? [
          table.usage
            ? `f.${table.usage} = '${usageOf(source.only)}'`
            : `f.platform_name_id IN (SELECT id FROM platform_names WHERE usage = '${usageOf(source.only)}')`,
        ]
      : []),
    ...(shape.reportedBy ? ['f.reporting_date <= @reported_by'] : []),
    ...shape.where.map((dimension) => accessOf(source, dimension).keep(dimension)),
    ...shape.by.flatMap((dimension) => accessOf(source, dimension).concerns ?? []),
    ...(source.through ? [within(shape, { ...source, through: undefined, table: source.through })] : []),
  ];
}

/** Months and tracks that the sums have of a question: facts lie by them, so that few are read. */
function within(shape: Shape, sums: ReadSource): string {
  const told = shape.where.filter((dimension) => TABLES[sums.table].dimensions[dimension]);
  const where = conditions({ ...shape, by: [], where: told }, sums).join(' AND ');
  const [month, track] = TABLES[sums.table].order;
  return `(f.${month}, f.${track}) IN (SELECT f.${month}, f.${track} FROM ${sums.table} AS f WHERE ${where})`;
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
 * What facts are grouped by. Statements are grouped along their key where that leaves few enough groups, because SQLite
 * then needs no sorting; what it leaves too fine is added again with the names.
 */
export function factGroups(shape: Shape, source: ReadSource, raws: readonly string[]): string[] {
  const table = TABLES[source.table];
  const date = shape.grain ? [bucketOf(shape.grain, source)] : [];
  if (table.series !== null) return [...date, ...seriesGroups(shape, table, raws)];
  const needed = [...(shape.grain ? [source.date] : []), ...raws];
  const depth = Math.max(-1, ...needed.map((raw) => table.order.indexOf(raw)));
  const along = needed.every((raw) => table.order.includes(raw)) && depth <= ALONG_AT_MOST;
  return along
    ? table.order.slice(0, depth + 1).map((raw) => `f.${raw}`)
    : [...date, ...raws.map((raw) => `f.${raw}`)];
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

/** Deeper into the key nearly every fact is a group of its own. */
const ALONG_AT_MOST = 2;

export const distinctJoins = (joins: readonly Join[]): Join[] => [
  ...new Map(joins.map((join) => [join.as, join])).values(),
];

/** Columns a measure needs; the denominator last. */
export function columnsOf(measure: ReadMeasure, source: ReadSource): string[] {
  const parts = measure.is === 'ratio' ? [...measure.of, measure.over] : [measure.of];
  return parts.map((part) => {
    const column = source.columns[part];
    if (column === undefined) throw new Error(`${source.table} gives no ${part}`);
    return column;
  });
}
