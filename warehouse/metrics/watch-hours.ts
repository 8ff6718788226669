import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'watch_hours',
  label: 'Watch time',
  means: 'How many hours our videos were watched.',
  formula: 'Σ social_media_daily.watch_seconds / 3600',
  unit: 'hours',
  format: 'ratio',
  access: 'numbers',
  measure: { is: 'sum', of: 'watch_seconds', per: 3600 },
  sources: [accountDays({ watch_seconds: 'watch_seconds' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: ['Only platforms that tell it, which is YouTube.'],
});
