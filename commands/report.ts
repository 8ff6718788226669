import { z } from 'zod';
import { monthOf } from '../core/days.ts';
import anomalies from './anomalies.ts';
import changes from './changes.ts';
import freshness from './freshness.ts';
import goals from './goals.ts';
import { seesMoney } from './kit/access.ts';
import type { Answer } from './kit/answer.ts';
import { askMetric, newestOf, sayFilters } from './kit/ask.ts';
import { compose, figureOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { documentOf, type Section } from './kit/document.ts';
import * as shared from './kit/params.ts';
import { pnlByMonth } from './kit/pnl-months.ts';
import { reportAds } from './kit/report-ads.ts';
import { type ReportPeriod, reportPeriod, SPANS } from './kit/report-period.ts';
import * as sections from './kit/report-sections.ts';
import { sayHeadline } from './kit/report-words.ts';
import links from './links.ts';
import pnl from './pnl.ts';
import revenue from './revenue.ts';
import social from './social.ts';
import streams from './streams.ts';
import top from './top.ts';

export default defineCommand({
  name: 'report',
  tool: 'label_report',
  summary: 'A week, month or year in one document: what changed, figures, money, fans, what is missing.',
  when: 'Use it for a whole period at once; for one subject take its own tool.',
  access: 'numbers',
  document: true,
  params: z.strictObject({
    period: z
      .string()
      .trim()
      .optional()
      .meta({
        description: 'A month (2026-10), year (2026) or week (2026-W43); absent: the newest complete one.',
        examples: ['2026-10', '2026', '2026-W43'],
      }),
    span: z.enum(SPANS).optional().describe('week, month or year; absent: as period says, else month.'),
    artist: shared.artist,
  }),

  answer({ span, period, artist }, context): Answer {
    const known = newestOf(context, { metric: 'streams', period: 'all', filters: { artist } });
    const { begins } = askMetric(context, {
      ...{ metric: 'streams', period: { from: context.today, to: context.today, name: '' } },
      ...{ filters: { artist }, others: false as const },
    }).result;
    const of = reportPeriod(
      { span, period },
      { begins, completeTo: known.completeTo ?? known.newest },
      context.today,
    );
    const money = seesMoney(context.role);
    const asking = { artist, period: of.period.name, compare: 'previous_period' as const };
    const streamed = streams.answer({ ...asking, ...WHOLE, grain: undefined, kind: undefined }, context);
    const platforms = top.answer(
      { ...asking, ...WHOLE, by: 'platform', metric: 'streams', limit: 10 },
      context,
    );
    const { tracks, tracksOf } = topTracks(context, of, asking);
    const fans = social.answer({ ...asking, platform: undefined }, context);
    const linked = links.answer(asking, context);
    const listeners = askMetric(context, {
      ...{ metric: 'monthly_listeners', period: of.period, filters: { artist } },
      ...{ compare: 'previous_period' as const, others: false as const },
    });
    const books =
      money && artist === undefined ? pnl.answer({ ...asking, category: undefined }, context) : null;
    const received = money
      ? revenue.answer({ ...asking, ...WHOLE, by: 'platform', basis: 'reporting' }, context)
      : null;
    const advertised = money ? reportAds(context, asking) : null;
    const unusual = anomalies.answer(
      { artist, period: of.period.name, metric: undefined, platform: undefined, limit: 8 },
      context,
    );
    const fresh = freshness.answer({ source: undefined }, context);
    const since = of.period.from;
    const changed = changes.answer({ since, source: undefined, limit: 10 }, context);
    const reached = artist === undefined ? goals.answer({ metric: undefined }, context) : null;
    const figures = [
      ...sections.picked(streamed, ['streams']),
      figureOf(context, listeners),
      ...sections.picked(fans, ['followers', 'video_views']),
      ...sections.picked(linked, ['link_clicks']),
      ...(books
        ? sections.picked(books, ['revenue_received', 'expenses', 'net_revenue', 'profit_margin'])
        : []),
      ...(books || !received ? [] : sections.picked(received, ['revenue_received'])),
      ...(advertised ? sections.picked(advertised, ['ad_spend']) : []),
    ];
    const late = fresh.as_of.filter(({ state }) => state === 'late' || state === 'overdue');
    const headline = sayHeadline({
      ...{ name: of.name, streams: streamed, platforms, tracks, tracksOf, money: books, fans },
      ...{ late: late.map(({ label }) => label), sources: fresh.as_of.length },
    });
    const listened = compose(context, 'report', {
      ...{ title: '', figures: [], asked: [listeners] },
    });
    return documentOf(context, 'report', {
      title: `Report: ${of.name}${sayFilters(context, { artist })}`,
      subtitle: `${of.span} · ${of.period.from} to ${of.period.to} · as of ${context.today}`,
      period: of.period,
      figures,
      sections: [
        { key: 'headline', title: 'In short', text: headline, of: [], notes: [] },
        sections.streamsSection(streamed, platforms),
        sections.tracksSection(tracks, tracksOf),
        ...(received ? [sections.revenueSection(received)] : []),
        ...(books ? [sections.pnlSection(books, { year: of.span === 'year' })] : []),
        ...(books && of.span === 'year' ? [accountant(context, of, books)] : []),
        ...(advertised ? [sections.adsSection(advertised)] : []),
        { ...sections.fansSection(fans, figureOf(context, listeners)), of: [fans, listened] },
        sections.linksSection(linked),
        sections.anomaliesSection(unusual),
        ...(reached ? [sections.goalsSection(reached, context.today)] : []),
        sections.missingSection(fresh, figures, context.today),
        sections.changesSection(changed, since),
      ],
      notes: [
        ...(money ? [] : [`Money is left out: a ${context.role} does not see it.`]),
        ...(money && artist !== undefined
          ? ['Spending is told of the label as a whole, so there is no profit and loss of an artist.']
          : []),
      ],
    });
  },
});

/** No filter but the artist's. */
const WHOLE = { platform: undefined, country: undefined, track: undefined };

/** The tracks of the period; while statements do not tell it yet, those of the newest month they tell. */
function topTracks(
  context: Context,
  { period, span }: ReportPeriod,
  asking: { artist: string | undefined; period: string; compare: 'previous_period' },
): { tracks: Answer; tracksOf: string | null } {
  const ranked = (of: string): Answer =>
    top.answer({ ...asking, ...WHOLE, by: 'track', metric: 'streams', limit: 10, period: of }, context);
  const tracks = ranked(asking.period);
  // Of a year the months told are worth telling; a month told in part is not.
  if (tracks.table?.rows.length && (span === 'year' || !tracks.partial)) return { tracks, tracksOf: null };
  const { completeTo } = newestOf(context, {
    ...{ metric: 'streams', period: 'all', by: ['track'] as const, filters: { artist: asking.artist } },
  });
  if (completeTo === null || completeTo >= period.from) return { tracks, tracksOf: null };
  const month = monthOf(completeTo);
  return { tracks: ranked(month), tracksOf: month };
}

/** The year by category and month, as a table of its own and as the CSV of the answer. */
function accountant(context: Context, { period }: ReportPeriod, books: Answer): Section {
  const { table, notes } = pnlByMonth(context, period);
  return {
    ...{ key: 'pnl_months', title: `Profit and loss by category and month, ${period.name}`, of: [books] },
    subtitle: `cash basis, by reporting date · ${table.columns.at(-1)?.unit ?? 'each currency by itself'}`,
    ...{ table, notes, csv: true as const },
  };
}
