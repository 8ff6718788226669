import { defineMetric } from '../kit/metric.ts';
import { songWindows } from '../kit/sources.ts';

export default defineMetric({
  name: 'song_listeners',
  label: 'Listeners (28 days)',
  means:
    'How many different people played a track on Spotify in the 28 days up to the newest reading of the page of songs.',
  formula: 'Σ listeners of spotify_song_metrics over the 28 days of the newest reading in the period',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'listeners' },
  sources: [songWindows({ listeners: 'listeners' })],
  nullRule: 'Not known when the page of songs was not read in the period.',
  caveats: [
    'Windows overlap: only the newest reading of each artist’s page counts, whatever the period.',
    'Somebody who plays two tracks counts for each.',
  ],
});
