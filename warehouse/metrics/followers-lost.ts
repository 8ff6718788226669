import { defineMetric } from '../kit/metric.ts';
import { accountDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'followers_lost',
  label: 'Followers lost',
  means: 'How many stopped following our accounts.',
  formula: 'Σ social_media_daily.followers_lost',
  unit: 'followers',
  format: 'count',
  access: 'numbers',
  measure: { is: 'sum', of: 'followers_lost' },
  sources: [accountDays({ followers_lost: 'followers_lost' })],
  nullRule: 'Not known when no day of the period is known.',
  caveats: ['Only platforms that tell who came and who left apart.'],
});
