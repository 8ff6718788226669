import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'revenue_per_use',
  label: 'Revenue per use in social media',
  means:
    'What one use of our music in social media (Facebook, Instagram, TikTok, Snapchat) earned on average: amount divided by quantity of the same statement lines.',
  formula:
    'Σ revenue_transactions.amount / Σ revenue_transactions.quantity over lines of social media stores that tell both',
  unit: 'CURRENCY/use',
  format: 'money6',
  access: 'money',
  measure: { is: 'ratio', of: ['amount'], over: 'quantity' },
  sources: [saleMonths({ amount: 'amount', quantity: 'quantity' }, 'usage_social')],
  nullRule: 'Not known when the uses of the lines add up to 0, or none are known.',
  caveats: [
    'A use is a video or story with our music, or a view of one, as the store counts it: it is no stream, and is never added to streams.',
    'revenue_per_stream leaves these stores out; a mean over both would say nothing of either, and is not offered.',
    'A mean over groups is the ratio of the sums, not the mean of the ratios.',
  ],
});
