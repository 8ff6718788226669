import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'ad_impressions',
  label: 'Ad impressions',
  means: 'How often our advertisements were shown.',
  formula: 'Σ ad_days.impressions',
  unit: 'impressions',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'impressions' },
  sources: [campaignDays({ impressions: 'impressions' })],
  nullRule: 'Not known when no campaign told any in the period.',
  caveats: [
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
    'Meta corrects the last 28 days.',
    'Days without delivery have no row: a period in which nothing ran is not known, not 0.',
  ],
});
