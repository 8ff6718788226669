import { type Day, daysBetween } from '../../core/days.ts';
import { nanosToDecimal } from '../../core/money.ts';
import { formatValue } from '../view/format.ts';
import type { Chart, Part, Table } from './answer.ts';
import { MOST_DAYS } from './deposit-match.ts';
import { type Amounts, amountsOf, type ExpectedMonth, openDays, type Payments } from './payments.ts';

export const sayAmounts = (amounts: Amounts): string =>
  [...amounts]
    .map(([currency, amount]) => formatValue(nanosToDecimal(amount), 'money', currency))
    .join(' and ');

const decimal = (amount: bigint | null): string | null => (amount === null ? null : nanosToDecimal(amount));

/** A row for each distributor and sale month, the newest first. */
export function paymentTable(rows: readonly ExpectedMonth[]): Table {
  const currencies = new Set(rows.map(({ currency }) => currency));
  const [only] = currencies;
  const money = currencies.size === 1 && only !== undefined ? { unit: only } : {};
  const apart = currencies.size > 1;
  const sorted = rows.toSorted(
    (a, b) => order(b.month, a.month) || order(a.distributor, b.distributor) || order(a.currency, b.currency),
  );
  return {
    columns: [
      { key: 'distributor', label: 'Distributor', format: 'text' },
      { key: 'month', label: 'Sales', format: 'text' },
      { key: 'status', label: 'Status', format: 'text' },
      { key: 'expected_on', label: 'Due', format: 'day' },
      { key: 'expected', label: 'Expected', format: 'money', ...money },
      { key: 'reported', label: 'Reported', format: 'money', ...money },
      { key: 'banked', label: 'In the bank', format: 'money', ...money },
      ...(apart ? [{ key: 'currency', label: 'Currency', format: 'text' as const }] : []),
    ],
    rows: sorted.map((one) => [
      ...[one.distributor, one.month, one.state.toUpperCase(), one.expectedOn],
      ...[decimal(one.expected), decimal(one.reported), decimal(one.banked)],
      ...(apart ? [one.currency] : []),
    ]),
    total_rows: rows.length,
    truncated: false,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Expected, reported and found in the bank by sale month. A month is a hole where nothing is known of it, or where a
 * distributor that tells the value of other months does not tell it of this one: a part of a sum is no sum. Months that are
 * not paid yet are drawn as unfinished.
 */
export function paymentChart(rows: readonly ExpectedMonth[], currency: string): Chart | undefined {
  const own = rows.filter((one) => one.currency === currency);
  const labels = [...new Set(own.map(({ month }) => month))].sort();
  if (labels.length < 2) return undefined;
  const inMonths = labels.map((label) => own.filter(({ month }) => month === label));
  const sum = (told: readonly (bigint | null)[]): number | null =>
    told.length === 0 || told.includes(null)
      ? null
      : Number(told.reduce((all: bigint, amount) => all + (amount ?? 0n), 0n)) / 1e9;
  const known = (name: string, value: (one: ExpectedMonth) => bigint | null) => ({
    name,
    values: inMonths.map((month) => sum(month.flatMap((one) => value(one) ?? []))),
    partial: inMonths.flatMap((month, at) => (month.every(({ state }) => state === 'paid') ? [] : [at])),
  });
  const expecting = new Set(
    own.flatMap(({ distributor, expected }) => (expected === null ? [] : distributor)),
  );
  return {
    kind: 'line',
    title: 'Payments by sale month',
    subtitle: `${currency} · expected is an estimate`,
    format: 'money',
    unit: currency,
    labels,
    series: [
      known('Reported', ({ reported }) => reported),
      known('In the bank', ({ banked }) => banked),
      {
        name: 'Expected',
        values: inMonths.map((month) =>
          sum(month.filter(({ distributor }) => expecting.has(distributor)).map(({ expected }) => expected)),
        ),
      },
    ],
  };
}

/**
 * What stands on one side alone, with its money. Nothing of it is guessed together.
 * @param since deposits before it are left out
 */
export function unmatchedParts(payments: Payments, since: Day): Part[] {
  const { matching, bank } = payments;
  if (bank.from === null) return [];
  const deposits = [
    ...matching.by.flatMap(({ distributor, unexplained }) =>
      unexplained.map((deposit) => ({ ...deposit, why: `no statements of ${distributor} add up to it` })),
    ),
    ...matching.nobodys.map((deposit) => ({
      ...deposit,
      why: 'its text names no distributor with statements',
    })),
  ]
    .filter(({ day }) => day >= since)
    .sort((a, b) => order(b.day, a.day));
  const open = openDays(payments).sort((a, b) => order(b.day, a.day));
  const part = (key: string, title: string, table: Table, amounts: Amounts): Part => ({
    ...{ key, title: `${title}: ${sayAmounts(amounts)}`, figures: [], table, notes: [] },
  });
  return [
    ...(open.length > 0
      ? [
          part(
            'open',
            'Reported, and no deposit found',
            tableOf(
              ['Distributor', 'Reported', 'Open'],
              open.map((one) => [
                ...[one.distributor, one.day, nanosToDecimal(one.amount), one.currency],
                daysBetween(one.day, bank.to ?? one.day) > MOST_DAYS ? 'not found' : 'on its way',
              ]),
            ),
            amountsOf(open),
          ),
        ]
      : []),
    ...(deposits.length > 0
      ? [
          part(
            'unexplained',
            'In the bank, and no statement explains it',
            tableOf(
              ['Deposit', 'Day', 'Amount'],
              deposits.map((one) => [
                one.description,
                one.day,
                nanosToDecimal(one.amount),
                one.currency,
                one.why,
              ]),
            ),
            amountsOf(deposits),
          ),
        ]
      : []),
  ];
}

const tableOf = ([name, day, amount]: [string, string, string], rows: Table['rows']): Table => ({
  columns: [
    { key: 'name', label: name, format: 'text' },
    { key: 'day', label: day, format: 'text' },
    { key: 'amount', label: amount, format: 'money' },
    { key: 'currency', label: 'Currency', format: 'text' },
    { key: 'why', label: 'Why', format: 'text' },
  ],
  rows,
  total_rows: rows.length,
  truncated: false,
});
