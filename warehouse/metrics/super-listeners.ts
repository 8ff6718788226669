import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'super_listeners',
  label: 'Super listeners',
  means:
    'How many people are our most devoted listeners of those 28 days, as Spotify counts them, on Spotify.',
  formula: 'per artist: spotify_audience_daily.super_listeners of the newest day known; then added',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'last', of: 'super_listeners' },
  sources: [artistDays({ super_listeners: 'super_listeners' })],
  nullRule: 'Not known when no day of the period tells it; older exports do not.',
  caveats: [
    'Only Spotify.',
    'Part of the monthly active listeners.',
    'Somebody who listens to two of our artists counts for each.',
  ],
});
