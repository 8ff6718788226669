import { MAD_TO_DEVIATION, median } from './robust.ts';
import { SlidingMedian } from './sliding.ts';
import type { Values } from './values.ts';

/** Days a week has, and days before and after a day that its level is taken from. */
const WEEK = 7;
const REACH = 10;
/** Days of a window that must be known. */
const NEEDED = 10;
/** Weeks on each side that a weekday's part is taken from. */
const WEEKS = 8;

/** What a series usually is on each day, and what is left over. Null where too little is known around. */
export interface Expected {
  level: (number | null)[];
  /** What the weekday adds. */
  weekday: number[];
  rest: (number | null)[];
}

/**
 * Level, weekday and rest of a daily series, none of which a strange day has a say in: the level is a running median, which
 * follows a step without smearing it (Tukey 1977), and at the ends a line of repeated medians (Siegel 1982; Davies, Fried &
 * Gather 2004), because half a window would lag behind a trend; the weekday is the median of what its days lie above the
 * level.
 */
export function expectedOf(values: Values): Expected {
  const rough = levelOf(values);
  const weekday = weekdaysOf(minus(values, rough));
  const level = levelOf(values.map((value, at) => (value === null ? null : value - (weekday[at] ?? 0))));
  const rest = minus(values, level).map((value, at) => (value === null ? null : value - (weekday[at] ?? 0)));
  return { level, weekday, rest };
}

const minus = (values: Values, less: Values): (number | null)[] =>
  values.map((value, at) => {
    const other = less[at] ?? null;
    return value === null || other === null ? null : value - other;
  });

function levelOf(values: Values): (number | null)[] {
  const window = 2 * REACH + 1;
  const first = lineOver(values, 0, window);
  const last = lineOver(values, values.length - window, window);
  const around = new SlidingMedian(values);
  return values.map((_, at) => {
    if (at < REACH) return first?.(at) ?? null;
    if (at >= values.length - REACH) return last?.(at) ?? null;
    around.move(at - REACH, at + REACH + 1);
    return around.count < NEEDED ? null : around.median;
  });
}

/** The line through a window that half of its points cannot bend: the median of each point's median slope. */
function lineOver(values: Values, from: number, length: number): ((at: number) => number) | null {
  const start = Math.max(0, from);
  const points = values
    .slice(start, start + length)
    .flatMap((value, index) => (value === null ? [] : [{ at: start + index, value }]));
  if (points.length < NEEDED) return null;
  const slope = median(
    points.map((one) =>
      median(points.flatMap((two) => (two === one ? [] : [(two.value - one.value) / (two.at - one.at)]))),
    ),
  );
  const height = median(points.map(({ at, value }) => value - slope * at));
  return (at) => height + slope * at;
}

/** Of each day the median of the same weekday around it, less that of all days, so that the week's parts cancel out. */
function weekdaysOf(values: Values): number[] {
  const over = WEEKS * WEEK;
  const near = new SlidingMedian(values);
  const days = range(WEEK).map((day) => new SlidingMedian(values.filter((_, at) => at % WEEK === day)));
  return values.map((_, at) => {
    const from = Math.max(0, Math.min(at - over, values.length - 2 * over - 1));
    const to = from + 2 * over + 1;
    near.move(from, to);
    // Of its weekday's own series, which has each seventh day.
    const day = at % WEEK;
    const own = days[day] as SlidingMedian;
    own.move(Math.ceil((from - day) / WEEK), Math.ceil((to - day) / WEEK));
    return own.count < 3 ? 0 : own.median - near.median;
  });
}

/** Robust standard deviation of what is known around each day, the day itself and its neighbours included. */
export function scatterOf(rest: Values, reach: number): (number | null)[] {
  const near = new SlidingMedian(rest.map((value) => (value === null ? null : Math.abs(value))));
  return rest.map((_, at) => {
    near.move(at - reach, at + reach + 1);
    return near.count < NEEDED ? null : MAD_TO_DEVIATION * near.median;
  });
}

const range = (length: number): number[] => Array.from({ length }, (_, at) => at);
