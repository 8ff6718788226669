import { defineMetric } from '../kit/metric.ts';
import { linkDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_clicks',
  label: 'Link page clicks',
  means: 'How often somebody clicked a link on our link pages.',
  formula: 'Σ link_analytics_daily.total_clicks',
  unit: 'clicks',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'total_clicks' },
  sources: [linkDays({ total_clicks: 'total_clicks' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: [
    'Link pages (Linktree), not the links of single releases.',
    'A click leaves for a store; whether it became a stream nobody tells.',
  ],
});
