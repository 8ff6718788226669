import { defineMetric } from '../kit/metric.ts';
import { linkDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_visitors',
  label: 'Daily link page visitors',
  means: 'How many different people opened our link pages on a day, on average.',
  formula: 'per account: Σ unique_views / number of days known; then added over accounts',
  unit: 'visitors/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'unique_views' },
  sources: [linkDays({ unique_views: 'unique_views' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Somebody who comes on two days is one of each: uniques are never added over days.',
    'Somebody who opens two of our pages counts for each.',
  ],
});
