import { attribution, sayBand } from '../kit/attribution.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'incremental_streams',
  label: 'Incremental streams',
  means:
    'How many more streams on Spotify there were on days with ads than the days before without ads let expect. An estimate.',
  formula:
    'Σ (streams - baseline) over days with ads and the 3 after; baseline: level and weekday of the days before without ads',
  unit: 'streams',
  format: 'count',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: ['ad_spend', { metric: 'streams', kind: 'observed' }],
    by: ['artist'],
    grains: [],
    additive: true,
    compute(question, at) {
      const { parts, total, reason, notes, reach } = attribution(question, at);
      if (reason) return { total: null, kind: 'observed', ...reach, notes: [reason] };
      return {
        total: Math.round(total.incremental),
        kind: 'observed',
        ...reach,
        rows: parts.map(({ artist, lift }) => ({
          keys: { artist },
          value: Math.round(lift.incremental),
          partial: false,
        })),
        notes: [sayBand(total), ...notes],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no ads ran, or ran without three weeks of days without ads before them.',
  caveats: [
    'An estimate with a band (80 %): where the band includes 0 it cannot be told from chance.',
    'Whatever else began in these days (a release, a playlist) is in it.',
    'Spotify only, by artist: distributors tell no artist. Ads for no artist alone are left out.',
  ],
});
