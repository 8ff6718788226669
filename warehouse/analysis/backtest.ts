import { sumOf, type Values } from './values.ts';

/** Forecasts `horizon` values after a history; null for one it cannot tell, or for all. */
export type Model = (history: Values, horizon: number) => (number | null)[] | null;

/** What a model said from one origin, beside what came. */
export interface Trial {
  /** How many values were known to the model: the origin. */
  origin: number;
  forecast: (number | null)[];
  actual: (number | null)[];
}

export interface Errors {
  /** Mean absolute error, in the unit of the series. */
  mae: number;
  /** Sum of absolute errors over the sum of what came: 0.08 is 8 %. Null where nothing came. */
  wape: number | null;
  /** MAE as a multiple of what the season before is off on average (Hyndman & Koehler 2006). Null where that is 0 or not known. */
  mase: number | null;
  /** Values compared. */
  values: number;
}

/**
 * Lets a model forecast the past from rolling origins, each with what was known then and no more (rolling-origin evaluation:
 * Tashman 2000). The last origin is the newest whose whole horizon has come; the others are `step` before each other.
 */
export function backtest(
  model: Model,
  values: Values,
  { origins, step, horizon, history }: { origins: number; step: number; horizon: number; history: number },
): Trial[] {
  const last = values.length - horizon;
  return Array.from({ length: origins }, (_, at) => last - (origins - 1 - at) * step).flatMap((origin) => {
    const forecast = model(values.slice(Math.max(0, origin - history), origin), horizon);
    return forecast === null ? [] : [{ origin, forecast, actual: values.slice(origin, origin + horizon) }];
  });
}

/** Null where no value can be compared. `scale`: see `seasonalScale`. */
export function errorsOf(trials: readonly Trial[], scale: number | null): Errors | null {
  let [off, came, values] = [0, 0, 0];
  for (const { forecast, actual } of trials) {
    for (const [step, value] of actual.entries()) {
      const said = forecast[step] ?? null;
      if (value === null || said === null) continue;
      off += Math.abs(said - value);
      came += Math.abs(value);
      values++;
    }
  }
  if (values === 0) return null;
  const mae = off / values;
  return { mae, wape: came > 0 ? off / came : null, mase: scale ? mae / scale : null, values };
}

/** A trial's sum over the steps both tell, as a trial of one value. */
export function totalOf({ origin, forecast, actual }: Trial): Trial {
  const both = forecast.map((said, step) => said !== null && (actual[step] ?? null) !== null);
  const over = (values: Values) => [sumOf(values.map((value, step) => (both[step] ? value : null)))];
  return { origin, forecast: over(forecast), actual: over(actual) };
}
