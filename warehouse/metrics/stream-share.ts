import { shareOf } from '../kit/computed-share.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'stream_share',
  label: 'Share of streams',
  means:
    'Which part of all our streams a platform, a distributor or whatever is asked for has, over the same days and of the same kind.',
  formula: 'streams of what is asked for / streams of everything, same kind and days',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: ['streams'],
    by: ['platform', 'distributor', 'account', 'artist', 'track', 'country'],
    grains: ['day', 'week', 'month', 'year'],
    compute: shareOf('streams'),
  },
  sources: [],
  nullRule: 'Not known when the part or the whole is not known, or the whole is 0.',
  caveats: [
    'By platform or distributor the parts add up to 100 % of what distributors tell; by artist the whole is Spotify for Artists, and a collaboration counts for each of its artists.',
    'With a step over time each is a part of its own day, week or month.',
    'A fraction: 0.6 is 60 %.',
  ],
});
