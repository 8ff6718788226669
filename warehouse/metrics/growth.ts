import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'growth',
  label: 'Growth of streams',
  means: 'By which part streams rose or fell against the period before, with the same days on both sides.',
  formula: '(streams - streams of the period before) / |streams of the period before|',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'growth', of: 'streams' },
  sources: [],
  nullRule: 'Not known when one of the two periods is not known, or the one before is 0.',
  caveats: [
    'A period that is not fully reported is cut to its reported days and compared with the same days.',
    'By day, week, month or year each is compared with the one before it.',
    'A fraction: 0.05 is 5 %.',
  ],
});
