import { median as medianOf } from 'simple-statistics';

// Median and MAD: what is usual, without what is not usual having a say in it.

/** A normal distribution's standard deviation is this many MADs. */
export const MAD_TO_DEVIATION = 1.4826;

export interface Usual {
  median: number;
  /** Median of the distances to the median, as a standard deviation. */
  deviation: number;
}

/** NaN without values. */
export const median = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : medianOf(values as number[]);

/** NaN without values. */
export function usual(values: readonly number[]): Usual {
  const middle = median(values);
  return {
    median: middle,
    deviation: MAD_TO_DEVIATION * median(values.map((value) => Math.abs(value - middle))),
  };
}

/** Robust z of a count. Counts scatter by their root, and a steady series must not make a small step look wild. */
export function robustZ(value: number, { median: middle, deviation }: Usual): number {
  const scale = Math.max(deviation, Math.sqrt(Math.abs(middle)), 0.05 * Math.abs(middle), 1);
  return (value - middle) / scale;
}

/** About as many as usual: within 3.5 deviations, or half the median where the usual hardly scatters. */
export const isUsualVolume = (value: number, { median: middle, deviation }: Usual): boolean =>
  Math.abs(value - middle) <= Math.max(3.5 * deviation, 0.5 * middle);
