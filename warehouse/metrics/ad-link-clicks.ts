import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'ad_link_clicks',
  label: 'Ad link clicks',
  means: 'How often somebody clicked the link of our advertisements.',
  formula: 'Σ ad_days.link_clicks',
  unit: 'clicks',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'link_clicks' },
  sources: [campaignDays({ link_clicks: 'link_clicks' })],
  nullRule: 'Not known when no campaign told any in the period.',
  caveats: [
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
    'Meta corrects the last 28 days.',
    'Days without delivery have no row: a period in which nothing ran is not known, not 0.',
  ],
});
