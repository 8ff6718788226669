import { addDays, type Day, daysBetween } from '../../core/days.ts';
import type { MetricDimension } from '../../warehouse/kit/metric.ts';
import { ask, type Row } from '../../warehouse/kit/query.ts';
import { type Asked, isMonthly } from './ask.ts';
import type { Context } from './define.ts';

/** Days a pace is measured over. */
export const PACE_DAYS = 90;
/** What is known for fewer days has no pace yet. */
const FEWEST_DAYS = 14;

/**
 * What a number gains a day, over the 90 days to `end`. Of a level (followers) only what is known at both ends counts, so
 * that an account that was added is no gain. Null: not known long enough.
 */
export function dailyGain(context: Context, asked: Asked, end: Day): number | null {
  const { metric, question } = asked;
  const from = addDays(end, 1 - PACE_DAYS);
  const { period: _, grain: __, by: ___, ...plain } = question;
  const read = (more: object) =>
    ask(context.warehouse, context.metrics, { ...plain, from, to: end, ...more }, { others: false });
  if (metric.measure.is !== 'last') {
    if (metric.measure.is === 'average' || isMonthly(context, asked)) return null;
    const { total, begins } = read({});
    const first = begins !== null && begins > from ? begins : from;
    const days = daysBetween(first, end) + 1;
    return total === null || days < FEWEST_DAYS ? null : Number(total) / days;
  }
  const by = (['platform', 'artist'] as MetricDimension[]).filter((dimension) =>
    metric.sources.every(({ dimensions }) => dimensions.includes(dimension)),
  );
  return gained(read({ by, grain: 'day' }).rows, by);
}

/** Of each series its last value less its first, over the days between; series added. */
function gained(rows: readonly Row[], by: readonly MetricDimension[]): number | null {
  const series = Map.groupBy(rows, ({ keys }) => by.map((dimension) => keys[dimension]).join('\u001f'));
  const gains = [...series.values()].flatMap((days) => {
    const [first, last] = [days[0], days.at(-1)];
    const length = first && last ? daysBetween(first.keys.date ?? '', last.keys.date ?? '') : 0;
    return length < FEWEST_DAYS ? [] : [(Number(last?.value) - Number(first?.value)) / length];
  });
  return gains.length === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0);
}
