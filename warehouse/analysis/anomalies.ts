import { expectedOf, scatterOf } from './expected.ts';
import type { Values } from './values.ts';

/** A day, or days in a row, unlike what the days around let expect. */
export interface Anomaly {
  /** Index of the first day, of the last, and of the strongest. */
  from: number;
  to: number;
  peak: number;
  is: 'spike' | 'drop';
  value: number;
  expected: number;
  /** The usual range of that day: what `FAR` deviations reach. */
  low: number;
  high: number;
  /** In robust deviations; below 0 for a drop. */
  strength: number;
}

export interface Usual {
  /** Of each day; null where too little is known around it. */
  expected: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  anomalies: Anomaly[];
}

/** Robust deviations from which a day is told: by chance about one day in ten thousand. */
export const FAR = 4.5;
/** Days on each side that the scatter is taken from. */
const AROUND = 42;
/** Scatter is never taken as less than this part: what is smaller nobody acts on. */
const LEAST = 0.03;
/** Days of one event may have a usual one between them. */
const APART = 1;

/**
 * What is judged. Counts and amounts go by parts: twice the usual is as far as half of it. What a running total gained
 * (`gains`) may be 0 or negative, and goes by distance. Counts and gains scatter by their root at least, amounts do not.
 */
export type Scale = 'counts' | 'amounts' | 'gains';

/** Strange days of a daily series. A day that is not known is never strange, and neither is one with too little around it. */
export function anomaliesOf(values: Values, scale: Scale): Usual {
  const log = scale !== 'gains';
  const shaped = values.map((value) =>
    value === null ? null : log ? Math.log(Math.max(value, 0.5)) : value,
  );
  const { level, weekday, rest } = expectedOf(shaped);
  const scatter = scatterOf(rest, AROUND);
  // In the shape of the series: the root of a count, and the part that nobody acts on.
  const root = (expected: number): number =>
    scale === 'counts'
      ? Math.exp(-expected / 2)
      : scale === 'gains'
        ? Math.sqrt(Math.max(1, Math.abs(expected)))
        : 0;
  const part = (expected: number): number => LEAST * (log ? 1 : Math.abs(expected));
  const days = values.map((value, at) => {
    const [middle, own, spread] = [level[at] ?? null, rest[at] ?? null, scatter[at] ?? null];
    if (middle === null || spread === null) return null;
    const expected = middle + (weekday[at] ?? 0);
    const deviation = Math.hypot(Math.max(spread, root(expected)), part(expected));
    const back = (shape: number): number => (log ? Math.exp(shape) : shape);
    return {
      expected: back(expected),
      low: back(expected - FAR * deviation),
      high: back(expected + FAR * deviation),
      strength: value === null || own === null ? null : own / deviation,
    };
  });
  return {
    expected: days.map((day) => day?.expected ?? null),
    low: days.map((day) => day?.low ?? null),
    high: days.map((day) => day?.high ?? null),
    anomalies: events(days.map((day) => day?.strength ?? null)).map(({ from, to, peak, strength }) => {
      const day = days[peak] as NonNullable<(typeof days)[number]>;
      const { expected, low, high } = day;
      const is = strength > 0 ? ('spike' as const) : ('drop' as const);
      return { from, to, peak, is, value: values[peak] as number, expected, low, high, strength };
    }),
  };
}

/** Far days of the same direction in a row are one event. */
function events(strengths: Values): { from: number; to: number; peak: number; strength: number }[] {
  const found: { from: number; to: number; peak: number; strength: number }[] = [];
  for (const [at, strength] of strengths.entries()) {
    if (strength === null || Math.abs(strength) < FAR) continue;
    const last = found.at(-1);
    if (last && at - last.to <= APART + 1 && Math.sign(last.strength) === Math.sign(strength)) {
      last.to = at;
      if (Math.abs(strength) > Math.abs(last.strength)) Object.assign(last, { peak: at, strength });
    } else found.push({ from: at, to: at, peak: at, strength });
  }
  return found;
}
