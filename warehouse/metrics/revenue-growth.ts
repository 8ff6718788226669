import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'revenue_growth',
  label: 'Growth of revenue',
  means: 'By which part revenue by sale month rose or fell against the period before.',
  formula: '(revenue - revenue of the period before) / |revenue of the period before|',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: { is: 'growth', of: 'revenue' },
  sources: [],
  nullRule: 'Not known when one of the two periods is not known, or the one before is 0.',
  caveats: [
    'Months that stores still report are compared with what statements had told of the earlier ones at the same age.',
    'A fraction: 0.05 is 5 %.',
  ],
});
