import { defineMetric } from '../kit/metric.ts';
import { linkDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_clickers',
  label: 'Daily link page clickers',
  means: 'How many different people clicked a link on our link pages on a day, on average.',
  formula: 'per account: Σ unique_clicks / number of days known; then added over accounts',
  unit: 'people/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'unique_clicks' },
  sources: [linkDays({ unique_clicks: 'unique_clicks' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Somebody who comes on two days is one of each: uniques are never added over days.',
    'Somebody who clicks on two of our pages counts for each.',
  ],
});
