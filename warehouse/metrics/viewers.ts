import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'viewers',
  label: 'Daily viewers',
  means: 'How many different people watched our videos on a day, on average.',
  formula: 'per account: Σ viewers / number of days known; then added over accounts',
  unit: 'viewers/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'viewers' },
  sources: [accountDays({ viewers: 'viewers' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Somebody who comes on two days is one of each: uniques are never added over days.',
    'Somebody who watches two of our accounts counts for each.',
  ],
});
