import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'video_views',
  label: 'Video views',
  means: 'How often our videos were viewed on social platforms.',
  formula: 'Σ social_media_daily.views',
  unit: 'views',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'views' },
  sources: [accountDays({ views: 'views' })],
  nullRule: 'Not known when no day of the period is known; "undefined" of an export is not 0.',
  caveats: ['The newest two days are usually not told yet.', 'Platforms count a view in different ways.'],
});
