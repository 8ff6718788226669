import { defineMetric } from '../kit/metric.ts';
import { playlistReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'playlist_streams',
  label: 'Streams from playlists',
  means: 'How often our music was played from playlists, over the window of the newest reading.',
  formula: 'Σ playlist_snapshots.streams of the newest reading of each artist’s page',
  unit: 'streams',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'streams' },
  sources: [playlistReadings({ streams: 'streams' })],
  nullRule:
    'Not known when no page of playlists was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each artist’s page the newest reading in the period; where one day has several windows, 28 days. Never added over readings or windows.',
    'These plays are in streams already: never added to them.',
    'Spotify tells playlists of an artist, not of a track.',
  ],
});
