import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'reach',
  label: 'Daily reach',
  means: 'How many different people saw anything of our accounts on a day, on average.',
  formula: 'per account: Σ reach / number of days known; then added over accounts',
  unit: 'people/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'reach' },
  sources: [accountDays({ reach: 'reach' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Somebody who comes on two days is one of each: uniques are never added over days.',
    'Somebody who sees two of our accounts counts for each. The reach of advertisements is not in here.',
  ],
});
