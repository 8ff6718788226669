import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'follower_growth',
  label: 'Growth of followers',
  means: 'By which part our followers rose or fell against the period before.',
  formula: '(followers - followers of the period before) / |followers of the period before|',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'growth', of: 'followers' },
  sources: [],
  nullRule: 'Not known when one of the two periods is not known, or the one before is 0.',
  caveats: ['Of the newest count of each account, not of those who came.', 'A fraction: 0.05 is 5 %.'],
});
