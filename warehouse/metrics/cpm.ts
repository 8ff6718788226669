import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'cpm',
  label: 'Cost per 1,000 impressions',
  means: 'What a thousand showings of our advertisements cost on average.',
  formula: '1000 × Σ spend / Σ impressions over the campaign days that tell both',
  unit: 'CURRENCY/thousand',
  format: 'money',
  access: 'money',
  measure: { is: 'ratio', of: ['spend'], over: 'impressions', times: 1000 },
  sources: [campaignDays({ spend: 'spend', impressions: 'impressions' })],
  nullRule: 'Not known when there were no impressions, or none are told.',
  caveats: [
    'A ratio of sums, not a mean of daily prices.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
