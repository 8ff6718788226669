import { expectedRevenue } from '../kit/computed-expected.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'expected_revenue',
  label: 'Expected revenue',
  means:
    'What stores are expected to pay for the streams distributors tell: an estimate, long before the statements come.',
  formula:
    'Σ over months and platforms: distributors’ streams · revenue_per_stream of the platform over the three newest settled sale months, by statements that had come in before the month began',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: {
    is: 'computed',
    of: [{ metric: 'streams', kind: 'trend' }, 'revenue_per_stream'],
    by: ['platform'],
    grains: ['month', 'year'],
    additive: true,
    compute: expectedRevenue,
  },
  sources: [],
  nullRule: 'Not known when distributors tell no streams, or no platform of them has a rate.',
  caveats: [
    'The rate is dated: sale months six to four months before, as told when the month began. A later statement does not change what was expected. Without statements of those months the three newest before them count.',
    'A platform without a rate is named and left out, never taken as 0.',
    'Only streams: what social media, downloads and video advertising bring is not in here, and no statement of a distributor’s fees either.',
    'The rate of a platform is that of all distributors together.',
  ],
});
