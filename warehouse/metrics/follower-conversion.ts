import { followerConversion } from '../kit/computed-conversion.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'follower_conversion',
  label: 'Follower conversion',
  means:
    'How many followers an artist has on Spotify for each monthly listener, each as of its newest day known in the period.',
  formula: 'Σ followers on Spotify / Σ monthly_listeners, over the artists whose page tells both',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [{ metric: 'followers', kind: 'observed', where: { platform: ['spotify'] } }, 'monthly_listeners'],
    by: ['artist'],
    grains: ['day', 'week', 'month', 'year'],
    compute: followerConversion,
  },
  sources: [],
  nullRule: 'Not known when no page tells both, or nobody listened in the 28 days.',
  caveats: [
    'Followers are a running total and monthly listeners those of 28 days: it says how the two stand to each other, not who became a follower.',
    'An artist whose page tells only one of them is left out of both sides.',
    'A fraction: 0.3 is 30 %.',
  ],
});
