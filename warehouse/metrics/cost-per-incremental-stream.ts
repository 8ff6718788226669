import { divideHalfEven, nanosToDecimal } from '../../core/money.ts';
import { attribution, sayBand } from '../kit/attribution.ts';
import { defineMetric } from '../kit/metric.ts';

export default defineMetric({
  name: 'cost_per_incremental_stream',
  label: 'Cost per incremental stream',
  means:
    'What was spent on ads for each stream above what the days before without ads let expect. An estimate.',
  formula: 'ad spend of the days judged / incremental_streams',
  unit: 'CURRENCY/stream',
  format: 'money6',
  access: 'money',
  measure: {
    is: 'computed',
    of: ['ad_spend', { metric: 'streams', kind: 'observed' }],
    by: ['artist'],
    grains: [],
    compute(question, at) {
      const { parts, total, reason, notes, currency, reach } = attribution(question, at);
      if (reason) return { total: null, kind: 'observed', ...reach, notes: [reason] };
      const cost = (spent: bigint, streams: number): string | null =>
        Math.round(streams) > 0
          ? nanosToDecimal(divideHalfEven(spent, BigInt(Math.round(streams))), 6)
          : null;
      const value = cost(total.spent, total.incremental);
      return {
        total: value,
        kind: 'observed',
        ...reach,
        currency,
        rows: parts.map(({ artist, lift, spent }) => ({
          keys: { artist },
          value: cost(spent, lift.incremental),
          partial: false,
        })),
        notes: [
          ...(value === null ? ['Not known: there were no streams above the baseline.'] : []),
          sayBand(total),
          ...notes,
        ],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where incremental_streams is not, or is not above 0.',
  caveats: [
    'Spend of days that cannot be judged is left out, as their streams are.',
    'See incremental_streams.',
  ],
});
