import { defineMetric } from '../kit/metric.ts';
import { linkVisits } from '../kit/sources.ts';

export default defineMetric({
  name: 'link_visit_rate',
  label: 'Click rate of release links',
  means: 'Which part of the visits of release links went on to a store.',
  formula: 'Σ clicked / Σ opened over the rows that know both',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['clicked'], over: 'opened' },
  sources: [linkVisits({ clicked: 'clicked', opened: 'opened' })],
  nullRule: 'Not known when nobody opened a link, or no row knows both.',
  caveats: [
    'Links of single releases (SubmitHub); the label’s link page (Linktree) is link_views.',
    'A day without a row had no visits while later days are told.',
    'A ratio of sums. A fraction: 0.05 is 5 %.',
  ],
});
