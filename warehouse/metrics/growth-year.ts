import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'growth_year',
  label: 'Growth of streams in a year',
  means: 'By which part streams rose or fell against the same days a year before.',
  formula: '(streams - streams a year before) / |streams a year before|',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'growth', of: 'streams', against: 'previous_year' },
  sources: [],
  nullRule: 'Not known when one of the two periods is not known, or the one a year before is 0.',
  caveats: [
    'By day, week, month or year each is compared with the same one a year before; weeks with the one 52 weeks before.',
    'A fraction: 0.05 is 5 %.',
  ],
});
