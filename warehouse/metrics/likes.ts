import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'likes',
  label: 'Likes',
  means: 'How many likes our videos got, less those taken back.',
  formula: 'Σ social_media_daily.likes',
  unit: 'likes',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'likes' },
  sources: [accountDays({ likes: 'likes' })],
  nullRule: 'Not known when no day of the period is known; "undefined" of an export is not 0.',
  caveats: ['A day can be negative: likes taken back.'],
});
