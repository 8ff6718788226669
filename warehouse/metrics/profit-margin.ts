import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'profit_margin',
  label: 'Profit margin',
  means: 'Which part of the income of a period was left after what was spent in it.',
  formula: '(revenue_received + other_income − expenses) / (revenue_received + other_income)',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: { is: 'derived', plus: ['revenue_received', 'other_income'], minus: ['expenses'], share: true },
  sources: [],
  nullRule: 'Not known when the net is not known, or the income is not above 0.',
  caveats: ['A fraction: 0.25 is 25 %. Below 0 more was spent than came in.'],
});
