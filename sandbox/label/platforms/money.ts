import {
  addDays,
  type Day,
  firstOfMonth,
  lastOfMonth,
  type Month,
  mondayOf,
  monthOf,
} from '../../../core/days.ts';
import { parseNanos } from '../../../core/money.ts';
import type { BankRow } from '../formats/distrokid.ts';
import { random } from '../random.ts';
import type { World } from '../world.ts';
import { bandcampSales } from './bandcamp.ts';
import { ownIncome } from './own.ts';
import { soundcloudLines } from './soundcloud.ts';
import { toolostReports } from './toolost.ts';

/** A line of the card or of the account. */
export interface MoneyLine {
  day: Day;
  description: string;
  /** The card's word for it; '' on the account. */
  bankCategory: string;
  /** Signed: income positive, spending negative. */
  cents: number;
  /** What it stands for, as the built-in rules and the label's own say. */
  category: string;
  kind: 'income' | 'expense' | 'payout' | 'transfer';
}

const NANOS_A_CENT = 10_000_000n;

type Sketch = readonly [
  day: number,
  description: string,
  bankCategory: string,
  cents: number,
  category: string,
  months?: readonly number[],
];

/** Lines that come by the month; some only in some of them. */
const SUBSCRIPTIONS: readonly Sketch[] = [
  [5, 'ADOBE CREATIVE CLOUD', 'Software', 5_499, 'software'],
  [8, 'LINKTREE* PRO', 'Merchandise', 900, 'software'],
  [11, 'SPLICE', 'Software', 1_299, 'software'],
  [14, 'MAILCHIMP *MISC', 'Other Services', 2_000, 'software'],
  [17, 'TIKTOK ADS', 'Other Services', 4_000, 'advertising', [2, 5, 8, 11]],
  [19, 'SUBMITHUB', 'Other Services', 3_000, 'advertising', [1, 3, 6, 9]],
  [6, 'DISTROKID.COM', 'Other Services', 8_999, 'distribution', [3]],
  [9, 'TOO LOST LLC', 'Other Services', 3_599, 'distribution', [6]],
  [12, 'PRINTFUL', 'Merchandise', 9_450, 'merchandise', [2, 4, 6, 8, 10, 12]],
  [21, 'SWEETWATER SOUND', 'Merchandise', 31_900, 'equipment', [9]],
  [3, 'KRUNG THEP KITCHEN', 'Dining', 4_180, 'meals', [4, 12]],
];

/** The label's card: ads as they are billed, what is paid for by the month, one refund, and the payments towards it. */
export function cardLines(world: World, last: Day): MoneyLine[] {
  const lines: MoneyLine[] = [...adBills(world), ...subscriptions(world, last), ...rides(world, last)];
  const until = lines.filter(({ day }) => day >= world.own && day <= last);
  return sorted([...until, ...payments(world, until, last)]);
}

