import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'listeners',
  label: 'Daily listeners',
  means: 'How many people played an artist on a day of the period, on average, on Spotify.',
  formula: 'per artist: Σ listeners / number of days known; then added over artists',
  unit: 'listeners/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'listeners' },
  sources: [artistDays({ listeners: 'listeners' })],
  nullRule: 'Not known when no day of the period is known; unknown days do not count in the mean.',
  caveats: [
    'Daily uniques cannot be added over days: who listens on two days would count twice. So it is the daily mean.',
    'Somebody who plays two of our artists counts for each.',
  ],
});
