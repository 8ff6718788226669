import type { Trial } from './backtest.ts';

/** How far what came may lie from the forecast, step by step: as a factor (`log`), or as a distance. */
export interface Widths {
  log: boolean;
  of: number[];
}

export interface Interval {
  low: number;
  high: number;
}

/** Steps on each side whose errors are taken together with a step's own: errors of neighbours are alike. */
const BESIDE = 3;

/**
 * Widths of an interval that held `level` of what came in a backtest: split conformal prediction (Vovk, Gammerman & Shafer
 * 2005; Lei et al. 2018), symmetric, a step's errors taken with those of its neighbours. Widths never shrink with the steps.
 * @param counting what the correction for few of them counts: all values, or origins, because the errors of one hang together.
 * @returns null where there are too few for the level.
 */
export function widthsOf(
  trials: readonly Trial[],
  level: number,
  log: boolean,
  counting: 'values' | 'origins',
): Widths | null {
  const ofOrigins = corrected(trials.length, level);
  if (ofOrigins > 1) return null;
  const errors = trials.map((trial) => errorsOfSteps(trial, log));
  const steps = Math.max(...trials.map(({ forecast }) => forecast.length));
  const of: number[] = [];
  for (let step = 0; step < steps; step++) {
    const near = errors.flatMap((one) =>
      one.slice(Math.max(0, step - BESIDE), step + BESIDE + 1).filter((error) => error !== null),
    );
    const share = counting === 'origins' ? ofOrigins : Math.min(1, corrected(near.length, level));
    const width = near.length === 0 ? 0 : quantile(near, share);
    of.push(Math.max(width, of.at(-1) ?? 0));
  }
  return { log, of };
}

/** The part of `count` errors that an interval must hold to hold `level` of what is still to come. */
const corrected = (count: number, level: number): number =>
  count === 0 ? Number.POSITIVE_INFINITY : Math.ceil((count + 1) * level) / count;

/**
 * The narrower of the two where it held enough of the backtest, else the wider; and how much it held there, the interval of
 * each origin made from the others. Null where too few origins are left.
 */
export function calibrated(
  trials: readonly Trial[],
  level: number,
  log: boolean,
): { widths: Widths; coverage: number } | null {
  const of = (counting: 'values' | 'origins') => {
    const widths = widthsOf(trials, level, log, counting);
    const coverage = coverageOf(trials, level, log, counting);
    return widths === null || coverage === null ? null : { widths, coverage };
  };
  const narrow = of('values');
  return narrow && narrow.coverage >= level ? narrow : of('origins');
}

export function intervalAt(value: number, { log, of }: Widths, step: number): Interval {
  const width = of[step] ?? of.at(-1) ?? 0;
  return log
    ? { low: value * Math.exp(-width), high: value * Math.exp(width) }
    : { low: value - width, high: value + width };
}

function coverageOf(
  trials: readonly Trial[],
  level: number,
  log: boolean,
  counting: 'values' | 'origins',
): number | null {
  let [inside, all] = [0, 0];
  for (const trial of trials) {
    const widths = widthsOf(
      trials.filter((other) => other !== trial),
      level,
      log,
      counting,
    );
    if (!widths) return null;
    for (const [step, value] of trial.actual.entries()) {
      const said = trial.forecast[step] ?? null;
      if (value === null || said === null) continue;
      const { low, high } = intervalAt(said, widths, step);
      all++;
      if (low <= value && value <= high) inside++;
    }
  }
  return all === 0 ? null : inside / all;
}

const errorsOfSteps = ({ forecast, actual }: Trial, log: boolean): (number | null)[] =>
  forecast.map((said, step) => {
    const value = actual[step] ?? null;
    if (said === null || value === null) return null;
    return log ? Math.abs(Math.log(value / said)) : Math.abs(value - said);
  });

/** The smallest value that `share` of them do not exceed: no interpolation, as conformal prediction asks. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0;
}
