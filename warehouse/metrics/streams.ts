import { defineMetric } from '../kit/metric.ts';
import { artistDays, distributorDays, saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'streams',
  label: 'Streams',
  means:
    'How often our music was played, as one kind of source counts it: distributors daily, Spotify for Artists daily, or store statements by month.',
  formula:
    'trend: Σ content_streams.streams; observed: Σ spotify_audience_daily.streams; reported: Σ revenue_transactions.quantity of stores whose use is a stream',
  unit: 'streams',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'streams' },
  sources: [
    distributorDays({ streams: 'streams' }),
    artistDays({ streams: 'streams' }),
    saleMonths({ streams: 'quantity' }, 'usage_stream'),
  ],
  nullRule: 'Not known when no day (or statement line) of the period is known; a missing day is not 0.',
  caveats: [
    'The three kinds count the same plays in three ways and are never added.',
    'Distributors tell no artist and no track: by artist the number is Spotify for Artists and so Spotify only.',
    'Statements come two to six months after the sale; reversals are negative.',
    'Uses in Facebook, Instagram, TikTok and Snapchat, downloads and video advertising are not streams.',
  ],
});
