import { defineMetric } from '../kit/metric.ts';
import { songWindows } from '../kit/sources.ts';

export default defineMetric({
  name: 'song_streams',
  label: 'Streams (28 days)',
  means:
    'How often tracks were played on Spotify in the 28 days up to the newest reading of the page of songs.',
  formula: 'Σ streams of spotify_song_metrics over the 28 days of the newest reading in the period',
  unit: 'streams',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'streams' },
  sources: [songWindows({ streams: 'streams' })],
  nullRule: 'Not known when the page of songs was not read in the period.',
  caveats: [
    'Windows overlap: only the newest reading of each artist’s page counts, whatever the period.',
    'All songs of the page, while track_streams has only those whose own page was exported.',
  ],
});
