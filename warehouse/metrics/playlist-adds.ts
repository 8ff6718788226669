import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'playlist_adds',
  label: 'Playlist adds',
  means: 'How often listeners added our music to a playlist of their own, on Spotify.',
  formula: 'Σ spotify_audience_daily.playlist_adds',
  unit: 'adds',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'playlist_adds' },
  sources: [artistDays({ playlist_adds: 'playlist_adds' })],
  nullRule: 'Not known when no day of the period tells it; older exports do not.',
  caveats: ['Only Spotify.'],
});
