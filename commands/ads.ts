import { z } from 'zod';
import type { Value } from '../warehouse/kit/query.ts';
import type { Table } from './kit/answer.ts';
import { type Asked, type Asking, askMetric, periodFor, sayFilters } from './kit/ask.ts';
import { compose, figureOf, sayRange } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { linesBy } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { capital, shortLabel } from './kit/ranking.ts';

const FIGURES = [
  'ad_spend',
  'ad_impressions',
  'ad_clicks',
  'ctr',
  'cpm',
  'cpc',
  'cost_per_link_click',
  'cost_per_result',
  'roas',
] as const;
/** Estimates of what ads brought: of artists as a whole, not of a campaign or track. */
const BROUGHT = ['incremental_streams', 'cost_per_incremental_stream', 'roi'] as const;
const COLUMNS = ['ad_spend', 'ad_impressions', 'ad_clicks', 'ctr', 'cpc', 'cost_per_result', 'roas'] as const;

export default defineCommand({
  name: 'ads',
  group: 'money',
  tool: 'campaign_performance',
  summary: 'What advertising cost and brought: spend, clicks, CPM, CPC, CTR, cost per result, by campaign.',
  when: 'Use it for ad campaigns; what the card paid for them is in pnl.',
  access: 'money',
  params: z.strictObject({
    by: shared.by(['campaign', 'artist', 'track', 'platform', 'account'], 'campaign'),
    campaign: z.string().trim().optional().describe('Only this campaign, by name or id.'),
    artist: shared.artist,
    track: shared.track,
    period: shared.period('last_28d'),
    compare: shared.compare,
    limit: shared.limit(10),
  }),

  answer({ by, campaign, period, compare, limit, ...filters }, context) {
    const any = campaign === undefined ? {} : { any: { campaign: [campaign] } };
    const settled = periodFor(context, { metric: 'ad_spend', period, filters, ...any });
    const asking = (metric: string): Asking => ({ metric, period: settled, filters, ...any });
    const all = FIGURES.map((metric) => askMetric(context, { ...asking(metric), compare }));
    const brought =
      campaign === undefined && filters.track === undefined
        ? BROUGHT.map((metric) => askMetric(context, { ...asking(metric), others: false }))
        : [];
    const of = `${campaign === undefined ? '' : ` of "${campaign}"`}${sayFilters(context, filters)}`;
    const chart = linesBy(context, all[0] as Asked, {
      title: `Ad spend${of}`,
      by: [by],
      nameOf: (keys) => keys[by] ?? '',
    });
    return compose(context, 'ads', {
      title: `Advertising${of}`,
      subtitle: `as the ad platforms tell it · ${sayRange(settled)}`,
      period: settled,
      figures: [
        ...all.map((asked) => figureOf(context, asked)),
        ...brought.map((asked) => estimate(context, asked)),
      ],
      table: tableOf(context, by, asking, limit),
      ...(chart ? { chart } : {}),
      asked: [...all, ...brought],
      notes: [
        'This is what ad platforms say was spent. The card paid the same money: it is never added to pnl.',
      ],
    });
  },
});

/** Its first note is its band, or why it is not known. */
const estimate = (context: Context, asked: Asked) =>
  figureOf(context, asked, asked.result.notes[0] ? { note: asked.result.notes[0] } : {});

type By = 'campaign' | 'artist' | 'track' | 'platform' | 'account';

/** One row for each that spent something, the largest first. */
function tableOf(context: Context, by: By, asking: (metric: string) => Asking, limit: number): Table {
  const columns = COLUMNS.map((metric) => askMetric(context, { ...asking(metric), by: [by] }));
  const [spend] = columns as [Asked, ...Asked[]];
  const values = columns.map(
    ({ result }) => new Map(result.rows.map((row): [string, Value] => [row.keys[by] ?? '', row.value])),
  );
  return {
    columns: [
      { key: by, label: capital(by), format: 'text' },
      ...columns.map(({ metric, result }) => ({
        key: metric.name,
        label: shortLabel(metric),
        format: metric.format,
        unit: result.unit,
      })),
    ],
    rows: spend.result.rows.slice(0, limit).map(({ keys }) => {
      const name = keys[by] ?? '';
      return [name, ...values.map((known) => known.get(name) ?? null)];
    }),
    total_rows: spend.result.rows.length,
    truncated: spend.result.rows.length > limit,
  };
}
