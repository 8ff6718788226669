import { defineMetric } from '../kit/metric.ts';
import { contentDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'content_day_views',
  label: 'Views (by video, daily)',
  means: 'How often single videos were viewed on the days of the period.',
  formula: 'Σ content_daily.views',
  unit: 'views',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'views' },
  sources: [contentDays({ views: 'views' })],
  nullRule: 'Not known when no day of the period is told of any video.',
  caveats: [
    'Only platforms that tell days of single videos, which is YouTube, and only videos that were ticked in the export.',
    'Never added to content_views, which counts the same views over windows.',
  ],
});
