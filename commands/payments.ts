import { z } from 'zod';
import { daysBetween, monthOf } from '../core/days.ts';
import { nanosToDecimal } from '../core/money.ts';
import type { Figure } from './kit/answer.ts';
import { type Asked, askMetric, periodFor } from './kit/ask.ts';
import { compose, figureOf, sayRange, sourcesBehind } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { MOST_DAYS } from './kit/deposit-match.ts';
import * as shared from './kit/params.ts';
import { paymentChart, paymentTable, sayAmounts, unmatchedParts } from './kit/payment-tables.ts';
import { type Amounts, amountsOf, openDays, type Payments, paymentsOf } from './kit/payments.ts';
import { formatValue } from './view/format.ts';

export default defineCommand({
  name: 'payments',
  group: 'money',
  summary: 'Payments of distributors by sale month: expected, due, overdue, reported, and found in the bank.',
  access: 'money',
  params: z.strictObject({
    distributor: z.string().trim().optional().describe('Only this distributor, e.g. distrokid.'),
    period: shared.period('ytd'),
  }),

  answer({ distributor, period }, context) {
    const span = periodFor(context, { metric: 'revenue', period });
    const payments = paymentsOf(context, distributor);
    const { bank, streams } = payments;
    const inSpan = (month: string): boolean => month >= monthOf(span.from) && month <= monthOf(span.to);
    // In January what is still to come of the year before is what is asked for.
    const toCome = (state: string): boolean => period === 'ytd' && !SETTLED.includes(state);
    const rows = payments.months.filter(({ month, state }) => inSpan(month) || toCome(state));
    const name =
      distributor === undefined ? '' : ` of ${payments.matching.by[0]?.distributor ?? distributor}`;
    const revenue = askMetric(context, { metric: 'revenue_received', period: 'ytd', others: false });
    const chart = paymentChart(rows, context.label.currency);
    const ledger = { behind: [{ kind: 'reported' as const, tables: ['financial_transactions'] }] };
    return compose(context, 'payments', {
      title: `Payments${name}`,
      subtitle: `sales of ${sayRange(span)} · ${bank.to === null ? 'no bank account with payouts is loaded' : `bank ${bank.from} to ${bank.to}`}`,
      period: span,
      figures: [
        next(context, payments),
        received(context, payments),
        open(context, payments),
        overdue(payments),
        usual(payments),
        ...(distributor === undefined ? [reportedAll(context, revenue)] : []),
      ],
      table: paymentTable(rows),
      ...(chart ? { chart } : {}),
      parts: unmatchedParts(payments, span.from),
      asked: [revenue, streams],
      sources: sourcesBehind(context, [revenue.result, streams.result, ledger]),
      notes: notesOf(payments),
    });
  },
});

/** All income, for comparison: the metric's own number. */
const reportedAll = (context: Context, revenue: Asked): Figure =>
  figureOf(context, revenue, {
    label: 'Reported this year',
    ...(revenue.result.total === null
      ? {}
      : { note: 'By all statements, with income the label writes itself.' }),
  });

const SETTLED: readonly string[] = ['paid', 'reported', 'not reported'];

/** One amount where there is one currency; several are told apart. */
function amountFigure(
  { label }: Context,
  amounts: Amounts,
  own: Pick<Figure, 'key' | 'label'> & { note?: string },
): Figure {
  const [first] = amounts;
  const one = amounts.size === 1 && first ? nanosToDecimal(first[1]) : null;
  const several = amounts.size > 1 ? `${sayAmounts(amounts)}, which are not added.` : '';
  const note = [several, own.note ?? ''].filter(Boolean).join(' ');
  return {
    ...{ key: own.key, label: own.label, format: 'money', kind: 'reported' },
    value: amounts.size === 0 ? '0.00' : one,
    unit: first && amounts.size === 1 ? first[0] : label.currency,
    ...(note ? { note } : {}),
  };
}

const unknown = ({ label }: Context, own: Pick<Figure, 'key' | 'label'>, note: string): Figure => ({
  ...{ ...own, value: null, unit: label.currency, format: 'money', note },
});

const NO_BANK =
  'No payout stands in the books: bring the account the distributors pay into ("bedrot freshness" says how).';

function received(context: Context, { bank, matching }: Payments): Figure {
  const own = { key: 'received', label: 'Found in the bank this year' };
  if (bank.from === null) return unknown(context, own, NO_BANK);
  const year = context.today.slice(0, 4);
  const mine = matching.by.flatMap(({ deposits }) => deposits).filter(({ day }) => day.startsWith(year));
  const others = matching.nobodys.filter(({ day }) => day.startsWith(year));
  const more =
    others.length > 0 ? ` ${sayAmounts(amountsOf(others))} came from others and is not in it.` : '';
  return amountFigure(context, amountsOf(mine), {
    ...own,
    note: `${mine.length} ${mine.length === 1 ? 'deposit' : 'deposits'} of distributors, to ${bank.to}.${more}`,
  });
}

