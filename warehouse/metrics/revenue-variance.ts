import { revenueVariance } from '../kit/computed-expected.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'revenue_variance',
  label: 'Revenue against expected',
  means:
    'By how much the stores’ payments for the streams of closed sale months were more (or less) than expected.',
  formula:
    'streaming_revenue − expected_revenue, over the platforms and closed sale months of which both are known',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: {
    is: 'computed',
    of: ['streaming_revenue', { metric: 'streams', kind: 'trend' }, 'revenue_per_stream'],
    by: ['platform'],
    grains: ['month', 'year'],
    additive: true,
    compute: revenueVariance('amount'),
  },
  sources: [],
  nullRule:
    'Not known before a sale month is closed (three months of statements after it), or where nothing was expected.',
  caveats: [
    'Above 0 the stores paid more than expected. Only streams, and only platforms that have a rate, statements and every day of the month.',
    'Within 5 % the two match; it is a check of the estimate and of what distributors tell, not of the stores.',
    'Statements and distributors count plays by unlike rules, and rates change with the mix of countries and subscriptions.',
  ],
});
