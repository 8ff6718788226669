import { defineMetric } from '../kit/metric.ts';
import { linkDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_views',
  label: 'Link page views',
  means: 'How often our link pages were opened.',
  formula: 'Σ link_analytics_daily.total_views',
  unit: 'views',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'total_views' },
  sources: [linkDays({ total_views: 'total_views' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: ['Link pages (Linktree), not the links of single releases.'],
});
