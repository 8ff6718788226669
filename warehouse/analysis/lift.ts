import { probit } from 'simple-statistics';
import { expectedOf } from './expected.ts';
import { MAD_TO_DEVIATION, median } from './robust.ts';
import { known, type Values } from './values.ts';

/** Days before a treatment that its baseline is made of, how many of them must be known, and how far it reaches. */
export const BASELINE = 56;
export const BASELINE_LEAST = 21;
export const REACH = 90;
/** Part of what chance does that the band holds. */
export const LIFT_LEVEL = 0.8;

/** What came on treated days against what the days before let expect. */
export interface Lift {
  actual: number;
  expected: number;
  /** actual - expected, and its band. */
  incremental: number;
  low: number;
  high: number;
  /** Indexes of the days compared: treated, known, and within reach of a baseline. */
  days: number[];
  /** Indexes of treated days with no baseline: none before, too short a one, or out of its reach. */
  unjudged: number[];
}

/**
 * The treated days from index `from` to `to` against a baseline: what the untreated days before each run of treated ones let
 * expect, by a local level with the shape of the week in logarithms (Harvey 1989), which goes on as it was. Its band is what such a level
 * drifts and scatters by itself over so many days, measured on the baseline; bands of several runs are added as if they
 * erred together. This is an interrupted time series, as CausalImpact makes it (Brodersen et al. 2015), without controls.
 */
export function liftOf(
  values: Values,
  treated: readonly boolean[],
  { from, to }: { from: number; to: number },
): Lift {
  const lift: Lift = { actual: 0, expected: 0, incremental: 0, low: 0, high: 0, days: [], unjudged: [] };
  for (const run of runsOf(treated)) {
    const days = range(Math.max(run.from, from), Math.min(run.to, to)).filter(
      (at) => (values[at] ?? null) !== null,
    );
    if (days.length === 0) continue;
    const level = baselineOf(values, treated, run.from);
    const reached = level === null ? [] : days.filter((at) => at - run.from < REACH);
    lift.unjudged.push(...days.filter((at) => !reached.includes(at)));
    if (level === null || reached.length === 0) continue;
    const expected = reached.reduce((sum, at) => sum + level.at(at), 0);
    const width =
      probit((1 + LIFT_LEVEL) / 2) * Math.sqrt(level.variance(reached.map((at) => at - run.from + 1)));
    const actual = reached.reduce((sum, at) => sum + (values[at] ?? 0), 0);
    lift.actual += actual;
    lift.expected += expected;
    lift.low += actual - expected * Math.exp(width);
    lift.high += actual - expected * Math.exp(-width);
    lift.days.push(...reached);
  }
  lift.incremental = lift.actual - lift.expected;
  return lift;
}

/** Runs of treated days, first and last index. */
function runsOf(treated: readonly boolean[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [at, is] of treated.entries()) {
    const last = runs.at(-1);
    if (!is) continue;
    if (last?.to === at - 1) last.to = at;
    else runs.push({ from: at, to: at });
  }
  return runs;
}

interface Baseline {
  at(index: number): number;
  /** Variance of the mean error, in logarithms, of days so many days after the baseline. */
  variance(offsets: readonly number[]): number;
}

/** From the untreated days right before `end`; null where they are too few, or a count is not above 0. */
function baselineOf(values: Values, treated: readonly boolean[], end: number): Baseline | null {
  const start = Math.max(0, end - BASELINE);
  const logs = values.slice(start, end).map((value, index) => {
    return value === null || value <= 0 || treated[start + index] ? null : Math.log(value);
  });
  if (known(logs).length < BASELINE_LEAST || known(logs.slice(-7)).length === 0) return null;
  const { weekday } = expectedOf(logs);
  const shape = (index: number): number => {
    const back = Math.ceil((index - end + 1) / 7) * 7;
    return weekday[index - back - start] ?? 0;
  };
  const flat = logs.map((value, index) => (value === null ? null : value - (weekday[index] ?? 0)));
  const { drift, scatter } = noiseOf(flat, Math.exp(-median(known(logs))));
  let [level, variance] = [0, Number.POSITIVE_INFINITY];
  for (const value of flat) {
    variance += drift;
    if (value === null) continue;
    const gain = Number.isFinite(variance) ? variance / (variance + scatter) : 1;
    level += gain * (value - level);
    variance = gain === 1 ? scatter : (1 - gain) * variance;
  }
  return {
    at: (index) => Math.exp(level + shape(index)),
    variance: (offsets) => variance + drift * meanOfSmaller(offsets) + scatter / offsets.length,
  };
}

/**
 * How a level drifts a day and how days scatter about it, by the spread of differences over one day and over seven: the first
 * holds the scatter twice and one day of drift, the second the scatter twice and seven.
 * @param root least scatter: that of a count
 */
function noiseOf(flat: Values, root: number): { drift: number; scatter: number } {
  const spread = (lag: number): number => {
    const apart = known(
      flat.map((value, at) => {
        const before = flat[at - lag] ?? null;
        return value === null || before === null ? null : Math.abs(value - before);
      }),
    );
    return apart.length === 0 ? 0 : (MAD_TO_DEVIATION * median(apart)) ** 2;
  };
  const [one, seven] = [spread(1), spread(7)];
  const drift = Math.max(0, (seven - one) / 6);
  return { drift, scatter: Math.max(root, (one - drift) / 2) };
}

/** Mean over all pairs of the smaller one: how much drift two days have in common. Ascending. */
function meanOfSmaller(offsets: readonly number[]): number {
  const count = offsets.length;
  return offsets.reduce((sum, offset, at) => sum + offset * (2 * (count - at) - 1), 0) / count ** 2;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