/** Meta bills whenever 90 USD have come together, and what is open on the last day of a month. */
function adBills(world: World): MoneyLine[] {
  const lines: MoneyLine[] = [];
  let open = 0;
  const spent = new Map<Day, number>();
  for (const { day, cents } of world.ads.days) spent.set(day, (spent.get(day) ?? 0) + cents);
  for (const [day, cents] of spent) {
    open += cents;
    if (open < 9_000 && day !== lastOfMonth(monthOf(day))) continue;
    const lot = random(world.seed, 'bill', day);
    const code = Array.from({ length: 10 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[lot.below(32)]).join('');
    const description = `FACEBK *${code}`;
    lines.push({
      day,
      description,
      bankCategory: 'Advertising',
      cents: -open,
      category: 'advertising',
      kind: 'expense',
    });
    open = 0;
  }
  return lines;
}

const expense = (
  day: Day,
  description: string,
  bankCategory: string,
  cents: number,
  category: string,
): MoneyLine => ({
  ...{ day, description, bankCategory, cents: -cents, category, kind: 'expense' },
});

function subscriptions(world: World, last: Day): MoneyLine[] {
  const lines = monthsOf(world.own, last).flatMap((month) =>
    SUBSCRIPTIONS.filter(([, , , , , only]) => !only || only.includes(Number(month.slice(5)))).map(
      ([day, description, bankCategory, cents, category]) =>
        expense(`${month}-${String(day).padStart(2, '0')}`, description, bankCategory, cents, category),
    ),
  );
  // A refund lowers its category.
  const refunded = lines.find(({ description }) => description.startsWith('ADOBE'));
  if (refunded) lines.push({ ...refunded, day: addDays(refunded.day, 9), cents: -refunded.cents });
  return lines;
}

/** To concerts and back, twice the same amount on one day. */
const rides = (world: World, last: Day): MoneyLine[] =>
  ownIncome(world, last)
    .filter(({ type }) => type === 'live')
    .flatMap(({ day }) => [0, 1].map(() => expense(day, 'UBER   *TRIP', 'Other Travel', 1_435, 'travel')));

/** On the 22nd what the month before has cost. */
function payments(world: World, lines: readonly MoneyLine[], last: Day): MoneyLine[] {
  return monthsOf(world.own, last)
    .slice(1)
    .flatMap((month): MoneyLine[] => {
      const before = monthOf(addDays(firstOfMonth(month), -1));
      const due = -lines
        .filter(({ day }) => monthOf(day) === before)
        .reduce((sum, { cents }) => sum + cents, 0);
      const day = `${month}-22`;
      if (day > last || due <= 0) return [];
      return [
        {
          day,
          description: 'CAPITAL ONE AUTOPAY PYMT',
          bankCategory: 'Payment/Credit',
          cents: due,
          category: 'transfer',
          kind: 'transfer',
        },
      ];
    });
}

/** The label's account: what distributors pay out, other income, the card's payments, and money the owner puts in. */
export function accountLines(
  world: World,
  bank: readonly BankRow[],
  card: readonly MoneyLine[],
  last: Day,
): MoneyLine[] {
  const lines: MoneyLine[] = [];
  const add = (
    day: Day,
    description: string,
    cents: number,
    category: string,
    kind: MoneyLine['kind'],
  ): void => {
    if (day >= world.own && day <= last && cents !== 0)
      lines.push({ day, description, bankCategory: '', cents, category, kind });
  };
  for (const [day, cents] of payouts(world, bank, last)['Deposit from DISTROKID PAYOUT'] ?? [])
    add(day, 'Deposit from DISTROKID PAYOUT', cents, 'distribution', 'payout');
  for (const name of ['Deposit from TOO LOST LLC', 'Deposit from SOUNDCLOUD', 'Deposit from BANDCAMP'])
    for (const [day, cents] of payouts(world, bank, last)[name] ?? [])
      add(day, name, cents, 'distribution', 'payout');
  // Told in the label's own income file, so label.json has rules that they are payouts.
  for (const { day, type, source, currency, cents } of ownIncome(world, last)) {
    if (currency !== 'USD' || !['performance', 'publishing', 'live'].includes(type)) continue;
    const category = type === 'live' ? 'live' : 'publishing';
    add(addDays(day, 2), `Deposit from ${source.toUpperCase()}`, cents, category, 'payout');
  }
  for (const { day, kind, cents } of card)
    if (kind === 'transfer') add(day, 'Withdrawal to CAPITAL ONE MOBILE PMT', -cents, 'transfer', 'transfer');
  for (let day = addDays(mondayOf(world.own), 9); day <= last; day = addDays(day, 7))
    add(day, 'Debit Card Purchase - UBER EATS', -1_850, 'meals', 'expense');
  for (const month of monthsOf(world.own, last)) {
    add(`${month}-01`, 'Deposit from 360 Performance Savings XXXXXX1234', 50_000, 'transfer', 'transfer');
    add(lastOfMonth(month), 'Monthly Interest Paid', 42, 'interest', 'income');
  }
  return sorted(lines);
}

/** Per payer the days and cents of its payouts: a month's statements, whole cents, the rest stays for the next. */
function payouts(world: World, bank: readonly BankRow[], last: Day): Record<string, [Day, number][]> {
  const earned: Record<string, Map<Month, bigint>> = {};
  const earn = (payer: string, month: Month, nanos: bigint): void => {
    earned[payer] ??= new Map();
    earned[payer].set(month, (earned[payer].get(month) ?? 0n) + nanos);
  };
  for (const row of bank)
    earn('Deposit from DISTROKID PAYOUT', monthOf(row.reportingDate), parseNanos(row.earnings) ?? 0n);
  for (const { month, rows } of toolostReports(world, last))
    for (const row of rows) earn('Deposit from TOO LOST LLC', month, parseNanos(row.earnings) ?? 0n);
  for (const { accounted, nanos } of soundcloudLines(world, last))
    earn('Deposit from SOUNDCLOUD', accounted, nanos);
  for (const { day, currency, netCents } of bandcampSales(world, last))
    if (currency === 'USD') earn('Deposit from BANDCAMP', monthOf(day), BigInt(netCents) * NANOS_A_CENT);
  return Object.fromEntries(
    Object.entries(earned).map(([payer, months], index) => {
      let rest = 0n;
      const paid = [...months]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([month, nanos]): [Day, number] => {
          const cents = (nanos + rest) / NANOS_A_CENT;
          rest = nanos + rest - cents * NANOS_A_CENT;
          return [addDays(lastOfMonth(month), 3 + index * 2), Number(cents)];
        });
      return [payer, paid];
    }),
  );
}

function monthsOf(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  for (let day = firstOfMonth(monthOf(from)); day <= to; day = addDays(lastOfMonth(monthOf(day)), 1))
    months.push(monthOf(day));
  return months;
}

const sorted = (lines: readonly MoneyLine[]): MoneyLine[] =>
  lines.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
