import type { MetricDimension } from '../../warehouse/kit/metric.ts';
import type { Table } from './answer.ts';
import { askMetric } from './ask.ts';
import type { Context } from './define.ts';

/** Sections of a profit and loss: what each is, by what it is broken down, and whether it lowers the net. */
export const SECTIONS = [
  { section: 'Revenue', metric: 'revenue_received', by: 'income_type', sign: '' },
  { section: 'Other income', metric: 'other_income', by: 'category', sign: '' },
  { section: 'Expenses', metric: 'expenses', by: 'category', sign: '-' },
] as const satisfies readonly { section: string; metric: string; by: MetricDimension; sign: '' | '-' }[];

/** A row for each kind of income and category of spending; spending is negative, so that the column adds up. */
export function pnlTable(context: Context, period: string): Table {
  const sections = SECTIONS.map((section) => ({
    ...section,
    asked: askMetric(context, { metric: section.metric, period, by: [section.by] }),
  }));
  const rows = sections.flatMap(({ section, by, sign, asked }) =>
    asked.result.rows.map(({ keys, value }) => [
      section,
      keys[by] ?? '',
      value === null ? null : negated(String(value), sign),
    ]),
  );
  const [first] = sections as [(typeof sections)[number]];
  return {
    columns: [
      { key: 'section', label: 'Section', format: 'text' },
      { key: 'category', label: 'Category', format: 'text' },
      { key: 'amount', label: 'Amount', format: 'money', unit: first.asked.result.unit },
    ],
    rows,
    total_rows: rows.length,
    truncated: false,
  };
}

/** The amount with its sign turned, as text: money is never made a float. */
const negated = (amount: string, sign: '' | '-'): string =>
  sign === '' || !/[1-9]/.test(amount) ? amount : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
