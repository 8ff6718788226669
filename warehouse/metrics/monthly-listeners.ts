import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'monthly_listeners',
  label: 'Monthly listeners',
  means:
    'How many people played an artist on Spotify in the 28 days up to the newest day known in the period.',
  formula: 'per artist: monthly_listeners of the newest day known; then added over artists',
  unit: 'listeners',
  format: 'count',
  access: 'numbers',
  measure: { is: 'last', of: 'monthly_listeners' },
  sources: [artistDays({ monthly_listeners: 'monthly_listeners' })],
  nullRule: 'Not known when no day of the period tells it; older exports do not.',
  caveats: [
    'Never added over days or months: each value covers 28 days.',
    'Somebody who plays two of our artists counts for each.',
  ],
});
