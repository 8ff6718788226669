import { defineMetric } from '../kit/metric.ts';
import { accountDays, artistDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'followers',
  label: 'Followers',
  means: 'How many followers all accounts have together, each as of its newest day known in the period.',
  formula: 'per account: followers of the newest day known; then added over accounts',
  unit: 'followers',
  format: 'count',
  access: 'numbers',
  measure: { is: 'last', of: 'followers' },
  sources: [artistDays({ followers: 'followers' }), accountDays({ followers: 'followers' })],
  nullRule:
    'Not known when no account tells it in the period; an account that tells nothing is named, not counted as 0.',
  caveats: [
    'A running total: never added over days.',
    'Somebody who follows two accounts counts twice.',
    'By day, week, month or year an account that tells nothing keeps its last known value.',
  ],
});
