import { defineMetric } from '../kit/metric.ts';
import { playlistReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'playlists',
  label: 'Playlists',
  means: 'How many playlists list our artists, as their page was read last.',
  formula: 'number of rows of the newest reading of each artist’s page in playlist_snapshots',
  unit: 'playlists',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'standing' },
  sources: [playlistReadings({ standing: 'standing' })],
  nullRule:
    'Not known when no page of playlists was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each artist’s page the newest reading in the period; where one day has several windows, 28 days. Never added over readings or windows.',
    'A playlist with two of our artists counts for each.',
    'Spotify tells playlists of an artist, not of a track.',
  ],
});
