import type { MetricDimension } from '../../warehouse/kit/metric.ts';
import type { Chart } from './answer.ts';
import { type Asked, askIn, isMonthly } from './ask.ts';
import { subtitleOf } from './compose.ts';
import type { Context } from './define.ts';
import { labelsOf, type Series, seriesOf, standardGrain } from './series.ts';

/** Lines a person can tell apart. */
export const MAX_LINES = 6;

/** A series as a chart takes it: numbers, null where nothing is known. */
export const chartSeries = (name: string, series: Series): Chart['series'][number] => ({
  name,
  values: series.values.map((value) => (value === null ? null : Number(value))),
  ...(series.partial.length > 0 ? { partial: series.partial } : {}),
});

/** One metric over time, a line for each combination of `by`, the largest first. Undefined when nothing is known. */
export function linesBy(
  context: Context,
  asked: Asked,
  options: {
    title: string;
    by: readonly MetricDimension[];
    most?: number;
    nameOf(keys: Record<string, string>): string;
  },
): Chart | undefined {
  const { metric, question, result, period } = asked;
  const { title, by, nameOf, most = MAX_LINES } = options;
  const grain = standardGrain(result, isMonthly(context, asked));
  const read = (step: object) => askIn(context, { ...question, by, ...step }, { others: false });
  const largest = read({}).rows.slice(0, most);
  const steps = read({ grain });
  if (largest.length === 0) return undefined;
  const labels = labelsOf(steps, grain, period.name === 'all');
  const idOf = (keys: Record<string, string>) => by.map((part) => keys[part] ?? '').join('\u001f');
  const lines = Map.groupBy(steps.rows, ({ keys }) => idOf(keys));
  return {
    kind: 'line',
    title,
    subtitle: subtitleOf(result, period),
    format: metric.format,
    unit: result.unit,
    labels,
    series: largest.map(({ keys }) =>
      chartSeries(nameOf(keys), seriesOf(lines.get(idOf(keys)) ?? [], labels)),
    ),
  };
}
