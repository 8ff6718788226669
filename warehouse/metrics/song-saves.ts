import { defineMetric } from '../kit/metric.ts';
import { songWindows } from '../kit/sources.ts';

export default defineMetric({
  name: 'song_saves',
  label: 'Savers (28 days)',
  means:
    'How many different people saved a track on Spotify in the 28 days up to the newest reading of the page of songs.',
  formula: 'Σ savers of spotify_song_metrics over the 28 days of the newest reading in the period',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'savers' },
  sources: [songWindows({ savers: 'savers' })],
  nullRule: 'Not known when the page of songs was not read in the period.',
  caveats: [
    'Windows overlap: only the newest reading of each artist’s page counts, whatever the period.',
    'Somebody who plays two tracks counts for each.',
  ],
});
