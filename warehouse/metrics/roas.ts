import { defineMetric } from '../kit/metric.ts';
import { campaignActions } from '../kit/sources.ts';

export default defineMetric({
  name: 'roas',
  label: 'Return on ad spend',
  means: 'How much purchase value the ad platforms count for each unit of spend.',
  formula: 'Σ purchase_value / Σ spend over the days of campaigns that tell purchase values',
  unit: 'x',
  format: 'ratio',
  access: 'money',
  measure: { is: 'ratio', of: ['purchase_value'], over: 'spend' },
  sources: [campaignActions({ purchase_value: 'purchase_value', spend: 'spend' })],
  nullRule: 'Not known when no campaign tells purchase values, or nothing was spent.',
  caveats: [
    'The platform attributes the purchases to itself: it is not the return in streams or royalties.',
    'Platforms list what happened and leave out what did not: a campaign that ever told purchase values had none on a day without, and its spend of that day counts; a campaign that never told any is left out.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
