import { addDays, type Day } from '../../core/days.ts';
import { divideHalfEven, NANOS } from '../../core/money.ts';
import type { Db } from './open.ts';

/** How old a rate may be: over a weekend and holidays none is fixed. */
export const MOST_DAYS = 7;

/** One rate that was used. */
export interface UsedRate {
  day: Day;
  currency: string;
  quote: string;
  /** What one unit of `currency` was worth in `quote`, in 1e-9. */
  rate: bigint;
  source: string | null;
}

/** `amount` in 1e-9 of the wanted currency, with the one or two rates it was made by; or why there is none. */
export type Converted = { amount: bigint; used: readonly UsedRate[] } | { amount: null; reason: string };

export interface Rates {
  /**
   * An amount (1e-9 of `from`) in another currency, by the owner's rates (`fx_rates`): the newest on or before the day,
   * at most 7 days old, told this way or the other way round, or else through one currency both have a rate with.
   * Rounded once, half to even. Nothing is converted without a rate.
   */
  convert(amount: bigint, from: string, to: string, day: Day): Converted;
}

/** A step from one currency to another: times `numerator`, over `denominator`. */
interface Step {
  numerator: bigint;
  denominator: bigint;
  used: UsedRate;
}

/** Reads each pair and day once. For one question: it does not see rates loaded later. */
export function createRates(db: Db): Rates {
  const newest = db
    .prepare<[string, string, Day, Day], UsedRate>(
      `SELECT date AS day, currency, quote, rate, source FROM fx_rates
       WHERE currency = ? AND quote = ? AND date BETWEEN ? AND ? ORDER BY date DESC LIMIT 1`,
    )
    .safeIntegers();
  const others = db
    .prepare<{ code: string; first: Day; last: Day }, string>(
      `SELECT quote FROM fx_rates WHERE currency = @code AND date BETWEEN @first AND @last
       UNION SELECT currency FROM fx_rates WHERE quote = @code AND date BETWEEN @first AND @last ORDER BY 1`,
    )
    .pluck();
  const steps = new Map<string, readonly Step[] | null>();

  const told = (from: string, to: string, day: Day): Step | null => {
    const first = addDays(day, -MOST_DAYS);
    const direct = newest.get(from, to, first, day);
    const inverse = newest.get(to, from, first, day);
    // Of one day the rate as it was told goes before its inverse, which was rounded before.
    if (direct && (!inverse || direct.day >= inverse.day))
      return { numerator: direct.rate, denominator: NANOS, used: direct };
    return inverse ? { numerator: NANOS, denominator: inverse.rate, used: inverse } : null;
  };

  const find = (from: string, to: string, day: Day): readonly Step[] | null => {
    const one = told(from, to, day);
    if (one) return [one];
    const span = { first: addDays(day, -MOST_DAYS), last: day };
    const theirs = new Set(others.all({ code: to, ...span }));
    let best: readonly Step[] | null = null;
    let bestDay = '';
    for (const through of others.all({ code: from, ...span })) {
      const [there, on] = theirs.has(through) ? [told(from, through, day), told(through, to, day)] : [];
      if (!there || !on) continue;
      // As new as the older of its two rates; of equals the first by name.
      const [made = ''] = [there.used.day, on.used.day].sort();
      if (made <= bestDay) continue;
      best = [there, on];
      bestDay = made;
    }
    return best;
  };

  return {
    convert: (amount, from, to, day) => {
      if (from === to) return { amount, used: [] };
      const key = `${from} ${to} ${day}`;
      let path = steps.get(key);
      if (path === undefined) {
        path = find(from, to, day);
        steps.set(key, path);
      }
      if (path === null)
        return {
          amount: null,
          reason: `No exchange rate between ${from} and ${to} of ${day} or the ${MOST_DAYS} days before is known. Bring one: "bedrot add --template rates rates.csv".`,
        };
      const numerator = path.reduce(
        (product, step) => product * step.numerator,
        amount < 0n ? -amount : amount,
      );
      const denominator = path.reduce((product, step) => product * step.denominator, 1n);
      const absolute = divideHalfEven(numerator, denominator);
      return { amount: amount < 0n ? -absolute : absolute, used: path.map(({ used }) => used) };
    },
  };
}
