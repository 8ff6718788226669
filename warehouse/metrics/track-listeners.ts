import { defineMetric } from '../kit/metric.ts';
import { trackDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'track_listeners',
  label: 'Daily listeners of tracks',
  means: 'How many different people played a track on a day, on average.',
  formula: 'per track and store: Σ listeners / number of days known; then added',
  unit: 'listeners/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'listeners' },
  sources: [trackDays({ listeners: 'listeners' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Somebody who comes on two days is one of each: uniques are never added over days.',
    'Somebody who plays two tracks counts for each.',
  ],
});
