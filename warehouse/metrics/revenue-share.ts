import { shareOf } from '../kit/computed-share.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'revenue_share',
  label: 'Share of revenue',
  means:
    'Which part of all revenue of the same sale months a platform, country, track or whatever is asked for has.',
  formula: 'revenue of what is asked for / revenue of everything, same sale months',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: {
    is: 'computed',
    of: ['revenue'],
    by: ['platform', 'country', 'track', 'artist', 'distributor', 'income_type'],
    grains: ['month', 'year'],
    compute: shareOf('revenue'),
  },
  sources: [],
  nullRule: 'Not known when the part or the whole is not known, or the whole is not above 0.',
  caveats: [
    'By artist a collaboration counts for each of its artists, so that the parts may be more than the whole.',
    'A store that takes back more than it paid has a part below 0.',
    'A fraction: 0.6 is 60 %.',
  ],
});
