import type { Answer, Table } from './answer.ts';
import { type Asked, askMetric } from './ask.ts';
import { compose, figureOf, sayRange } from './compose.ts';
import type { Context } from './define.ts';
import { shortLabel } from './ranking.ts';

const FIGURES = ['ad_spend', 'ad_impressions', 'ad_clicks', 'cpc'] as const;
const COLUMNS = ['ad_spend', 'ad_clicks', 'cpc'] as const;

/** What a report tells of advertising. The command ads tells more, and takes longer: each of its numbers is asked thrice. */
export function reportAds(
  context: Context,
  asking: { artist: string | undefined; period: string; compare: 'previous_period' },
): Answer {
  const { artist, period, compare } = asking;
  const ask = (metric: string, more: object = {}): Asked =>
    askMetric(context, { metric, period, filters: { artist }, others: false, ...more });
  const figures = FIGURES.map((metric) => ask(metric, { compare }));
  const columns = COLUMNS.map((metric) => ask(metric, { by: ['campaign'] }));
  const [spend] = columns as [Asked, ...Asked[]];
  const values = columns.map(
    ({ result }) => new Map(result.rows.map((row) => [row.keys.campaign ?? '', row.value])),
  );
  const table: Table = {
    columns: [
      { key: 'campaign', label: 'Campaign', format: 'text' },
      ...columns.map(({ metric, result }) => ({
        ...{ key: metric.name, label: shortLabel(metric), format: metric.format, unit: result.unit },
      })),
    ],
    rows: spend.result.rows.map(({ keys: { campaign = '' } }) => [
      campaign,
      ...values.map((known) => known.get(campaign) ?? null),
    ]),
    total_rows: spend.result.rows.length,
    truncated: false,
  };
  return compose(context, 'ads', {
    title: 'Advertising',
    subtitle: `as the ad platforms tell it · ${sayRange(spend.period)}`,
    period: spend.period,
    figures: figures.map((asked) => figureOf(context, asked)),
    table,
    asked: figures,
    notes: [
      'This is what ad platforms say was spent. The card paid the same money: it is not added to the profit and loss.',
    ],
  });
}
