import { defineMetric } from '../kit/metric.ts';
import { linkVisits } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_visit_clicks',
  label: 'Store clicks of release links',
  means: 'How often a visit of a release link went on to a store.',
  formula: 'Σ link_visits_daily.clicked',
  unit: 'clicks',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'clicked' },
  sources: [linkVisits({ clicked: 'clicked' })],
  nullRule: 'Not known when no visit of the period is told.',
  caveats: [
    'Links of single releases (SubmitHub); the label’s link page (Linktree) is link_views.',
    'A day without a row had no visits while later days are told.',
  ],
});
