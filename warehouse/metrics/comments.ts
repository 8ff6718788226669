import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'comments',
  label: 'Comments',
  means: 'How many comments our videos got, less those deleted.',
  formula: 'Σ social_media_daily.comments',
  unit: 'comments',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'comments' },
  sources: [accountDays({ comments: 'comments' })],
  nullRule: 'Not known when no day of the period is known; "undefined" of an export is not 0.',
  caveats: ['A day can be negative: comments deleted.'],
});
