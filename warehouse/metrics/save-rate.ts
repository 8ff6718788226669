import { defineMetric } from '../kit/metric.ts';
import { songWindows } from '../kit/sources.ts';

export default defineMetric({
  name: 'save_rate',
  label: 'Save rate',
  means:
    'Which part of the listeners of our tracks saved them, in the 28 days up to the newest reading of the page.',
  formula:
    'Σ savers / Σ listeners of spotify_song_metrics over the 28 days of the newest reading in the period',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['savers'], over: 'listeners' },
  sources: [songWindows({ savers: 'savers', listeners: 'listeners' })],
  nullRule: 'Not known when the page of songs was not read in the period, or nobody listened.',
  caveats: [
    'Windows overlap: only the newest reading of each artist’s page counts, whatever the period, and with a step over time the others have no value.',
    'Somebody who plays two tracks counts for each; so the rate of an artist is that of its tracks together.',
    'A fraction: 0.05 is 5 %.',
  ],
});
