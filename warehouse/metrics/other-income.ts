import { defineMetric } from '../kit/metric.ts';
import { ledgerLines } from '../kit/sources.ts';

export default defineMetric({
  name: 'other_income',
  label: 'Other income',
  means: 'What came in on the label’s accounts that no statement tells.',
  formula: 'Σ ledger.amount of lines that are income',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'amount' },
  sources: [ledgerLines('ledger_income')],
  nullRule:
    'Not known when no account or card told any line in the period; with lines but no income it is 0.',
  caveats: ['Payouts of distributors are not in here: statements tell them in detail, as revenue.'],
});