function open(context: Context, payments: Payments): Figure {
  const own = { key: 'open', label: 'Reported, not in the bank' };
  const { bank } = payments;
  if (bank.from === null) return unknown(context, own, NO_BANK);
  const days = openDays(payments);
  const old = days.filter(({ day }) => daysBetween(day, bank.to ?? day) > MOST_DAYS);
  const note =
    days.length === 0
      ? `Every statement since ${bank.from} has its deposit.`
      : old.length === 0
        ? `On its way: none of it is older than ${MOST_DAYS} days.`
        : `${sayAmounts(amountsOf(old))} of it is older than ${MOST_DAYS} days and was not found.`;
  return amountFigure(context, amountsOf(days), { ...own, note });
}

function overdue({ months }: Payments): Figure {
  const late = months.filter(({ state }) => state === 'overdue');
  const said = late.slice(-4).map((one) => `${one.distributor} ${one.month}`);
  const expected = late.flatMap(({ expected: amount, currency }) =>
    amount === null ? [] : [{ amount, currency }],
  );
  const money = expected.length > 0 ? `, about ${sayAmounts(amountsOf(expected))} (an estimate)` : '';
  return {
    ...{ key: 'overdue', label: 'Months overdue, not reported', value: late.length, format: 'count' },
    unit: late.length === 1 ? 'month' : 'months',
    ...(late.length > 0
      ? {
          note: `${late.length > said.length ? '... ' : ''}${said.join(', ')}${money}. Not reported is not 0.`,
        }
      : { note: 'No sale month is more than 30 days late.' }),
  };
}

/** The next payments to come: the first day one is expected, and of whom. */
function next({ today }: Context, { months }: Payments): Figure {
  const own = { key: 'next', label: 'Next payment expected', unit: '', format: 'day' as const };
  const coming = months.filter(
    ({ expectedOn, state }) =>
      expectedOn >= today && (state === 'due' || state === 'due soon' || state === 'pending'),
  );
  const [first] = coming.toSorted((a, b) => (a.expectedOn < b.expectedOn ? -1 : 1));
  if (!first)
    return { ...own, value: null, note: 'Not known: no statement tells yet how long a distributor takes.' };
  const same = coming.filter(({ expectedOn }) => expectedOn === first.expectedOn);
  const said = same.map(({ distributor, month, expected, currency }) => {
    const about =
      expected === null
        ? ''
        : `, about ${formatValue(nanosToDecimal(expected), 'money', currency)} (an estimate)`;
    return `${distributor} for sales of ${month}${about}`;
  });
  return { ...own, value: first.expectedOn, note: `${said.join('; ')}.` };
}

function usual({ delays }: Payments): Figure {
  const own = {
    key: 'usual_delay',
    label: 'Usual delay, in months',
    unit: 'months',
    format: 'count' as const,
  };
  const [most] = delays.toSorted((a, b) => (a.paid < b.paid ? 1 : -1));
  if (!most) return { ...own, value: null, note: 'Not known: no statement has come yet.' };
  const said = delays.map(
    ({ distributor, currency, delay }) =>
      `${distributor}${delays.filter((one) => one.distributor === distributor).length > 1 ? ` (${currency})` : ''} ${delay.months} (${formatValue(delay.part, 'percent')} of its money, by day ${delay.day}; mean ${delay.mean.toFixed(1)})`,
  );
  return { ...own, value: most.delay.months, note: `From the sale to the statement: ${said.join('; ')}.` };
}

const notesOf = ({ bank, matching }: Payments): string[] => [
  `PAID: reported, and found in the bank. REPORTED: in a statement, no deposit found. Not reported yet: PENDING, DUE SOON within 30 days, DUE, OVERDUE after 30 days, NOT REPORTED where later months are; due is the sale month plus the distributor's usual delay.`,
  ...(bank.from === null
    ? [NO_BANK]
    : [
        `A deposit is matched with the statements of the distributor its text names: days in a row that add up to it within 0.01, the newest at most ${MOST_DAYS} days before it. Nothing else is matched.`,
      ]),
  ...(matching.by.length > 0
    ? [
        'Expected: daily streams of the month, times what the distributor paid in all per daily stream over its newest settled months.',
      ]
    : []),
];
