import { daysBetween, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { nanosToDecimal } from '../../core/money.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import { formatValue } from '../view/format.ts';
import type { Context } from './define.ts';
import { MOST_DAYS, MOST_OFF, type ReportedDay } from './deposit-match.ts';
import { sayAmounts } from './payment-tables.ts';
import { amountsOf, type ExpectedMonth, openDays, type Payments, paymentsOf } from './payments.ts';
import { type Line, monthsOf, notComparable, type Section, tally } from './reconcile.ts';

interface MoneyMonth {
  reported: bigint;
  /** In the deposits that pay it. */
  banked: bigint;
  line: Line;
  expected: bigint | null;
}

/** What statements report month by month, against the deposits that pay it and what was expected. */
export function reconcileMoney(context: Context, period: Period): Section {
  const payments = paymentsOf(context, undefined);
  const { bank, matching } = payments;
  const months = monthsOf(period, context.today);
  const found = matching.by.flatMap(({ distributor, currency, days }) =>
    months.flatMap((month) => {
      const own = days.filter(({ day }) => monthOf(day) === month);
      if (own.length === 0) return [];
      const one = monthOfMoney(payments, { distributor, currency, month, days: own });
      return [{ ...one, currency, distributor }];
    }),
  );
  const lines = found.map(({ line }) => line);
  const open = openDays(payments).filter(({ day }) => months.includes(monthOf(day)));
  const late = open.filter(({ day }) => daysBetween(day, bank.to ?? day) > MOST_DAYS);
  const amounts = amountsOf(late);
  const [only] = amounts;
  const unit = only && amounts.size === 1 ? only[0] : context.label.currency;
  return {
    figure: {
      ...{
        key: 'money',
        label: 'Reported, and never seen in the bank',
        unit,
        format: 'money',
        kind: 'reported',
      },
      value: bank.from === null || amounts.size > 1 ? null : only ? nanosToDecimal(only[1]) : '0.00',
      note:
        bank.from === null
          ? 'Not comparable: no payout stands in the books.'
          : `${amounts.size > 1 ? `${sayAmounts(amounts)}. ` : ''}Statements by month against deposits: ${tally(lines)}. ${open.length > late.length ? `${sayAmounts(amountsOf(open.filter((one) => !late.includes(one))))} is younger than ${MOST_DAYS} days and may be on its way.` : ''}`.trim(),
    },
    lines,
    part: {
      ...{
        key: 'money',
        title: `Statements and the bank: ${tally(lines)}`,
        figures: [],
        notes: [],
        kind: 'reported',
      },
      table: {
        columns: [
          { key: 'month', label: 'Reported in', format: 'text' },
          { key: 'distributor', label: 'Distributor', format: 'text' },
          { key: 'expected', label: 'Expected', format: 'money' },
          { key: 'reported', label: 'Statements', format: 'money' },
          { key: 'banked', label: 'In the bank', format: 'money' },
          { key: 'currency', label: 'Currency', format: 'text' },
          { key: 'result', label: 'Result', format: 'text' },
          { key: 'why', label: 'Why', format: 'text' },
        ],
        rows: found
          .toSorted((a, b) => (a.line.month < b.line.month ? 1 : a.line.month > b.line.month ? -1 : 0))
          .map(({ line, distributor, currency, reported, banked, expected }) => [
            ...[line.month, distributor, expected === null ? null : nanosToDecimal(expected)],
            ...[nanosToDecimal(reported), bank.from === null ? null : nanosToDecimal(banked)],
            ...[currency, line.verdict, line.why],
          ]),
        total_rows: found.length,
        truncated: false,
      },
    },
    asked: [],
    notes: [
      'Statements are matched with deposits to the cent, by the rule the command payments tells; expected is an estimate for the sale month that is usually paid in that month.',
    ],
  };
}

function monthOfMoney(
  { bank, months, delays }: Payments,
  own: { distributor: string; currency: string; month: Month; days: readonly ReportedDay[] },
): MoneyMonth {
  const { distributor, currency, month, days } = own;
  const reported = days.reduce((sum, { amount }) => sum + amount, 0n);
  const unpaid = days.filter(({ paid }) => paid === null);
  const left = unpaid.reduce((sum, { amount }) => sum + amount, 0n);
  const delay = delays.find((one) => one.distributor === distributor && one.currency === currency)?.delay;
  const due = (one: ExpectedMonth): boolean =>
    one.distributor === distributor && one.currency === currency && monthOf(one.expectedOn) === month;
  const expected = delay === undefined ? null : (months.find(due)?.expected ?? null);
  const state = (): Pick<Line, 'verdict' | 'difference' | 'why'> => {
    if (bank.from === null || bank.to === null) return notComparable('no payout stands in the books');
    if (unpaid.every(({ day }) => day < (bank.from ?? '')) && unpaid.length > 0)
      return notComparable(`the bank begins on ${bank.from}`);
    if (unpaid.length === 0 || (left <= MOST_OFF && left >= -MOST_OFF))
      return { verdict: 'matched', difference: 0, why: '' };
    if (daysBetween(lastOfMonth(month), bank.to) <= MOST_DAYS)
      return notComparable(
        `${formatValue(nanosToDecimal(left), 'money', currency)} may be on its way: the bank is told to ${bank.to}`,
      );
    const difference = reported === 0n ? null : -Number(left) / Math.abs(Number(reported));
    return {
      verdict: 'differs',
      difference,
      why: `${formatValue(nanosToDecimal(left), 'money', currency)} was not found in the bank`,
    };
  };
  return {
    reported,
    banked: reported - left,
    expected,
    line: { what: `${distributor}, bank`, month, ...state() },
  };
}
