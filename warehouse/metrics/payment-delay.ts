import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'payment_delay',
  label: 'Payment delay',
  means:
    'How many months passed on average from the month of the sale to the day the store’s payment was booked, each amount counting by its size.',
  formula:
    'Σ amount · months from sale_month to the month of reporting_date / Σ amount, over lines of statements above 0',
  unit: 'months',
  format: 'ratio',
  access: 'numbers',
  measure: { is: 'ratio', of: ['paid_months'], over: 'paid' },
  sources: [{ ...saleMonths({ paid_months: 'paid_months', paid: 'paid' }), table: 'revenue_delays' }],
  nullRule: 'Not known when no statement tells an amount above 0 of the period.',
  caveats: [
    'By sale month: of the newest three months only the early payments are in, so they look faster than they are.',
    'Whole months: June booked in August is 2. What a store takes back does not count.',
  ],
});
