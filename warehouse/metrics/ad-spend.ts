import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'ad_spend',
  label: 'Ad spend',
  means: 'What the ad platforms say our campaigns spent.',
  formula: 'Σ ad_days.spend',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'spend' },
  sources: [campaignDays({ spend: 'spend' })],
  nullRule: 'Not known when no campaign told any spend in the period.',
  caveats: [
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
    'It is marketing, not cash: what the card paid for the same advertisements is in expenses. Never add the two.',
    'Meta corrects the last 28 days.',
    'Days without delivery have no row: a period in which nothing ran is not known, not 0.',
  ],
});
