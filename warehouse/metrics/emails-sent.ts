import { defineMetric } from '../kit/metric.ts';
import { mailings } from '../kit/sources.ts';

export default defineMetric({
  name: 'emails_sent',
  label: 'E-mails sent',
  means: 'How many e-mails our newsletters sent.',
  formula: 'Σ email_campaigns.emails_sent',
  unit: 'e-mails',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'emails_sent' },
  sources: [mailings({ emails_sent: 'emails_sent' })],
  nullRule: 'Not known when no newsletter of the period tells it.',
  caveats: ['By the day a newsletter was sent.'],
});
