import { backtest, type Errors, errorsOf, type Model, totalOf } from './backtest.ts';
import { calibrated, type Interval, intervalAt } from './interval.ts';
import { seasonalModel } from './seasonal-model.ts';
import { seasonalNaive, seasonalScale } from './seasonal-naive.ts';
import { known, sumOf, trimmed, type Values } from './values.ts';

/** How a kind of series is forecast. Counts are of buckets. */
export interface Plan {
  /** Buckets a season has: 7 days of a week, 12 months of a year; 1: none that the history could tell. */
  season: number;
  /** The most that is fitted: what is older says little about what comes. */
  history: number;
  /** The least that is fitted. */
  shortest: number;
  /** Origins of the backtest, at most, and how far they lie apart. */
  origins: number;
  step: number;
  /** Part of what comes that the interval is to hold. */
  level: number;
}

export interface Point extends Interval {
  value: number;
}

export interface Forecast {
  state: 'told';
  /** Whichever was nearer in the backtest. */
  by: 'model' | 'naive';
  points: Point[];
  /** Of all points together. */
  total: Point;
  /** In the backtest. */
  errors: { model: Errors | null; naive: Errors | null };
  /** Part of the values, and of the totals, that the interval held in the backtest, made without the origin itself. */
  coverage: { values: number; total: number };
  level: number;
  origins: number;
  /** See `Plan`. */
  season: number;
  /** Buckets known, of those from the first to the last. */
  known: number;
}

/** Not told, because the history is too short for this horizon. */
export interface Refusal {
  state: 'too_short';
  /** Buckets from the first known to the last. */
  has: number;
  needs: number;
  /** The furthest that could be told; 0: nothing. */
  furthest: number;
}

/** Fewer origins measure nothing, and give no interval of four fifths once one is left out. */
export const FEWEST_ORIGINS = 5;
/** Part of the buckets of the history that must be known. */
const KNOWN_PART = 0.7;

/** Buckets needed to forecast `horizon` of them and to have tried it often enough before. */
export const needed = ({ shortest, step }: Plan, horizon: number): number =>
  shortest + (FEWEST_ORIGINS - 1) * step + horizon;

/**
 * The next `horizon` values of a series that ends with its newest complete bucket, by a seasonal model or, where that was
 * nearer in the backtest, by the season before; with an interval of as much as the backtest was off.
 */
export function forecast(series: Values, horizon: number, plan: Plan): Forecast | Refusal {
  const { values } = trimmed(series);
  const told = known(values).length;
  const needs = needed(plan, horizon);
  const refusal: Refusal = {
    state: 'too_short',
    has: values.length,
    needs,
    furthest: Math.max(0, values.length - needed(plan, 0)),
  };
  if (values.length < needs) return refusal;
  if (told < KNOWN_PART * values.length) return { ...refusal, has: told, furthest: 0 };

  const { season, history, step, level } = plan;
  const room = Math.floor((values.length - horizon - plan.shortest) / step) + 1;
  const trying = { origins: Math.min(plan.origins, room), step, horizon, history };
  const models: Record<Forecast['by'], Model> = {
    model: (past, length) => seasonalModel(past, season, length),
    naive: (past, length) => seasonalNaive(past, season, length),
  };
  const trials = {
    model: backtest(models.model, values, trying),
    naive: backtest(models.naive, values, trying),
  };
  const scale = seasonalScale(values, season);
  const errors = { model: errorsOf(trials.model, scale), naive: errorsOf(trials.naive, scale) };
  // The model only where it could be tried from every origin, and was nearer.
  const tried = trials.model.length === trying.origins;
  const far = errors.naive?.mae ?? Number.POSITIVE_INFINITY;
  const by = tried && errors.model !== null && errors.model.mae < far ? 'model' : 'naive';
  const next = models[by](values.slice(-history), horizon);
  const chosen = trials[by];
  const totals = chosen.map(totalOf);
  const log = [...known(values), ...chosen.flatMap(({ forecast: said }) => known(said))].every(
    (value) => value > 0,
  );
  const each = calibrated(chosen, level, log);
  const together = calibrated(totals, level, log);
  if (!next?.every((value) => value !== null) || !each || !together) return { ...refusal, furthest: 0 };
  const total = sumOf(next) ?? 0;
  return {
    state: 'told',
    by,
    points: next.map((value, at) => ({ value, ...floored(intervalAt(value, each.widths, at), log) })),
    total: { value: total, ...floored(intervalAt(total, together.widths, 0), log) },
    errors,
    coverage: { values: each.coverage, total: together.coverage },
    level,
    season,
    origins: chosen.length,
    known: told,
  };
}

const floored = (interval: Interval, log: boolean): Interval =>
  log ? interval : { low: Math.max(0, interval.low), high: Math.max(0, interval.high) };
