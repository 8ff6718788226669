import { addDays } from '../../core/days.ts';
import { attribution, sayBand } from '../kit/attribution.ts';
import { defineMetric } from '../kit/metric.ts';
import type { At } from '../kit/query-types.ts';

/** Days of settled statements that tell what a stream is worth. */
const YEAR = 365;

/** What a stream on Spotify brought over the last year of settled sale months; null where no statement tells. */
function worth(at: At, to: string, currency: string | undefined): number | null {
  const ask = (from: string, until: string) =>
    at.ask(
      {
        ...{
          metric: 'revenue_per_stream',
          from,
          to: until,
          kind: 'reported' as const,
          where: { platform: ['spotify'] },
        },
        ...(currency ? { currency } : {}),
      },
      { others: false },
    );
  const { completeTo } = ask(to, to);
  const { total } = completeTo === null ? { total: null } : ask(addDays(completeTo, -YEAR), completeTo);
  return total === null ? null : Number(total);
}

export default defineMetric({
  name: 'roi',
  label: 'Return on ads (ROI)',
  means:
    'What ads brought beyond what they cost, as a part of the cost: incremental streams at what a stream pays. An estimate.',
  formula:
    '(incremental_streams × revenue per stream on Spotify of the last settled year - ad spend) / ad spend',
  unit: '%',
  format: 'percent',
  access: 'money',
  measure: {
    is: 'computed',
    of: [
      'ad_spend',
      { metric: 'streams', kind: 'observed' },
      { metric: 'revenue_per_stream', kind: 'reported' },
    ],
    by: ['artist'],
    grains: [],
    compute(question, at) {
      const { parts, total, reason, notes, reach } = attribution(question, at);
      if (reason) return { total: null, kind: 'observed', ...reach, notes: [reason] };
      const perStream = worth(at, question.to, question.currency);
      if (perStream === null)
        return {
          total: null,
          kind: 'observed',
          ...reach,
          notes: ['Not known: no settled statement tells what a stream pays.'],
        };
      const roi = (streams: number, spent: bigint): number | null => {
        const cost = Number(spent) / 1e9;
        return cost > 0 ? (streams * perStream - cost) / cost : null;
      };
      const percent = (streams: number): string => `${((roi(streams, total.spent) ?? 0) * 100).toFixed(1)} %`;
      return {
        total: roi(total.incremental, total.spent),
        kind: 'observed',
        ...reach,
        rows: parts.map(({ artist, lift, spent }) => ({
          keys: { artist },
          value: roi(lift.incremental, spent),
          partial: false,
        })),
        notes: [
          `From ${percent(total.low)} to ${percent(total.high)}, at ${perStream.toFixed(6)} a stream. ${sayBand(total)}`,
          ...notes,
        ],
      };
    },
  },
  sources: [],
  nullRule:
    'Not known where incremental_streams is not, nothing was spent, or no settled statement tells what a stream pays.',
  caveats: [
    'The plays of later months that a new listener brings are not in it.',
    'What ad platforms count as purchases is roas.',
    'See incremental_streams.',
  ],
});
