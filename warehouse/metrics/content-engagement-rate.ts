import { defineMetric } from '../kit/metric.ts';
import { contentReadings } from '../kit/sources.ts';

export default defineMetric({
  name: 'content_engagement_rate',
  label: 'Engagement (by post)',
  means: 'Which part of the views of single posts and videos led to a like, comment or share.',
  formula:
    '(Σ likes + comments + shares) / Σ views over the posts that know them all, in the newest reading of each account',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['likes', 'comments', 'shares'], over: 'views' },
  sources: [contentReadings({ likes: 'likes', comments: 'comments', shares: 'shares', views: 'views' })],
  nullRule: 'Not known when no page of posts was read in the period, or the readings are of unlike windows.',
  caveats: [
    'Of each account the newest reading of its page in the period: lifetime counts, or the posts of one window (28 days). Windows are never added, and lifetime is never added to one.',
    'TikTok names some 15 videos in its export, YouTube Studio 500 at most: the sum is of those, not of all.',
    'A ratio of sums, not a mean of rates. A fraction: 0.05 is 5 %.',
  ],
});
