import type { Values } from './values.ts';

/** How many seasons back a value is looked for where the last one is missing. */
const SEASONS_BACK = 4;

/**
 * The next `horizon` values as those of a season ago: a Monday like the last Monday. Where that one is not known, the one
 * before it. Season 1 repeats the newest value. Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., 5.2.
 * @returns null for a value whose place in the season is not known over the last seasons.
 */
export function seasonalNaive(values: Values, season: number, horizon: number): (number | null)[] {
  return Array.from({ length: horizon }, (_, step) => {
    const at = values.length - season + (step % season);
    for (let back = 0; back < SEASONS_BACK; back++) {
      const value = values[at - back * season] ?? null;
      if (value !== null) return value;
    }
    return null;
  });
}

/** Mean absolute difference to the season before, over the pairs that are known; null without any. The scale of MASE. */
export function seasonalScale(values: Values, season: number): number | null {
  let [sum, pairs] = [0, 0];
  for (let at = season; at < values.length; at++) {
    const [now, before] = [values[at] ?? null, values[at - season] ?? null];
    if (now === null || before === null) continue;
    sum += Math.abs(now - before);
    pairs++;
  }
  return pairs === 0 ? null : sum / pairs;
}
