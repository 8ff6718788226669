import { defineMetric } from '../kit/metric.ts';
import { campaignResults } from '../kit/sources.ts';

export default defineMetric({
  name: 'cost_per_result',
  label: 'Cost per result',
  means: 'What one result of our advertisements cost on average, as the campaign counts results.',
  formula: 'Σ spend / Σ results over the days of campaigns that tell results of one kind',
  unit: 'CURRENCY/result',
  format: 'money',
  access: 'money',
  measure: { is: 'ratio', of: ['spend'], over: 'results' },
  sources: [campaignResults({ spend: 'spend', results: 'results' })],
  nullRule: 'Not known when there were no results, none are told, or they are of several kinds.',
  caveats: [
    'Link clicks and purchases are not one number: with several kinds of result ask by result, or for one campaign.',
    'Platforms list what happened and leave out what did not: a campaign that ever told results had none on a day without, and its spend of that day counts; a campaign that never told any is left out.',
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
  ],
});
