import { defineMetric } from '../kit/metric.ts';
import { accountWholeDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'engagement_rate',
  label: 'Engagement rate',
  means: 'Which part of the video views led to a like, a comment or a share.',
  formula: '(Σ likes + Σ comments + Σ shares) / Σ views over the days that know all four',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['likes', 'comments', 'shares'], over: 'views' },
  sources: [accountWholeDays({ likes: 'likes', comments: 'comments', shares: 'shares', views: 'views' })],
  nullRule: 'Not known when there were no views, or no day knows all four.',
  caveats: ['A ratio of sums, not a mean of daily rates. A fraction: 0.05 is 5 %.'],
});
