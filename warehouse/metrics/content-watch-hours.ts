import { defineMetric } from '../kit/metric.ts';
import { contentReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'content_watch_hours',
  label: 'Watch time (by video)',
  means: 'How many hours single videos were watched, as their page was read last.',
  formula: 'Σ content_snapshots.watch_seconds / 3600 of the newest reading of each account in the period',
  unit: 'hours',
  format: 'ratio',
  access: 'numbers',
  measure: { is: 'sum', of: 'watch_seconds', per: 3600 },
  sources: [contentReadings({ watch_seconds: 'watch_seconds' })],
  nullRule: 'Not known when no page of posts was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each account the newest reading of its page in the period: lifetime counts, or the posts of one window (28 days). Windows are never added, and lifetime is never added to one.',
    'Only platforms that tell it, which is YouTube.',
  ],
});
