import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'net_revenue',
  label: 'Net',
  means: 'What is left of the income of a period after what was spent in it, by the books.',
  formula: 'revenue_received + other_income − expenses',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'derived', plus: ['revenue_received', 'other_income'], minus: ['expenses'] },
  sources: [],
  nullRule:
    'Not known when statements, or the accounts and cards, tell nothing of the period: half of it is not the whole.',
  caveats: [
    'Revenue by the day the store’s payment was booked, spending by the day of the line.',
    'What ad platforms say they spent (ad_spend) is the same money again and is not in here.',
    'Revenue can be broken down by artist, spending cannot: there is no net of an artist.',
  ],
});
