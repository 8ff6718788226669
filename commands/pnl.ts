import { z } from 'zod';
import type { Chart } from './kit/answer.ts';
import { type Asked, askIn, askMetric } from './kit/ask.ts';
import { compose, figureOf, sayRange } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { chartSeries } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { pnlTable } from './kit/pnl-table.ts';
import { labelsOf, seriesOf } from './kit/series.ts';

export default defineCommand({
  name: 'pnl',
  group: 'money',
  tool: 'profit_and_loss',
  summary: 'Profit and loss by the books: revenue, other income, expenses by category, net and margin.',
  when: 'Use it for expenses, net and margin; for what ad platforms report take campaign_performance.',
  access: 'money',
  params: z.strictObject({
    category: z.string().trim().optional().describe('Only this category of spending, e.g. software.'),
    period: shared.period('ytd'),
    compare: shared.compare,
  }),

  answer({ category, period, compare }, context) {
    const asked = (metric: string): Asked => askMetric(context, { metric, period, compare });
    if (category !== undefined) return spendingOn(context, category, { period, compare });
    const [revenue, income, expenses, net, margin] = [
      'revenue_received',
      'other_income',
      'expenses',
      'net_revenue',
      'profit_margin',
    ].map(asked) as [Asked, Asked, Asked, Asked, Asked];
    const all = [revenue, income, expenses, net, margin];
    const chart = months(context, net, [revenue, expenses, net]);
    return compose(context, 'pnl', {
      title: 'Profit and loss',
      subtitle: `cash, by the day it was booked · ${sayRange(net.period)}`,
      period: net.period,
      figures: all.map((one) => figureOf(context, one)),
      table: pnlTable(context, period),
      ...(chart ? { chart } : {}),
      asked: all,
      notes: [
        'Revenue is what statements report, by the day of the payment; payouts on the bank account are the same money and are not added.',
        'Advertising is what the card paid; what ad platforms say they spent is the same money and is not in here.',
      ],
    });
  },
});

function spendingOn(
  context: Context,
  category: string,
  asking: { period: string; compare: 'none' | 'previous_period' | 'previous_year' },
) {
  const spent = askMetric(context, { metric: 'expenses', ...asking, any: { category: [category] } });
  const chart = months(context, spent, [spent]);
  return compose(context, 'pnl', {
    title: `Expenses: ${category}`,
    subtitle: `cash, by the day of the line · ${sayRange(spent.period)}`,
    period: spent.period,
    figures: [figureOf(context, spent)],
    ...(chart ? { chart } : {}),
    asked: [spent],
  });
}

/** Months side by side; a month that is not known is a hole. */
function months(context: Context, over: Asked, lines: readonly Asked[]): Chart | undefined {
  const told = lines.map(({ metric, question }) => ({
    metric,
    result: askIn(context, { ...question, grain: 'month' }, { others: false }),
  }));
  const longest = told.map(({ result }) => labelsOf(result, 'month', over.period.name === 'all'));
  const labels = [...new Set(longest.flat())].sort();
  if (labels.length === 0) return undefined;
  return {
    kind: 'line',
    title: lines.length > 1 ? 'Profit and loss by month' : 'Spending by month',
    subtitle: `${over.result.unit} · ${sayRange(over.period)}`,
    format: 'money',
    unit: over.result.unit,
    labels,
    series: told.map(({ metric, result }) => chartSeries(metric.label, seriesOf(result.rows, labels))),
  };
}
