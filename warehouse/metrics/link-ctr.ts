import { defineMetric } from '../kit/metric.ts';
import { linkDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_ctr',
  label: 'Link page click rate',
  means: 'Which part of the views of our link pages led to a click.',
  formula: 'Σ total_clicks / Σ total_views over the days that know both',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['total_clicks'], over: 'total_views' },
  sources: [linkDays({ total_clicks: 'total_clicks', total_views: 'total_views' })],
  nullRule: 'Not known when there were no views, or no day knows both.',
  caveats: [
    'A ratio of sums, not a mean of daily rates: the rate the page prints is of one day. A fraction: 0.05 is 5 %.',
  ],
});
