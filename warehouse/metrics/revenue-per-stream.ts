import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'revenue_per_stream',
  label: 'Revenue per stream',
  means:
    'What one stream earned on average: amount divided by quantity of the same statement lines, only of stores whose use is a stream.',
  formula:
    'Σ revenue_transactions.amount / Σ revenue_transactions.quantity over lines of streaming stores that tell both',
  unit: 'CURRENCY/stream',
  format: 'money6',
  access: 'money',
  measure: { is: 'ratio', of: ['amount'], over: 'quantity' },
  sources: [saleMonths({ amount: 'amount', quantity: 'quantity' }, 'usage_stream')],
  nullRule: 'Not known when the streams of the lines add up to 0, or none are known.',
  caveats: [
    'Statement quantities are used, never the daily streams of distributors or Spotify for Artists.',
    'Left out: social media (millions of uses at a millionth each would drown the rest), downloads, video advertising.',
    'A mean over groups is the ratio of the sums, not the mean of the ratios.',
  ],
});
