import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'cpc',
  label: 'Cost per click',
  means: 'What a click on our advertisements cost on average, all clicks.',
  formula: 'Σ spend / Σ clicks over the campaign days that tell both',
  unit: 'CURRENCY/click',
  format: 'money',
  access: 'money',
  measure: { is: 'ratio', of: ['spend'], over: 'clicks' },
  sources: [campaignDays({ spend: 'spend', clicks: 'clicks' })],
  nullRule: 'Not known when there were no clicks, or none are told.',
  caveats: [
    'A ratio of sums, not a mean of daily prices.',
    'All clicks; for those on the link take cost_per_link_click.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
