import { streamsVariance } from '../kit/computed-variance.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'streams_variance',
  label: 'Distributors against Spotify for Artists',
  means:
    'By which part the streams at Spotify that our distributors tell are more (or less) than those Spotify for Artists tells.',
  formula:
    '(Σ distributors’ daily streams at Spotify − Σ Spotify for Artists) / Σ Spotify for Artists, over the days both tell in full',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [
      { metric: 'streams', kind: 'trend', where: { platform: ['spotify'] } },
      { metric: 'streams', kind: 'observed' },
    ],
    by: [],
    grains: ['day', 'week', 'month', 'year'],
    compute: streamsVariance,
  },
  sources: [],
  nullRule: 'Not known when no day is told in full by both, or Spotify for Artists tells no streams.',
  caveats: [
    'Below 5 % the two agree, above 10 % is an alert, above 15 % something to look into; either way up or down.',
    'Below 0 is usual where a distributor is not brought: Spotify for Artists counts the plays of all of them. Above 0 something is counted twice, or an artist’s page is not brought.',
    'A day one of them tells only in part (an account or artist is missing) counts on neither side.',
    'Distributors tell no artist, so there is no variance of one. A fraction: -0.04 is 4 % less.',
  ],
});
