import { addMonths, firstOfMonth, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import {
  type Deposits,
  payoutDeposits,
  type StatementSum,
  statementSums,
} from '../../warehouse/kit/payments.ts';
import { ask } from '../../warehouse/kit/query.ts';
import { type Asked, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { type Matched, type Matching, matchDeposits } from './deposit-match.ts';
import { noSuch } from './did-you-mean.ts';
import { calendarOf, type Delay, delayOf, type PaymentMonth } from './payment-calendar.ts';

/** A sale month of a distributor with what is expected of it, in 1e-9: an estimate; null where it cannot be told. */
export interface ExpectedMonth extends PaymentMonth {
  expected: bigint | null;
}

export interface Payments {
  bank: Deposits;
  matching: Matching;
  /** Of each distributor and currency. */
  delays: { distributor: string; currency: string; delay: Delay; paid: bigint }[];
  months: ExpectedMonth[];
  /** Daily streams, by which payments are expected. */
  streams: Asked;
}

/** Sale months that stores have told wholly, by which a rate is measured: of this age, and so many of them. */
const SETTLED_MONTHS = 3;
const RATE_MONTHS = 6;

/**
 * Statements, deposits and what is expected, put together.
 * @throws BedrotError `bad_question` for a distributor of which there is no statement.
 */
export function paymentsOf(context: Context, distributor: string | undefined): Payments {
  const all = statementSums(context.warehouse);
  const who = distributor === undefined ? undefined : named(all, distributor);
  const bank = payoutDeposits(context.warehouse);
  const whole = matchDeposits(all, bank.list);
  const isMine = (one: { distributor: string }): boolean => who === undefined || one.distributor === who;
  const matching = { by: whole.by.filter(isMine), nobodys: who === undefined ? whole.nobodys : [] };
  const streams = askMetric(context, { metric: 'streams', period: 'all', kind: 'trend', others: false });
  const perMonth = streamsByMonth(context, streams);
  const delays: Payments['delays'] = [];
  const months: ExpectedMonth[] = [];
  for (const matched of matching.by) {
    const { distributor: name, currency } = matched;
    const sums = all.filter((one) => one.distributor === name && one.currency === currency);
    const delay = delayOf(sums);
    if (delay === null) continue;
    delays.push({
      distributor: name,
      currency,
      delay,
      paid: sums.reduce((sum, { amount }) => sum + amount, 0n),
    });
    const calendar = calendarOf(sums, matched, delay, { today: context.today, bankFrom: bank.from });
    months.push(...withExpected(calendar, perMonth.get(name) ?? new Map(), monthOf(context.today)));
  }
  return { bank, matching, delays, months, streams };
}

/** "too lost", "toolost" and "TOO LOST" are one. */
function named(sums: readonly StatementSum[], said: string): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const found = sums.find(({ distributor, key }) =>
    [distributor, key].some((one) => plain(one) === plain(said)),
  );
  if (found) return found.distributor;
  throw new BedrotError(
    'bad_question',
    noSuch('distributor with a statement', said, [...new Set(sums.map((one) => one.distributor))]),
  );
}

/** Distributor -> month -> daily streams, of months all of whose days are known. */
function streamsByMonth(context: Context, { question, result }: Asked): Map<string, Map<Month, number>> {
  const { rows } = ask(
    context.warehouse,
    context.metrics,
    { ...question, by: ['distributor'], grain: 'month' },
    { others: false },
  );
  const known = new Map<string, Map<Month, number>>();
  const begun = new Set<string>();
  for (const { keys, value, partial } of rows) {
    const { distributor = '', date = '' } = keys;
    // The first month of a distributor is known from its first day on, if that is the first of the data.
    const whole = begun.has(distributor) || result.begins === firstOfMonth(date);
    begun.add(distributor);
    if (!whole || partial || value === null || lastOfMonth(date) > (result.completeTo ?? '')) continue;
    known.set(distributor, (known.get(distributor) ?? new Map<Month, number>()).set(date, Number(value)));
  }
  return known;
}

/** Streams of the month, times what the distributor paid in all for each of its daily streams over the newest settled months. */
function withExpected(
  calendar: readonly PaymentMonth[],
  streams: ReadonlyMap<Month, number>,
  now: Month,
): ExpectedMonth[] {
  const settled = calendar
    .filter(
      ({ month, reported }) =>
        month <= addMonths(now, -SETTLED_MONTHS) && reported !== null && streams.has(month),
    )
    .slice(-RATE_MONTHS);
  const paid = settled.reduce((sum, { reported }) => sum + (reported ?? 0n), 0n);
  const plays = settled.reduce((sum, { month }) => sum + (streams.get(month) ?? 0), 0);
  return calendar.map((one) => {
    const own = streams.get(one.month);
    return {
      ...one,
      expected: own === undefined || plays <= 0 ? null : (paid * BigInt(own)) / BigInt(plays),
    };
  });
}

/** Money of several currencies is told apart, never added. */
export type Amounts = ReadonlyMap<string, bigint>;

export function amountsOf(list: readonly { currency: string; amount: bigint }[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of list) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return sums;
}

/** Reported days that no deposit paid, since the bank tells anything; each with its distributor. */
export const openDays = ({ bank, matching }: Pick<Payments, 'bank' | 'matching'>) =>
  matching.by.flatMap(({ distributor, currency, days }: Matched) =>
    days
      .filter(({ day, paid }) => paid === null && bank.from !== null && day >= bank.from)
      .map(({ day, amount }) => ({ distributor, currency, day, amount })),
  );
