import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'own_share',
  label: 'Own share of revenue',
  means: 'Which part of the revenue of a sale month is left to the label after the splits of its tracks.',
  formula: 'own_revenue / revenue',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: { is: 'derived', plus: ['own_revenue'], minus: [], over: 'revenue' },
  sources: [],
  nullRule: 'Not known when one of the two is not known, or the revenue is 0.',
  caveats: [
    'A ratio of the sums, so tracks that earn more weigh more.',
    'Without splits in label.json or the catalog everything is the label’s, and it says 100 %.',
    'A fraction: 0.8 is 80 %.',
  ],
});
