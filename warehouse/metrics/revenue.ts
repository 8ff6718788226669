import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'revenue',
  label: 'Revenue (by sale month)',
  means: 'What stores paid for the plays and sales of a month, whenever the money came in.',
  formula: 'Σ revenue_transactions.amount by sale_month',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'amount' },
  sources: [saleMonths({ amount: 'amount' })],
  nullRule: 'Not known when no statement tells anything of the period.',
  caveats: [
    'The newest three sale months are not complete: stores report late.',
    'All uses count here, also downloads, video advertising and social media. Reversals are negative.',
    'Amounts of several currencies are added only by the rate of their date; without one each stands apart.',
  ],
});
