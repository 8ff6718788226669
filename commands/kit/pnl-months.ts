import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Row } from '../../warehouse/kit/query.ts';
import type { Table } from './answer.ts';
import { askIn, askMetric } from './ask.ts';
import { unique } from './compose.ts';
import type { Context } from './define.ts';
import { SECTIONS } from './pnl-table.ts';
import { buckets } from './series.ts';

/** Nanos by month; null: not known. */
type Amounts = (bigint | null)[];

interface Line {
  section: string;
  category: string;
  amounts: Amounts;
}

/**
 * The profit and loss of a period by category and month, for an accountant: cash basis, each currency by itself and in none
 * but its own. What is known of a month and has no line of a category is 0 by the books; a month the books or statements do
 * not tell is null, and so is its net. Amounts are exact; spending is negative, so that every column adds up to its net.
 */
export function pnlByMonth(
  context: Context,
  { from, to }: { from: string; to: string },
): { table: Table; notes: string[] } {
  // Months to come are no part of it.
  const months = buckets(from, to < context.today ? to : context.today, 'month');
  const read = SECTIONS.map(({ metric, by }) => {
    const question = { metric, from, to };
    return {
      rows: askIn(context, { ...question, by: [by, 'currency'], grain: 'month' }, { others: false }).rows,
      // Whether a month is told at all does not depend on the currency.
      months: askMetric(context, {
        ...{ metric, period: { from, to, name: `${from}..${to}` }, grain: 'month' as const, others: false },
      }).result.rows,
    };
  });
  const currencies = unique(read.flatMap(({ rows }) => rows.map(({ keys }) => keys.currency ?? ''))).sort();
  if (currencies.length === 0) currencies.push(context.label.currency);
  const [paid = [], earned = [], spent = []] = read.map((one) => knownMonths(one, months));
  // Accounts and cards tell income and spending in one: a month with a line of either is told for both.
  const books = months.map((_, at) => earned[at] === true || spent[at] === true);
  const known = [paid, books, books];
  const blocks = currencies.map((currency) => ({
    currency,
    lines: SECTIONS.map(({ section, by, sign }, index) =>
      linesOf(read[index]?.rows ?? [], { currency, by, section, months, known: known[index] ?? [], sign }),
    ),
  }));
  const single = currencies.length === 1;
  const totals: number[] = [];
  const rows: Table['rows'] = [];
  for (const { currency, lines } of blocks) {
    const put = ({ section, category, amounts }: Line, total = false): void => {
      if (total) totals.push(rows.length);
      rows.push([
        ...[section, category, ...(single ? [] : [currency])],
        ...amounts.map(decimal),
        decimal(sumKnown(amounts)),
      ]);
    };
    const [revenue = [], other = [], spending = []] = lines;
    const income = totalOf([...revenue, ...other], known.slice(0, 2), months);
    const expenses = totalOf(spending, known.slice(2), months);
    for (const line of [...revenue, ...other]) put(line);
    put({ section: 'Income', category: 'Total', amounts: income }, true);
    for (const line of spending) put(line);
    put({ section: 'Expenses', category: 'Total', amounts: expenses }, true);
    put({ section: 'Net', category: '', amounts: netOf(income, expenses, known) }, true);
  }
  const unit = single ? { unit: currencies[0] ?? '' } : {};
  const partial = months.filter((month) =>
    read.some((one) => one.months.some(({ keys, partial }) => keys.date === month && partial)),
  );
  return {
    table: {
      columns: [
        { key: 'section', label: 'Section', format: 'text' },
        { key: 'category', label: 'Category', format: 'text' },
        ...(single ? [] : [{ key: 'currency', label: 'Currency', format: 'text' as const }]),
        ...months.map((month) => ({ key: month, label: month, format: 'money' as const, ...unit })),
        { key: 'total', label: 'Total', format: 'money', ...unit },
      ],
      rows,
      total_rows: rows.length,
      truncated: false,
      totals,
    },
    notes: [
      'Cash basis: royalties by the day the distributor booked the payment of the store (reporting date), other income and expenses by the day of the line on the account or card.',
      'Payouts on the bank account are the same money as the royalties and are left out; so are transfers between own accounts. Advertising is what the card paid.',
      'The amounts of the CSV are exact; in print each is rounded to two digits by itself.',
      ...(single
        ? []
        : [
            `Currencies are not added: ${currencies.join(', ')} each have lines, totals and a net of their own.`,
          ]),
      ...(partial.length > 0 ? [`Not complete: ${partial.join(', ')}.`] : []),
      ...sayUnknown(months, known),
    ],
  };
}

/** Which months are told: one with a row, whatever its currency or category. */
function knownMonths(
  { rows, months: told }: { rows: readonly Row[]; months: readonly Row[] },
  months: readonly string[],
): boolean[] {
  const days = new Set(
    [...told.filter(({ value }) => value !== null), ...rows].map(({ keys }) => keys.date ?? ''),
  );
  return months.map((month) => days.has(month));
}

function linesOf(
  rows: readonly Row[],
  about: {
    currency: string;
    by: string;
    section: string;
    months: readonly string[];
    known: readonly boolean[];
    sign: '' | '-';
  },
): Line[] {
  const own = rows.filter(({ keys }) => keys.currency === about.currency);
  return unique(own.map(({ keys }) => keys[about.by] ?? ''))
    .sort()
    .map((category) => ({
      section: about.section,
      category,
      amounts: about.months.map((month, index) => {
        const row = own.find(({ keys }) => keys.date === month && keys[about.by] === category);
        const nanos = row && row.value !== null ? parseNanos(String(row.value)) : null;
        if (nanos !== null) return about.sign === '-' ? -nanos : nanos;
        return about.known[index] ? 0n : null;
      }),
    }));
}

/** Of a month, the sum of what is known of it; null where nothing is. */
const totalOf = (lines: readonly Line[], known: readonly boolean[][], months: readonly string[]): Amounts =>
  months.map((_, index) => {
    const all = lines.flatMap(({ amounts }) => amounts[index] ?? []);
    return all.length > 0
      ? all.reduce((sum, one) => sum + one, 0n)
      : known.some((told) => told[index])
        ? 0n
        : null;
  });

/** Half of it is not the whole: known only where statements and the books both tell the month. */
const netOf = (income: Amounts, expenses: Amounts, known: readonly boolean[][]): Amounts =>
  income.map((one, index) => {
    const spent = expenses[index] ?? null;
    return one === null || spent === null || !known.every((told) => told[index]) ? null : one + spent;
  });

const sumKnown = (amounts: Amounts): bigint | null => {
  const all = amounts.filter((one) => one !== null);
  return all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0n);
};

const decimal = (nanos: bigint | null): string | null => (nanos === null ? null : nanosToDecimal(nanos));

/** Months of which a part is missing: a total over the others is not that of the year. */
function sayUnknown(months: readonly string[], known: readonly boolean[][]): string[] {
  const missing = WHAT.map((what, index) => ({
    what,
    months: months.filter((_, at) => !known[index]?.[at]).join(', '),
  })).filter((one) => one.months !== '');
  return [...Map.groupBy(missing, (one) => one.months)].map(
    ([which, of]) =>
      `Not known of ${of.map(({ what }) => what).join(', ')}: ${which}. Totals are of the months known.`,
  );
}

const WHAT = ['royalties', 'other income', 'expenses'] as const;
