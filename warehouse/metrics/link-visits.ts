import { defineMetric } from '../kit/metric.ts';
import { linkVisits } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_visits',
  label: 'Visits of release links',
  means: 'How often somebody opened the link page of a single release.',
  formula: 'Σ link_visits_daily.opened',
  unit: 'visits',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'opened' },
  sources: [linkVisits({ opened: 'opened' })],
  nullRule: 'Not known when no visit of the period is told.',
  caveats: [
    'Links of single releases (SubmitHub); the label’s link page (Linktree) is link_views.',
    'A day without a row had no visits while later days are told.',
  ],
});
