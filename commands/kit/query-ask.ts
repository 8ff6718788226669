import { BedrotError } from '../../core/errors.ts';
import type { Metric } from '../../warehouse/kit/metric.ts';
import { dimensionsOf, grainsOf } from '../../warehouse/kit/metric-parts.ts';
import { type Period, resolvePeriod } from '../../warehouse/kit/period.ts';
import { type Asked, type Asking, askMetric, metricNamed, newestOf } from './ask.ts';
import type { Context } from './define.ts';

/** The same question to each of several metrics, over the same days. */
export interface AskingAll extends Omit<Asking, 'metric' | 'period'> {
  metrics: readonly string[];
  period: string;
}

/**
 * Asks each metric once, all over one period.
 * @throws BedrotError `bad_question`, with what all of the metrics can be asked by; `not_allowed` naming the one that is
 *   money.
 */
export function askAll(context: Context, asking: AskingAll): Asked[] {
  const { metrics: names, period: said, ...rest } = asking;
  const metrics = names.map((name) => metricNamed(context, name));
  const twice = metrics.find((metric, at) => metrics.indexOf(metric) !== at);
  if (twice) throw new BedrotError('bad_question', `${twice.name} is asked for twice.`);
  try {
    const period = periodOfAll(context, metrics, said, rest);
    return metrics.map(({ name }) => askMetric(context, { ...rest, metric: name, period }));
  } catch (thrown) {
    if (!(thrown instanceof BedrotError) || thrown.code !== 'bad_question' || metrics.length < 2)
      throw thrown;
    throw new BedrotError('bad_question', `${thrown.message} ${together(context, metrics)}`);
  }
}

/** What all of them can be asked by, and in which steps: where one does not fit, all are asked otherwise or apart. */
function together(context: Context, metrics: readonly Metric[]): string {
  const common = metrics
    .map((metric) => dimensionsOf(context.metrics, metric))
    .reduce((all, told) => all.filter((name) => told.includes(name)));
  const steps = metrics
    .map((metric) => grainsOf(context.metrics, metric))
    .reduce((all, told) => all.filter((grain) => told.includes(grain)));
  const by = common.length === 0 ? 'without a breakdown' : `by ${common.join(', ')}`;
  return `Together they can be asked ${by}, and ${steps.length === 0 ? 'without steps of time' : `in steps of ${steps.join(', ')}`}.`;
}

/** "The last 28 days" are the same days for all: they end where the slowest of the metrics that are up to date ends. */
function periodOfAll(
  context: Context,
  metrics: readonly Metric[],
  said: string,
  rest: Omit<Asking, 'metric' | 'period'>,
): Period {
  const { today } = context;
  if (!/^last_\d+d$/.test(said.trim())) return resolvePeriod(said, today);
  const periods = metrics.map(({ name }) => {
    const { completeTo } = newestOf(context, { ...rest, metric: name, period: said });
    return resolvePeriod(said, today, { end: completeTo });
  });
  return periods.reduce((first, one) => (one.to < first.to ? one : first));
}
