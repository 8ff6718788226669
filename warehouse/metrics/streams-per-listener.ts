import { defineMetric } from '../kit/metric.ts';
import { artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'streams_per_listener',
  label: 'Streams per listener',
  means: 'How often somebody who played an artist on a day played it that day, on Spotify.',
  formula: 'Σ streams / Σ listeners over the days that know both',
  unit: 'streams/listener',
  format: 'ratio',
  access: 'numbers',
  measure: { is: 'ratio', of: ['streams'], over: 'listeners' },
  sources: [artistDays({ streams: 'streams', listeners: 'listeners' })],
  nullRule: 'Not known when no day knows both, or nobody listened.',
  caveats: [
    'Listeners are daily uniques, so this is plays per listener and day, not per listener and month.',
  ],
});
