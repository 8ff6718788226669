import { defineMetric } from '../kit/metric.ts';
import { ledgerLines } from '../kit/sources.ts';

export default defineMetric({
  name: 'expenses',
  label: 'Expenses',
  means: 'What the label spent from its accounts and cards, refunds taken off.',
  formula: '−Σ ledger.amount of lines that are expenses',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'amount' },
  sources: [ledgerLines('ledger_expenses')],
  nullRule:
    'Not known when no account or card told any line in the period; with lines but no spending it is 0.',
  caveats: [
    'Transfers, card payments and declined lines are none. A refund lowers its category.',
    'Advertising is what the card paid. What ad platforms say they spent (ad_spend) is the same money again and is not in here.',
    'Categories come from the rules of label.json and what was settled since; a line no rule knows is uncategorised.',
  ],
});
