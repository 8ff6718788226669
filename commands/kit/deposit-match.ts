import { type Day, daysBetween } from '../../core/days.ts';
import type { Deposit, StatementSum } from '../../warehouse/kit/payments.ts';

/** What a deposit may differ by from what it pays: banks take whole cents, and the rest comes with the next. */
export const MOST_OFF = 10_000_000n;
/** How long after the newest statement it pays a deposit may come. */
export const MOST_DAYS = 45;

/** What a distributor reported on one day, all sale months together. */
export interface ReportedDay {
  day: Day;
  amount: bigint;
  /** The deposit that paid it. */
  paid: Deposit | null;
}

/** A distributor's statements and deposits of one currency, each matched or left alone. */
export interface Matched {
  distributor: string;
  currency: string;
  days: ReportedDay[];
  deposits: Deposit[];
  /** Deposits that no statement explains. */
  unexplained: Deposit[];
}

export interface Matching {
  by: Matched[];
  /** Payouts whose name is no distributor's. */
  nobodys: Deposit[];
}

/**
 * A deposit is matched with statements of the distributor its text names (whole words) and of its currency: with the
 * reporting days in a row whose sum it equals to the cent, the newest of them on or at most 45 days before it. The run
 * that begins with the oldest day not paid yet goes first, and of those the longest. Nothing else is matched.
 */
export function matchDeposits(sums: readonly StatementSum[], deposits: readonly Deposit[]): Matching {
  const groups = Map.groupBy(sums, ({ key, currency }) => `${key} ${currency}`);
  const left = new Set(deposits);
  const by = [...groups.values()].map((own): Matched => {
    const [first] = own as [StatementSum, ...StatementSum[]];
    const days = daysOf(own);
    const mine = deposits.filter(
      ({ description, currency }) => currency === first.currency && names(description, first),
    );
    for (const deposit of mine) left.delete(deposit);
    const unexplained = mine.filter((deposit) => !pay(days, deposit));
    return { distributor: first.distributor, currency: first.currency, days, deposits: mine, unexplained };
  });
  return { by, nobodys: [...left] };
}

function daysOf(sums: readonly StatementSum[]): ReportedDay[] {
  const days = new Map<Day, bigint>();
  for (const { day, amount } of sums) days.set(day, (days.get(day) ?? 0n) + amount);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, amount]) => ({ day, amount, paid: null }));
}

/** Marks the run of days a deposit pays. False: there is none. */
function pay(days: readonly ReportedDay[], deposit: Deposit): boolean {
  const before = days.filter(({ day, paid }) => paid === null && day <= deposit.day);
  for (let first = 0; first < before.length; first++) {
    let sum = 0n;
    let end = -1;
    for (let at = first; at < before.length; at++) {
      const { day, amount } = before[at] as ReportedDay;
      sum += amount;
      const off = sum > deposit.amount ? sum - deposit.amount : deposit.amount - sum;
      if (off <= MOST_OFF && daysBetween(day, deposit.day) <= MOST_DAYS) end = at;
    }
    if (end < 0) continue;
    for (let at = first; at <= end; at++) (before[at] as ReportedDay).paid = deposit;
    return true;
  }
  return false;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const joined = (text: string): string => wordsOf(text).join('');

/** Whether whole words of a line, one after the other, are the distributor: "DISTRO KID PAYOUT" is DistroKid. */
function names(
  description: string,
  { distributor, key }: Pick<StatementSum, 'distributor' | 'key'>,
): boolean {
  const words = wordsOf(description);
  const wanted = new Set([joined(distributor), joined(key)]);
  return words.some((_, from) =>
    [1, 2, 3].some((length) => wanted.has(words.slice(from, from + length).join(''))),
  );
}
