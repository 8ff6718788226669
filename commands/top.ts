import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import type { Metric, MetricDimension } from '../warehouse/kit/metric.ts';
import type { Figure, Table } from './kit/answer.ts';
import { type Asked, askMetric, mayAsk, metricNamed, partsOf, sayFilters, sourcesUnder } from './kit/ask.ts';
import { compose, figureOf, otherKinds, subtitleOf, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { rankingChart, rankingOf, rankingTable, shortLabel } from './kit/ranking.ts';

/** What can be ranked: how several are called, and by which metric where none is named; the next where that one is money. */
const ITEMS = {
  track: ['tracks', 'streams'],
  artist: ['artists', 'streams'],
  platform: ['platforms', 'streams'],
  country: ['countries', 'streams'],
  distributor: ['distributors', 'streams'],
  video: ['videos', 'content_views'],
  post: ['posts', 'content_views'],
  playlist: ['playlists', 'playlist_streams'],
  campaign: ['campaigns', 'ad_spend', 'ad_clicks'],
  income_type: ['income types', 'revenue', 'streams'],
  category: ['categories', 'expenses'],
} as const satisfies Partial<Record<MetricDimension, readonly [many: string, ...metrics: string[]]>>;
type Item = keyof typeof ITEMS;
const BY = Object.keys(ITEMS) as [Item, ...Item[]];
/** Those every stream is told by need no word on which metric was taken. */
const USUAL: readonly Item[] = ['track', 'artist', 'platform', 'country'];

export default defineCommand({
  name: 'top',
  group: 'kpi',
  tool: 'top_items',
  summary: 'The strongest tracks, artists, stores, countries, videos, playlists ... by any metric.',
  when: 'Use it for "which ... most"; for chosen names or two periods side by side take compare.',
  access: 'numbers',
  params: z.strictObject({
    by: shared.by(BY, 'track'),
    metric: shared.fittingMetric,
    artist: shared.artist,
    platform: shared.platform,
    country: shared.country,
    period: shared.period('ytd'),
    compare: shared.compare,
    limit: shared.limit(10),
  }),

  answer({ by, metric: name, period, compare, limit, ...filters }, context) {
    const metric = name === undefined ? fitting(context, by) : metricNamed(context, name);
    const told = toldBy(context, by);
    if (!told.includes(metric))
      throw new BedrotError(
        'bad_question',
        `"${metric.name}" is not told by ${word(by)}. By ${word(by)} there are: ${sayNames(told)}.`,
      );
    // Counts over unlike windows are never one number: each row says its own.
    const windowed = sourcesUnder(context, metric).every(({ dimensions }) => dimensions.includes('window'));
    const asked = askMetric(context, {
      ...{ metric: metric.name, period, filters, compare },
      by: windowed ? [by, 'window'] : [by],
    });
    const { result } = asked;
    const windows = unique(result.rows.flatMap(({ keys }) => keys.window ?? []));
    const ranking = rankingOf(asked, by);
    const [many] = ITEMS[by];
    const said = metric.label === shortLabel(metric) || !windowed ? metric.label : shortLabel(metric);
    const title = `Top ${many} by ${said.toLowerCase()}${sayFilters(context, filters)}`;
    const subtitle = [
      ...(windows.length === 1 ? [sayWindow(windows[0] ?? '')] : []),
      subtitleOf(result, asked.period),
    ].join(' · ');
    const table = rankingTable(ranking, { by, metric, unit: result.unit, limit });
    return compose(context, 'top', {
      title,
      subtitle,
      period: asked.period,
      figures: [whole(context, asked, `${shortLabel(metric)}, all ${many}`, windows)],
      table: windows.length > 1 ? withWindows(table, asked) : table,
      chart: rankingChart(ranking, { title, subtitle, unit: result.unit, metric, limit }),
      asked: [asked],
      notes: [
        ...(name === undefined && !USUAL.includes(by) ? [sayChosen(metric, told, by)] : []),
        ...otherKinds(asked),
      ],
    });
  },
});

const word = (by: Item): string => by.replace('_', ' ');
const sayNames = (metrics: readonly Metric[]): string => metrics.map(({ name }) => name).join(', ');
const sayWindow = (window: string): string =>
  window === 'lifetime' ? 'since it came out' : window === 'not told' ? 'window not told' : `over ${window}`;

/** Metrics this role may ask that tell a dimension in one of their kinds. */
const toldBy = (context: Context, by: Item): Metric[] =>
  [...context.metrics.values()].filter(
    (metric) =>
      mayAsk(context, metric) &&
      // Of what is made of others, all of them.
      partsOf(context, metric).every(({ sources }) =>
        sources.some(({ dimensions }) => dimensions.includes(by)),
      ),
  );

/** @throws BedrotError `not_allowed` where every fitting metric is money. */
function fitting(context: Context, by: Item): Metric {
  const [, ...names] = ITEMS[by];
  const [first = 'streams'] = names;
  const open = names.find((name) => {
    const metric = context.metrics.get(name);
    return metric && mayAsk(context, metric);
  });
  return metricNamed(context, open ?? first);
}

const sayChosen = (metric: Metric, told: readonly Metric[], by: Item): string => {
  const others = told.filter((one) => one !== metric).slice(0, 4);
  const more = others.length > 0 ? ` Also by ${word(by)}: ${sayNames(others)}.` : '';
  return `Ranked by ${metric.name}, the standard for ${ITEMS[by][0]}.${more}`;
};

/** The whole; of unlike windows there is none. */
function whole(context: Context, asked: Asked, label: string, windows: readonly string[]): Figure {
  const note = `Not added: some are counted ${windows.map(sayWindow).join(', others ')}. Ask for one platform.`;
  return figureOf(context, asked, { label, ...(windows.length > 1 ? { note } : {}) });
}

function withWindows(table: Table, { result }: Asked): Table {
  return {
    ...table,
    columns: [...table.columns, { key: 'window', label: 'Over', format: 'text' }],
    rows: table.rows.map((row, at) => [...row, result.rows[at]?.keys.window ?? '']),
  };
}
