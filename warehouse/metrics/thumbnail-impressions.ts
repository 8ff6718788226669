import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'thumbnail_impressions',
  label: 'Thumbnail impressions',
  means: 'How often the pictures of our videos were shown.',
  formula: 'Σ social_media_daily.impressions',
  unit: 'impressions',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'impressions' },
  sources: [accountDays({ impressions: 'impressions' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: ['Only YouTube tells it. Not the impressions of advertisements, which are ad_impressions.'],
});
