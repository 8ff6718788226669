import { type Day, daysBetween } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import type { Metric } from '../../warehouse/kit/metric.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import type { Value } from '../../warehouse/kit/query.ts';
import { formatValue } from '../view/format.ts';

// The one rule of targets and of pace, for the command goals and for the tiles of the summary.

export type LabelTarget = Label['targets'][number];
/** Which of the label's targets a figure is held against. */
export type Target = Pick<LabelTarget, 'metric' | 'per'>;

/**
 * Names of label.json that are no metric, or that mean another one: revenue of a month is what came in in it, because by
 * sale month it is not known before stores have reported for three months more.
 */
const MEANT: Readonly<Record<string, string>> = {
  margin: 'profit_margin',
  revenue: 'revenue_received',
  net: 'net_revenue',
};
export const metricMeant = (name: string): string => {
  const plain = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return MEANT[plain] ?? plain;
};

export type Status = 'achieved' | 'on track' | 'behind' | 'at risk';

/**
 * Achieved is the whole target; short of it counts the pace.
 * @param reached part of the whole target
 * @param pace part of what is to be reached by now
 */
export function statusOf(reached: number, pace: number): Status {
  if (reached >= 1) return 'achieved';
  return pace >= 0.75 ? 'on track' : pace >= 0.5 ? 'behind' : 'at risk';
}

/**
 * Growth a year that leads from `now` to `target` in so many years, as a fraction: 1.3M to 100M in 5 years is 1.38.
 * Null where there is nothing to grow from, or no time.
 */
export const requiredGrowth = (now: number, target: number, years: number): number | null =>
  now > 0 && target > 0 && years > 0 ? (target / now) ** (1 / years) - 1 : null;

/** Part of a period that is over at the end of a day: 0 before it, 1 after it. */
export function elapsed({ from, to }: Pick<Period, 'from' | 'to'>, end: Day): number {
  const days = daysBetween(from, to) + 1;
  return Math.min(Math.max(daysBetween(from, end) + 1, 0), days) / days;
}

/** Whether a number grows day by day over its period, so that a part of the period has a part of the target. */
export const addsUp = ({ measure }: Metric): boolean =>
  measure.is === 'sum' || (measure.is === 'derived' && !measure.share);

/** Statements come in one piece a month: within a month there is no pace. */
export const comesInPieces = (tables: readonly string[]): boolean => tables.includes('revenue_transactions');

/**
 * How far a value is on the way to the label's own targets, in words: "42.1 % of 10M streams a year, on track (49.9 % of
 * the year is over)". A target of a later year has no status here: the command goals has its step. Empty without a
 * target, or while the value is not known.
 * @param end newest day the value tells
 */
export function progress(label: Label, of: Target, value: Value, end: Day): string {
  if (value === null) return '';
  const year = { from: `${end.slice(0, 4)}-01-01`, to: `${end.slice(0, 4)}-12-31` };
  const over = elapsed(year, end);
  const isHeld = ({ metric, per, value: wanted }: LabelTarget): boolean =>
    metricMeant(metric) === metricMeant(of.metric) && per === of.per && Number(wanted) > 0;
  const reached = label.targets.filter(isHeld).map((target) => {
    const share = Number(value) / Number(target.value);
    const judged = of.per === 'year' && over > 0 && (target.by ?? year.to) <= year.to;
    const status = judged ? `, ${statusOf(share, share / over)}` : '';
    return `${formatValue(share, 'percent')} of ${target.label ?? `the target of ${target.value}`}${status}`;
  });
  if (reached.length === 0) return '';
  const said = of.per === 'year' ? ` (${formatValue(over, 'percent')} of the year is over)` : '';
  return `${reached.join(', ')}${said}.`;
}
