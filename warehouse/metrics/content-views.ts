import { defineMetric } from '../kit/metric.ts';
import { contentReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'content_views',
  label: 'Views (by post)',
  means: 'How often single posts and videos were viewed, as their page was read last.',
  formula: 'Σ content_snapshots.views of the newest reading of each account in the period',
  unit: 'views',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'views' },
  sources: [contentReadings({ views: 'views' })],
  nullRule: 'Not known when no page of posts was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each account the newest reading of its page in the period: lifetime counts, or the posts of one window (28 days). Windows are never added, and lifetime is never added to one.',
    'TikTok names some 15 videos in its export, YouTube Studio 500 at most: the sum is of those, not of all.',
    'Platforms count a view in different ways. The days of an account are video_views.',
  ],
});
