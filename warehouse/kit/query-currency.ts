import type { Day } from '../../core/days.ts';
import { fromAdSums } from './ad-sums.ts';
import { run } from './compile.ts';
import { conditions, fromFor } from './compile-conditions.ts';
import { columnsOf } from './compile-shape.ts';
import { TABLES } from './compile-tables.ts';
import { createRates, MOST_DAYS, type Rates } from './money-rates.ts';
import type { Db } from './open.ts';
import type { Plan } from './query-plan.ts';
import { fromSums } from './query-sums.ts';

/** How the amounts of a question come into one currency, or why they do not. */
export interface Conversion {
  to: string;
  /** Amounts of another currency. */
  amounts: number;
  /** Their currencies, by name. */
  from: readonly string[];
  /** Newest day of the rates that were used. */
  ratesTo: Day | null;
  /** What has no rate: currency, days and their number of amounts. Empty: everything can be converted. */
  missing: readonly { currency: string; first: Day; last: Day; amounts: number }[];
}

/** The rates of the question under hand, by which `in_currency` converts. */
const inHand = new WeakMap<Db, { rates: Rates }>();

/**
 * Looks up a rate for every amount of a question, and makes them known to `in_currency(amount, from, to, day)`, which
 * the query then calls for each amount: each is rounded once, half to even in 1e-9, so that every breakdown adds up to
 * the same total.
 */
export function convertible(db: Db, plan: Plan, to: string): Conversion {
  const rates = createRates(db);
  const missing = new Map<string, { currency: string; first: Day; last: Day; amounts: number }>();
  const from = new Set<string>();
  let amounts = 0;
  let ratesTo: Day | null = null;
  for (const [currency, day, count] of amountsOf(db, plan)) {
    if (currency === to) continue;
    from.add(currency);
    amounts += count;
    const found = rates.convert(0n, currency, to, day);
    if (found.amount === null) {
      const known = missing.get(currency) ?? { currency, first: day, last: day, amounts: 0 };
      missing.set(currency, {
        currency,
        // Days come ascending.
        first: known.first,
        last: day,
        amounts: known.amounts + count,
      });
    } else for (const used of found.used) if (ratesTo === null || used.day > ratesTo) ratesTo = used.day;
  }
  register(db, rates);
  return { to, amounts, from: [...from].sort(), ratesTo, missing: [...missing.values()] };
}

/** Currency, day of the rate and number of the amounts a question uses. */
function amountsOf(db: Db, { shape: asked, parameters }: Plan): [string, Day, number][] {
  const shape = fromAdSums(db, fromSums(db, asked, parameters));
  return shape.sources.flatMap((source) => {
    const { money, weight } = TABLES[source.table];
    if (!money) return [];
    const told = columnsOf(shape.measure, source).map((column) => `f.${column} IS NOT NULL`);
    return run<{ currency: string; day: Day; n: bigint }>(
      db,
      `SELECT f.currency AS currency, f.${money.day} AS day, ${weight ? `sum(f.${weight})` : 'count(*)'} AS n FROM ${fromFor(shape, source)} AS f
       WHERE ${[...conditions(shape, source), ...told].join(' AND ')} GROUP BY 1, 2 ORDER BY 1, 2`,
      parameters,
    ).map(({ currency, day, n }): [string, Day, number] => [currency, day, Number(n)]);
  });
}

/** SQLite must not read the table of rates in the middle of a query, so every pair and day was looked up before. */
function register(db: Db, rates: Rates): void {
  const known = inHand.get(db);
  if (known) {
    known.rates = rates;
    return;
  }
  const hand = { rates };
  inHand.set(db, hand);
  db.function(
    'in_currency',
    { safeIntegers: true, directOnly: true },
    (amount: bigint | null, from: string, to: string, day: string) =>
      amount === null ? null : hand.rates.convert(amount, from, to, day).amount,
  );
}

export const sayConverted = ({ amounts, from, to, ratesTo }: Conversion): string =>
  `${amounts} ${amounts === 1 ? 'amount' : 'amounts'} in ${from.join(' and ')} converted to ${to} by the rate of their date (rates to ${ratesTo}).`;

export const sayMissing = ({ missing, to }: Conversion): string => {
  const gaps = missing.map(
    ({ currency, first, last, amounts }) =>
      `${currency} to ${to} for ${amounts} ${amounts === 1 ? 'amount' : 'amounts'} of ${first === last ? first : `${first} to ${last}`}`,
  );
  return `No exchange rate is known (of the day or the ${MOST_DAYS} before): ${gaps.join('; ')}. Bring it: "bedrot add --template rates rates.csv".`;
};
