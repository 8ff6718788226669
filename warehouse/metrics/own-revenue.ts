import { defineMetric } from '../kit/metric.ts';
import { saleMonths } from '../kit/sources.ts';

export default defineMetric({
  name: 'own_revenue',
  label: 'Own revenue after splits',
  means: 'What is left to the label of the revenue of a sale month after the splits of its tracks.',
  formula: 'Σ revenue_transactions.amount · own share of the track in the sale month (own_shares)',
  unit: 'CURRENCY',
  format: 'money',
  access: 'money',
  measure: { is: 'sum', of: 'own_amount' },
  sources: [{ ...saleMonths({ own_amount: 'own_amount' }), table: 'revenue_own' }],
  nullRule: 'Not known when no statement tells anything of the period.',
  caveats: [
    'The splits are those of label.json, else of the catalog, that hold at the end of the sale month. A track without any is wholly the label’s. Where they name the label it has that share, else what they leave.',
    'What DistroKid books is what is left after its Team Percentage: a line with one below 100 % is the label’s own part already, and no split is taken off again.',
    'A track whose splits are more than the whole is left out, and the answer partial.',
    'Each line is rounded once, half to even in 1e-9. The newest three sale months are not complete.',
  ],
});
