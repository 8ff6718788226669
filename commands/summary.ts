import { z } from 'zod';
import { addDays } from '../core/days.ts';
import type { Metric } from '../warehouse/kit/metric.ts';
import type { Result } from '../warehouse/kit/query.ts';
import { seesMoney } from './kit/access.ts';
import type { Chart, Figure } from './kit/answer.ts';
import { type Asked, type Asking, askIn, askMetric, isMonthly, partsOf, sayFilters } from './kit/ask.ts';
import { isLoaded, sayAwaited, sayNeverLoaded } from './kit/awaited.ts';
import { compose, figureOf, subtitleOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { chartSeries } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { currentPeriod, sayPeriod } from './kit/periods.ts';
import { buckets, seriesOf } from './kit/series.ts';
import { progress } from './kit/targets.ts';
import { TILES, type Tile } from './kit/tiles.ts';

export default defineCommand({
  name: 'summary',
  group: 'kpi',
  tool: 'kpi_summary',
  summary: 'The label at a glance: streams, growth, royalties, per stream, followers, TikTok views, targets.',
  when: 'Use it first, and for "how are we doing"; take a tool of one subject for the detail.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    period: shared.period('mtd'),
    compare: shared.compare,
  }),

  answer({ artist, period, compare }, context) {
    const money = seesMoney(context.role);
    const told = TILES.filter((tile) => money || !tile.money).map((tile) => {
      const asked = askTile(context, tile, { artist, period, compare });
      return { tile, asked, figure: tileFigure(context, tile, asked, artist) };
    });
    const streams = told[0]?.asked as Asked;
    const figures = told.map(({ figure }) => figure);
    figures.splice(2, 0, growth(context, streams));
    const title = `Summary${sayFilters(context, { artist })}`;
    const subtitle = subtitleOf(streams.result, streams.period);
    const chart = sparks(context, told, streams.result, title, subtitle);
    return compose(context, 'summary', {
      title,
      subtitle,
      period: streams.period,
      figures,
      ...(chart ? { chart } : {}),
      asked: told.flatMap(({ asked }) => asked ?? []),
      notes: [
        ...(money ? [] : [`Money is left out: a ${context.role} does not see it.`]),
        'Each tile names its own period: statements come about two months after daily figures.',
      ],
    });
  },
});

type Told = { tile: Tile; asked: Asked | null; figure: Figure };

/** Null while the house has no such metric, nothing of its platform has been loaded, or the filter is not its own. */
function askTile(
  context: Context,
  tile: Tile,
  params: { artist: string | undefined; period: string; compare: NonNullable<Asking['compare']> },
): Asked | null {
  const metric = context.metrics.get(tile.metric);
  if (!metric || untold(context, metric, params.artist).length > 0) return null;
  if (tile.platform && !isLoaded(context, tile.platform)) return null;
  const wanted = tile.period ?? params.period;
  const asking: Asking = {
    metric: tile.metric,
    period: wanted,
    filters: { artist: params.artist, platform: tile.platform },
    // Estimates with a band have no change worth telling.
    compare: tile.banded ? 'none' : params.compare,
    others: false,
  };
  const asked = askMetric(context, asking);
  const { newest, completeTo } = asked.result;
  const period = currentPeriod(wanted, context.today, completeTo ?? newest);
  return period === wanted ? asked : askMetric(context, { ...asking, period });
}

/** The parts of a number that cannot be asked of one artist: spending is nobody's. */
const untold = (context: Context, metric: Metric, artist: string | undefined): string[] =>
  artist === undefined
    ? []
    : partsOf(context, metric)
        .filter(({ sources }) => !sources.some(({ dimensions }) => dimensions.includes('artist')))
        .map(({ label }) => label.toLowerCase());

function tileFigure(context: Context, tile: Tile, asked: Asked | null, artist: string | undefined): Figure {
  const { key, label, awaited } = tile;
  const metric = context.metrics.get(tile.metric);
  const nobodys = metric ? untold(context, metric, artist) : [];
  const note =
    nobodys.length > 0
      ? `Not told by artist: ${nobodys.join(' and ')}.`
      : awaited && asked?.result.total == null
        ? sayMissing(context, awaited)
        : asked === null
          ? sayNeverLoaded(context, tile.metric, tile.platform)
          : undefined;
  if (asked === null) {
    const format = awaited?.format ?? 'count';
    return {
      key,
      label,
      value: null,
      unit: { money: context.label.currency, percent: '%', count: tile.unit ?? '' }[format],
      format,
      note: note ?? '',
    };
  }
  // A monthly target is held against a month only.
  const fits = tile.target?.per !== 'month' || asked.period.from.slice(0, 7) === asked.period.to.slice(0, 7);
  const reached =
    tile.target && fits
      ? progress(context.label, tile.target, asked.result.total, asked.result.completeTo ?? context.today)
      : '';
  const band = tile.banded && asked.result.total !== null ? asked.result.notes[0] : undefined;
  const said = note || reached || band;
  return figureOf(context, asked, {
    key,
    label: `${label}, ${sayPeriod(asked.period)}`,
    ...(said ? { note: said } : {}),
  });
}

/** What would bring the number, or why there is none although that is there. */
function sayMissing(
  context: Context,
  { first, what, source }: NonNullable<Tile['awaited']>,
): string | undefined {
  const { newest } = askMetric(context, { metric: first, period: 'all', others: false }).result;
  return newest === null ? sayAwaited(context, what, source) : undefined;
}

/** Streams against the period before, as a tile of its own. */
function growth(context: Context, streams: Asked): Figure {
  const { period, question } = streams;
  const compared =
    streams.compared ??
    askMetric(context, {
      metric: question.metric,
      period,
      any: question.where ?? {},
      kind: streams.result.kind,
      compare: 'previous_period',
    }).compared;
  const value = compared?.change.relative ?? null;
  return {
    key: 'growth',
    label: `Growth of streams, ${sayPeriod(period)}`,
    value,
    unit: '%',
    format: 'percent',
    kind: streams.result.kind,
    note:
      value === null
        ? 'Not known: there is nothing to compare with yet.'
        : `Against ${compared?.against ?? 'the period before'}.`,
  };
}

/** The last 28 complete days of the tiles that have a day in their data, for the small lines of the board. */
function sparks(
  context: Context,
  told: readonly Told[],
  streams: Result,
  title: string,
  subtitle: string,
): Chart | undefined {
  const to = streams.completeTo ?? streams.newest;
  if (to === null) return undefined;
  const from = addDays(to, -27);
  const labels = buckets(from, to, 'day');
  const series = told.flatMap(({ tile, asked }) => {
    if (!tile.spark || asked === null || isMonthly(context, asked)) return [];
    const { period: _, ...question } = asked.question;
    const days = askIn(context, { ...question, from, to, grain: 'day' }, { others: false });
    return days.rows.length === 0 ? [] : [chartSeries(tile.key, seriesOf(days.rows, labels))];
  });
  return { kind: 'board', title, subtitle, format: 'count', unit: 'streams', labels, series };
}
