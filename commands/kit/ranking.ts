import type { Metric, MetricDimension } from '../../warehouse/kit/metric.ts';
import { change, type Value } from '../../warehouse/kit/query.ts';
import type { Chart, Table } from './answer.ts';
import type { Asked } from './ask.ts';

/** Bars a person can read in one picture; the rest is one bar, "Other". */
export const MAX_BARS = 8;
/** Rows an answer carries at most: what does not fit is counted, and a filter or a query brings it. */
export const MAX_ROWS = 100;

export interface Ranked {
  name: string;
  value: Value;
  /** Part of the whole; null where parts do not add up to a whole (ratios) or the whole is not positive. */
  share: number | null;
  /** Against the comparison, as a fraction; null where it is not known or was 0. */
  change: number | null;
  partial: boolean;
}

/** A breakdown by one dimension, largest first, with share and change of each. */
export function rankingOf(asked: Asked, by: MetricDimension): Ranked[] {
  const { metric, result, compared } = asked;
  const nameOf = (keys: Record<string, string>): string => keys[by] ?? '';
  // Only like days are compared, so the change is not that of the value beside it when the period is cut.
  // Where the whole is compared with nothing (the data begin inside the period before), neither is any part of it.
  const fair = compared !== null && (compared.change.absolute !== null || result.total === null);
  const now = new Map(fair ? compared.now.rows.map((row) => [nameOf(row.keys), row.value]) : []);
  const before = new Map(fair ? compared.before.rows.map((row) => [nameOf(row.keys), row.value]) : []);
  const whole = isAdditive(metric) && result.total !== null ? Number(result.total) : 0;
  return result.rows.map((row) => {
    const name = nameOf(row.keys);
    return {
      name,
      value: row.value,
      share: row.value === null || whole <= 0 ? null : Number(row.value) / whole,
      change: hasFractions(metric) ? change(now.get(name) ?? null, before.get(name) ?? null).relative : null,
      partial: row.partial,
    };
  });
}

/** "Revenue (by sale month)" -> "Revenue": for headers, where the rest is said elsewhere. */
export const shortLabel = (metric: Metric): string => metric.label.replace(/ \(.*\)$/, '');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The change of a percentage in percent says nothing. */
export const hasFractions = (metric: Metric): boolean => metric.format !== 'percent';

export const isAdditive = ({ measure }: Metric): boolean =>
  measure.is === 'sum' ||
  measure.is === 'last' ||
  (measure.is === 'derived' && !measure.share && !measure.over) ||
  (measure.is === 'computed' && measure.additive === true);

export function rankingTable(
  ranking: readonly Ranked[],
  options: { by: MetricDimension; metric: Metric; unit: string; limit: number },
): Table {
  const { by, metric, unit, limit } = options;
  const compared = ranking.some((row) => row.change !== null);
  const shares = ranking.some((row) => row.share !== null);
  return {
    columns: [
      { key: 'rank', label: '#', format: 'count' },
      { key: 'name', label: capital(by.replace('_', ' ')), format: 'text' },
      { key: metric.name, label: shortLabel(metric), format: metric.format, unit },
      ...(shares ? [{ key: 'share', label: 'Share', format: 'percent' as const, unit: '%' }] : []),
      ...(compared ? [{ key: 'change', label: 'Change', format: 'percent' as const, unit: '%' }] : []),
    ],
    rows: ranking
      .slice(0, limit)
      .map((row, index) => [
        index + 1,
        row.name,
        row.value,
        ...(shares ? [row.share] : []),
        ...(compared ? [row.change] : []),
      ]),
    total_rows: ranking.length,
    truncated: ranking.length > limit,
  };
}

/** Bars for the largest, and one for all others where parts may be added. */
export function rankingChart(
  ranking: readonly Ranked[],
  options: Pick<Chart, 'title' | 'subtitle' | 'unit'> & { metric: Metric; limit?: number },
): Chart {
  const { title, subtitle, unit, metric } = options;
  const compared = ranking.some((row) => row.change !== null);
  const shown = ranking.slice(0, Math.min(options.limit ?? MAX_BARS, MAX_BARS));
  const rest = ranking.slice(shown.length);
  const other = rest.length > 0 && isAdditive(metric);
  const known = rest.flatMap((row) => (row.value === null ? [] : [Number(row.value)]));
  return {
    kind: 'ranking',
    title,
    subtitle,
    format: metric.format,
    unit,
    labels: [...shown.map((row) => row.name), ...(other ? [`Other (${rest.length})`] : [])],
    series: [
      {
        name: shortLabel(metric),
        values: [
          ...shown.map((row) => (row.value === null ? null : Number(row.value))),
          ...(other ? [known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)] : []),
        ],
      },
    ],
    ...(compared ? { changes: [...shown.map((row) => row.change), ...(other ? [null] : [])] } : {}),
  };
}
