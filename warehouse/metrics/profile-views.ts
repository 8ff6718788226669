import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'profile_views',
  label: 'Profile views',
  means: 'How often the profiles of our accounts were opened.',
  formula: 'Σ social_media_daily.profile_views',
  unit: 'views',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'profile_views' },
  sources: [accountDays({ profile_views: 'profile_views' })],
  nullRule: 'Not known when no day of the period is known; "undefined" of an export is not 0.',
  caveats: ['The newest two days are usually not told yet.'],
});
