import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'ctr',
  label: 'Click-through rate',
  means: 'Which part of the showings of our advertisements led to a click, all clicks.',
  formula: 'Σ clicks / Σ impressions over the campaign days that tell both',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['clicks'], over: 'impressions' },
  sources: [campaignDays({ clicks: 'clicks', impressions: 'impressions' })],
  nullRule: 'Not known when there were no impressions, or none are told.',
  caveats: [
    'A ratio of sums, not a mean of daily rates. A fraction: 0.05 is 5 %.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
