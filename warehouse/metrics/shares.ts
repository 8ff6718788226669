import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'shares',
  label: 'Shares',
  means: 'How often our videos were shared.',
  formula: 'Σ social_media_daily.shares',
  unit: 'shares',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'shares' },
  sources: [accountDays({ shares: 'shares' })],
  nullRule: 'Not known when no day of the period is known; "undefined" of an export is not 0.',
  caveats: ['The newest two days are usually not told yet.'],
});
