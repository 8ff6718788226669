import { defineMetric } from '../kit/metric.ts';
import { mailings } from '../kit/sources.ts';

export default defineMetric({
  name: 'email_click_rate',
  label: 'E-mail click rate',
  means: 'Which part of the delivered e-mails somebody clicked a link in.',
  formula: 'Σ unique_subscriber_clicks / Σ (emails_sent − bounces)',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['clicks'], over: 'delivered' },
  sources: [mailings({ clicks: 'unique_subscriber_clicks', delivered: 'delivered' })],
  nullRule: 'Not known when nothing was delivered, or no newsletter tells clicks.',
  caveats: [
    'Delivered is what was sent less what bounced. A ratio of sums, not a mean of rates; a fraction: 0.05 is 5 %.',
    'What a newsletter has brought so far: it still rises for some days after it was sent.',
  ],
});
