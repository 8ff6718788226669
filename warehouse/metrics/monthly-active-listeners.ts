import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'monthly_active_listeners',
  label: 'Monthly active listeners',
  means: 'How many people came to our music on purpose in the 28 days up to the newest day told, on Spotify.',
  formula: 'per artist: spotify_audience_daily.monthly_active_listeners of the newest day known; then added',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'last', of: 'monthly_active_listeners' },
  sources: [artistDays({ monthly_active_listeners: 'monthly_active_listeners' })],
  nullRule: 'Not known when no day of the period tells it; older exports do not.',
  caveats: [
    'Only Spotify.',
    'Part of the monthly listeners; the others heard us in playlists or radio.',
    'Somebody who listens to two of our artists counts for each.',
  ],
});
