import { defineMetric } from '../kit/metric.ts';
import { trackDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'track_streams',
  label: 'Streams of tracks',
  means: 'How often tracks were played, as their stores’ pages for artists count it day by day.',
  formula: 'Σ track_daily.streams',
  unit: 'streams',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'streams' },
  sources: [trackDays({ streams: 'streams' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Only tracks whose page was exported: the sum is not the label’s streams. Those are streams.',
    'Never added to the streams of an artist’s page, which count the same plays.',
    'A track on the pages of two artists counts once.',
  ],
});
