import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'followers_gained',
  label: 'Followers gained',
  means: 'How many began to follow our accounts.',
  formula: 'Σ social_media_daily.followers_gained',
  unit: 'followers',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'followers_gained' },
  sources: [accountDays({ followers_gained: 'followers_gained' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: ['Only platforms that tell who came and who left apart; the change of all is that of followers.'],
});
