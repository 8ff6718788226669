import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth } from '../../core/days.ts';
import type { Row } from '../../warehouse/kit/query.ts';
import { type Asked, askIn } from './ask.ts';
import type { Context } from './define.ts';
import { buckets } from './series.ts';

/** What is fully reported of a question, bucket by bucket, without holes in time; null: not known, or not fully. */
export interface Complete {
  labels: string[];
  values: (number | null)[];
}

/**
 * The complete buckets of an asked metric from a day on to the newest complete one. What only some of the sources behind it
 * have told is not known: a part is no low day.
 */
export function completeSeries(
  context: Context,
  asked: Pick<Asked, 'question' | 'result'>,
  { grain, from }: { grain: 'day' | 'month'; from: Day },
): Complete {
  const { period: _period, limit: _limit, ...question } = asked.question;
  const to = asked.result.completeTo;
  if (to === null || to < from) return { labels: [], values: [] };
  const { rows } = askIn(context, { ...question, grain, from, to }, { others: false });
  return onLabels(rows, buckets(from, to, grain));
}

export function onLabels(rows: readonly Row[], labels: string[]): Complete {
  const told = new Map(rows.map((row) => [row.keys.date, row]));
  return {
    labels,
    values: labels.map((label) => {
      const row = told.get(label);
      return row === undefined || row.partial || row.value === null ? null : Number(row.value);
    }),
  };
}

/** First and last day of as many buckets up to one that ends on `end`. */
export function lastBuckets(end: Day, count: number, grain: 'day' | 'month'): { from: Day; to: Day } {
  if (grain === 'day') return { from: addDays(end, 1 - count), to: end };
  const last = end.slice(0, 7);
  return { from: firstOfMonth(addMonths(last, 1 - count)), to: lastOfMonth(last) };
}

/** As many buckets after one that ends on `end`. */
export const nextBuckets = (end: Day, count: number, grain: 'day' | 'month'): { from: Day; to: Day } =>
  grain === 'day'
    ? { from: addDays(end, 1), to: addDays(end, count) }
    : {
        from: firstOfMonth(addMonths(end.slice(0, 7), 1)),
        to: lastOfMonth(addMonths(end.slice(0, 7), count)),
      };
