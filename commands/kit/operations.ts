import type { Question } from '../../warehouse/kit/metric.ts';
import type { Figure } from './answer.ts';
import { askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { shortLabel } from './ranking.ts';

/** How far back they look. */
const PERIOD = 'last_28d';

/** Metrics of operations as figures, each with what its number stands on, or why there is none. */
export function operationsFigures(
  context: Context,
  metrics: readonly string[],
  any: NonNullable<Question['where']> = {},
): Figure[] {
  return metrics.map((name): Figure => {
    const { metric, result } = askMetric(context, { metric: name, period: PERIOD, any, others: false });
    const note = result.notes.join(' ');
    return {
      key: name,
      label: shortLabel(metric),
      value: result.total,
      unit: result.unit,
      format: metric.format,
      ...(note ? { note } : {}),
    };
  });
}
