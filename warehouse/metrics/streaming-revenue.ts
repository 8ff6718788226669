import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'streaming_revenue',
  label: 'Revenue from streams (by sale month)',
  means: 'What stores whose use is a stream paid for the plays of a month, whenever the money came in.',
  formula: 'Σ revenue_transactions.amount by sale_month, of stores whose use is a stream',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'amount' },
  sources: [saleMonths({ amount: 'amount' }, 'usage_stream')],
  nullRule: 'Not known when no statement of such a store tells anything of the period.',
  caveats: [
    'A part of revenue, never to be added to it: downloads, video advertising and social media are left out.',
    'The newest three sale months are not complete: stores report late.',
  ],
});
