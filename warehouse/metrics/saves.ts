import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'saves',
  label: 'Saves',
  means: 'How often listeners saved our music to their library, on Spotify.',
  formula: 'Σ spotify_audience_daily.saves',
  unit: 'saves',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'saves' },
  sources: [artistDays({ saves: 'saves' })],
  nullRule: 'Not known when no day of the period tells it; older exports do not.',
  caveats: ['Only Spotify.'],
});
