import type { DimensionAccess } from './compile-access.ts';
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

/** Columns a measure needs; the denominator last. */
export function columnsOf(measure: ReadMeasure, source: ReadSource): string[] {
  const parts = measure.is === 'ratio' ? [...measure.of, measure.over] : [measure.of];
  return parts.map((part) => {
    const column = source.columns[part];
    if (column === undefined) throw new Error(`${source.table} gives no ${part}`);
    return column;
  });
}
