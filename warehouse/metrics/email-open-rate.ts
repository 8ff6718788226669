import { defineMetric } from '../kit/metric.ts';
import { mailings } from '../kit/sources.ts';

export default defineMetric({
  name: 'email_open_rate',
  label: 'E-mail open rate',
  means:
    'Which part of the delivered e-mails somebody opened, without the opens that mail programs make by themselves.',
  formula: 'Σ proxy_excluded_unique_opens / Σ (emails_sent − bounces)',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: { is: 'ratio', of: ['opens'], over: 'delivered' },
  sources: [mailings({ opens: 'proxy_excluded_unique_opens', delivered: 'delivered' })],
  nullRule: 'Not known when nothing was delivered, or no newsletter tells opens without those of proxies.',
  caveats: [
    'Delivered is what was sent less what bounced. A ratio of sums, not a mean of rates; a fraction: 0.05 is 5 %.',
    'What a newsletter has brought so far: it still rises for some days after it was sent.',
    'Lower than the rate the platform prints first, which counts what proxies open.',
  ],
});
