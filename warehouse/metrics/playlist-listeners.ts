import { defineMetric } from '../kit/metric.ts';
import { playlistReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'playlist_listeners',
  label: 'Listeners from playlists',
  means: 'How many different people played our music from a playlist, over the window of the newest reading.',
  formula: 'Σ playlist_snapshots.listeners of the newest reading of each artist’s page',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'listeners' },
  sources: [playlistReadings({ listeners: 'listeners' })],
  nullRule:
    'Not known when no page of playlists was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each artist’s page the newest reading in the period; where one day has several windows, 28 days. Never added over readings or windows.',
    'Somebody who listens from two playlists counts for each: a sum is of visits of people, not of people.',
  ],
});
