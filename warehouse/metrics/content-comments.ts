import { defineMetric } from '../kit/metric.ts';
import { contentReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'content_comments',
  label: 'Comments (by post)',
  means: 'How often single posts and videos were commented on, as their page was read last.',
  formula: 'Σ content_snapshots.comments of the newest reading of each account in the period',
  unit: 'comments',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'comments' },
  sources: [contentReadings({ comments: 'comments' })],
  nullRule: 'Not known when no page of posts was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each account the newest reading of its page in the period: lifetime counts, or the posts of one window (28 days). Windows are never added, and lifetime is never added to one.',
    'TikTok names some 15 videos in its export, YouTube Studio 500 at most: the sum is of those, not of all.',
  ],
});
