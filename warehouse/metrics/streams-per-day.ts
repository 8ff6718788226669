import { defineMetric } from '../kit/metric.ts';
import { artistDays, distributorDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'streams_per_day',
  label: 'Streams a day',
  means:
    'How often our music was played on a day of the period, on average; over the last 7 days it is the 7-day average.',
  formula: 'per distributor, account and store (or artist): Σ streams / number of days known; then added',
  unit: 'streams/day',
  format: 'count',
  access: 'numbers',
  measure: { is: 'average', of: 'streams' },
  sources: [distributorDays({ streams: 'streams' }), artistDays({ streams: 'streams' })],
  nullRule: 'Not known when no day of the period is known; unknown days do not count in the mean.',
  caveats: [
    'Kinds are never added: distributors daily, or Spotify for Artists.',
    'A store that began or ended inside the period is averaged over the days it told.',
  ],
});
