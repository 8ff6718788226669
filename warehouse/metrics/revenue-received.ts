import { defineMetric } from '../kit/metric.ts';
import { paymentDays } from '../kit/sources.ts';

export default defineMetric({
  name: 'revenue_received',
  label: 'Revenue (by reporting month)',
  means: 'What stores paid out in a period, whenever the plays and sales were: the cash view.',
  formula: 'Σ revenue_transactions.amount by reporting_date',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'amount' },
  sources: [paymentDays({ amount: 'amount' })],
  nullRule: 'Not known when no payment of the period was told.',
  caveats: [
    'The day is the one on which the distributor booked the payment of the store, not the one of the withdrawal.',
    'Do not add it to revenue by sale month: it is the same money, put at another date.',
  ],
});
