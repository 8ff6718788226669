import { addMonths, type Day, daysBetween, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import type { StatementSum } from '../../warehouse/kit/payments.ts';
import type { Matched } from './deposit-match.ts';

/** Paid and reported by data; not reported: while later months are; the others by what is expected and has not come. */
export type PaymentState = 'paid' | 'reported' | 'not reported' | 'overdue' | 'due' | 'due soon' | 'pending';

/** Days before it is due that it is due soon, and after which it is overdue. */
const SOON = 30;

/** How long a distributor takes. Measured on its own statements. */
export interface Delay {
  /** Months from the sale to the payment at which most of the money comes. */
  months: number;
  /** The usual day of the month of its last payment at that delay. */
  day: number;
  /** Mean of the months, by money. */
  mean: number;
  /** Part of the money that comes at exactly that delay. */
  part: number;
}

/** A distributor's sales of one month, in one currency. */
export interface PaymentMonth {
  distributor: string;
  currency: string;
  month: Month;
  state: PaymentState;
  /** When its payment is expected, by the usual delay. */
  expectedOn: Day;
  /** What statements told of it so far; null: no statement yet, which is not 0. */
  reported: bigint | null;
  /** The part of it whose payment was found in the bank; null: nothing reported, or before the bank tells anything. */
  banked: bigint | null;
}

const monthsBetween = (from: Month, to: Month): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** Null where nothing above 0 was paid. */
export function delayOf(sums: readonly StatementSum[]): Delay | null {
  const paid = sums.filter(({ amount }) => amount > 0n);
  const byDelay = Map.groupBy(paid, ({ month, day }) => monthsBetween(month, monthOf(day)));
  const weights = [...byDelay].map(([months, own]) => ({ months, money: Number(total(own)) }));
  const all = weights.reduce((sum, { money }) => sum + money, 0);
  // Of two with the same money the shorter.
  const [most] = weights.toSorted((a, b) => b.money - a.money || a.months - b.months);
  if (!most) return null;
  const lastDays = [...Map.groupBy(byDelay.get(most.months) ?? [], ({ month }) => month).values()]
    .map((own) => Math.max(...own.map(({ day }) => Number(day.slice(8)))))
    .sort((a, b) => a - b);
  return {
    months: most.months,
    day: lastDays[Math.floor(lastDays.length / 2)] ?? 1,
    mean: weights.reduce((sum, { months, money }) => sum + months * money, 0) / all,
    part: most.money / all,
  };
}

const total = (sums: readonly StatementSum[]): bigint => sums.reduce((sum, { amount }) => sum + amount, 0n);

/** Each sale month of a distributor from its first one to the month that is over, and what became of it. */
export function calendarOf(
  sums: readonly StatementSum[],
  matched: Matched,
  delay: Delay,
  { today, bankFrom }: { today: Day; bankFrom: Day | null },
): PaymentMonth[] {
  const paid = new Set(matched.days.filter((one) => one.paid !== null).map(({ day }) => day));
  const byMonth = Map.groupBy(sums, ({ month }) => month);
  const [first] = [...byMonth.keys()].sort();
  // The newest month whose own payment has come.
  const newest =
    sums
      .filter(({ month, day }) => monthsBetween(month, monthOf(day)) >= delay.months)
      .map(({ month }) => month)
      .sort()
      .at(-1) ?? '';
  const months: PaymentMonth[] = [];
  if (first === undefined) return months;
  for (let month = first; month < monthOf(today); month = addMonths(month, 1)) {
    const own = byMonth.get(month) ?? [];
    const expectedOn = expectedDay(month, delay);
    const found = own.filter(({ day }) => paid.has(day));
    // What fast stores told earlier is a part; the month has come when the usual delay has.
    const came = own.some(({ day }) => monthsBetween(month, monthOf(day)) >= delay.months);
    // What stores still tell later does not make a paid month open again; it shows as the difference of the amounts.
    const usual = own.filter(({ day }) => monthOf(day) <= monthOf(expectedOn));
    const banked = usual.length > 0 && usual.every(({ day }) => paid.has(day));
    const untold = bankFrom === null || own.every(({ day }) => day < bankFrom);
    months.push({
      ...{ distributor: matched.distributor, currency: matched.currency, month, expectedOn },
      state: came
        ? banked
          ? 'paid'
          : 'reported'
        : month < newest
          ? 'not reported'
          : stateByDay(expectedOn, today),
      reported: own.length === 0 ? null : total(own),
      banked: own.length === 0 || (untold && found.length === 0) ? null : total(found),
    });
  }
  return months;
}

function expectedDay(month: Month, { months, day }: Delay): Day {
  const paid = addMonths(month, months);
  return [`${paid}-${String(day).padStart(2, '0')}`, lastOfMonth(paid)].sort()[0] as Day;
}

/** Of what has not come. */
export function stateByDay(expectedOn: Day, today: Day): PaymentState {
  const late = daysBetween(expectedOn, today);
  if (late > SOON) return 'overdue';
  if (late >= 0) return 'due';
  return late >= -SOON ? 'due soon' : 'pending';
}
