import { addDays, addMonths, type Day, daysBetween } from '../../core/days.ts';
import type { Grain } from '../../warehouse/kit/metric.ts';
import type { Result, Row } from '../../warehouse/kit/query.ts';
import { bucketOf } from '../../warehouse/kit/query-buckets.ts';
import { bucketDays } from '../../warehouse/kit/query-combine.ts';

export { bucketOf };

/** A breakdown over time without holes: a bucket nobody knows is null, never 0 and never left out. */
export interface Series {
  labels: string[];
  values: Row['value'][];
  /** Indexes of buckets that are not fully reported. */
  partial: number[];
}

function nextBucket(bucket: string, grain: Grain): string {
  if (grain === 'day') return addDays(bucket, 1);
  if (grain === 'week') return addDays(bucket, 7);
  return grain === 'month' ? addMonths(bucket, 1) : String(Number(bucket) + 1);
}

/** Every bucket from the first to the last day, both inclusive. */
export function buckets(from: Day, to: Day, grain: Grain): string[] {
  const last = bucketOf(to, grain);
  const all: string[] = [];
  for (let at = bucketOf(from, grain); at <= last; at = nextBucket(at, grain)) all.push(at);
  return all;
}

/** Rows of a question with a grain, put on `labels`. */
export function seriesOf(rows: readonly Row[], labels: readonly string[]): Series {
  const known = new Map(rows.map((row) => [row.keys.date, row]));
  return {
    labels: [...labels],
    values: labels.map((label) => known.get(label)?.value ?? null),
    partial: labels.flatMap((label, index) => (known.get(label)?.partial ? [index] : [])),
  };
}

/**
 * The buckets a series is told over: from the period's first day (`open`: from the first one known) to the newest one
 * known. What nobody has reported yet is no part of it; a hole in between is.
 */
export function labelsOf(result: Result, grain: Grain, open: boolean): string[] {
  const dates = result.rows.map((row) => row.keys.date ?? '').sort();
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return [];
  const from = open ? dayOfBucket(first) : result.period.from;
  return buckets(from, dayOfBucket(last), grain);
}

const dayOfBucket = (bucket: string): Day =>
  bucket.length === 4 ? `${bucket}-01-01` : bucket.length === 7 ? `${bucket}-01` : bucket;

/** The step a series is told in when the question names none: about 12 to 92 points, never finer than the data. */
export function standardGrain(result: Result, monthly: boolean): Grain {
  const days = daysBetween(result.period.from, result.period.to) + 1;
  if (monthly) return 'month';
  return days <= 92 ? 'day' : days <= 371 ? 'week' : 'month';
}

/** The mean of each `length` buckets in a row; null unless all of them are known and complete. */
export function movingAverage(series: Series, length: number): (number | null)[] {
  const unfinished = new Set(series.partial);
  return series.values.map((_, index) => {
    if (index < length - 1) return null;
    let sum = 0;
    for (let at = index - length + 1; at <= index; at++) {
      const value = series.values[at] ?? null;
      if (value === null || unfinished.has(at)) return null;
      sum += Number(value);
    }
    return sum / length;
  });
}

/**
 * Each bucket against the one before it, as a fraction: day over day, week over week ... Null where one of the two is not
 * known, not fully reported, or cut by the period, and where the one before is 0.
 */
export function stepChanges(series: Series, grain: Grain, period: { from: Day; to: Day }): (number | null)[] {
  const unfinished = new Set(series.partial);
  const whole = series.labels.map((label, at) => {
    const days = bucketDays(label, grain, ALWAYS);
    return days.from >= period.from && days.to <= period.to && !unfinished.has(at);
  });
  return series.values.map((value, at) => {
    const before = series.values[at - 1] ?? null;
    if (value === null || before === null || Number(before) === 0 || !whole[at] || !whole[at - 1])
      return null;
    return (Number(value) - Number(before)) / Math.abs(Number(before));
  });
}

const ALWAYS = { from: '0001-01-01', to: '9999-12-31' };
