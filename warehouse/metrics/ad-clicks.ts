import { defineMetric } from '../kit/metric.ts';
import { campaignDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'ad_clicks',
  label: 'Ad clicks',
  means: 'How often somebody clicked anything in our advertisements.',
  formula: 'Σ ad_days.clicks',
  unit: 'clicks',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'clicks' },
  sources: [campaignDays({ clicks: 'clicks' })],
  nullRule: 'Not known when no campaign told any in the period.',
  caveats: [
    'Each campaign and day is counted at the finest level delivered (ad, ad set or campaign), never two of them. What only spans tell (lifetime exports) is not in here.',
    'Meta corrects the last 28 days.',
    'Days without delivery have no row: a period in which nothing ran is not known, not 0.',
    'All clicks: on a link, a like, the name. Clicks on the link are ad_link_clicks.',
  ],
});
