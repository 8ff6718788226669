import { defineMetric } from '../kit/metric.ts';
import { campaignActions } from '../kit/sources.ts';

export default defineMetric({
  name: 'cost_per_link_click',
  label: 'Cost per link click',
  means: 'What a click on the link of our advertisements cost on average.',
  formula: 'Σ spend / Σ link_clicks over the days of campaigns that tell link clicks',
  unit: 'CURRENCY/click',
  format: 'money',
  access: 'money',
  measure: { is: 'ratio', of: ['spend'], over: 'link_clicks' },
  sources: [campaignActions({ spend: 'spend', link_clicks: 'link_clicks' })],
  nullRule: 'Not known when nobody clicked a link, or no campaign tells it.',
  caveats: [
    'A ratio of sums, not a mean of daily prices.',
    'Platforms list what happened and leave out what did not: a campaign that ever told link clicks had none on a day without, and its spend of that day counts; a campaign that never told any is left out.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
