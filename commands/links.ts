import { z } from 'zod';
import type { Row } from '../warehouse/kit/query.ts';
import type { Part, Table } from './kit/answer.ts';
import { type Asked, type Asking, askMetric, periodFor, sayFilters } from './kit/ask.ts';
import { compose, figureOf, sayRange } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { linesBy } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { rankingOf } from './kit/ranking.ts';
import { formatValue } from './view/format.ts';

const PAGE = ['artist', 'platform', 'account'] as const;
const FIGURES = ['link_views', 'link_clicks', 'link_ctr', 'link_visitors'] as const;

export default defineCommand({
  name: 'links',
  group: 'fans',
  tool: 'link_performance',
  summary: 'Link pages and release links: views, clicks, click rate, visitors, and where visits came from.',
  when: 'Use it for link pages (Linktree) and release links (SubmitHub), not for clicks on advertisements.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    period: shared.period('last_28d'),
    compare: shared.compare,
  }),

  answer({ artist, period, compare }, context) {
    const filters = { artist };
    const settled = periodFor(context, { metric: 'link_views', period, filters });
    const asking = (metric: string): Asking => ({ metric, period: settled, filters });
    const all = FIGURES.map((metric) => askMetric(context, { ...asking(metric), compare }));
    const of = sayFilters(context, filters);
    const chart = linesBy(context, all[1] as Asked, {
      title: `Link page clicks${of}`,
      by: PAGE,
      nameOf: (keys) => [keys.artist || keys.account, keys.platform].filter(Boolean).join(' · '),
    });
    const visits = releaseLinks(context, { artist, period, compare });
    return compose(context, 'links', {
      title: `Link pages${of}`,
      subtitle: `views, clicks, click rate · ${sayRange(settled)}`,
      period: settled,
      figures: all.map((asked) => figureOf(context, asked)),
      table: pages(context, asking),
      ...(chart ? { chart } : {}),
      ...(visits ? { parts: [visits.part] } : {}),
      asked: [...all, ...(visits?.asked ?? [])],
      notes: [
        'Visitors are the mean of the days: who comes on two days is one of each, and days are not added.',
        'Which clicks became streams nobody tells.',
      ],
    });
  },
});

/** Sources told in words: a chat shows no table of a section. */
const SAID = 4;
const VISITS = ['link_visits', 'link_visit_clicks', 'link_visit_rate'] as const;

/** Visits of the links of single releases by where they came from; null where none is told. */
function releaseLinks(
  context: Context,
  {
    artist,
    period,
    compare,
  }: { artist?: string | undefined; period: string; compare: NonNullable<Asking['compare']> },
): { part: Part; asked: Asked[] } | null {
  const filters = { artist };
  const settled = periodFor(context, { metric: 'link_visits', period, filters });
  const asking = (metric: string): Asking => ({ metric, period: settled, filters, compare });
  const asked = VISITS.map((metric) => askMetric(context, { ...asking(metric), by: ['source'] }));
  const [visits] = asked as [Asked, ...Asked[]];
  if (visits.result.rows.length === 0) return null;
  const values = asked.map(({ result }) => new Map(result.rows.map((row) => [row.keys.source, row.value])));
  const changes = new Map(rankingOf(visits, 'source').map(({ name, change }) => [name, change]));
  return {
    asked,
    part: {
      ...{ key: 'release_links', title: 'Release links, by where visits came from' },
      subtitle: `SubmitHub · ${sayRange(settled)}`,
      text: visits.result.rows
        .slice(0, SAID)
        .map(({ keys: { source = '' }, value }) => {
          const rate = formatValue(values[2]?.get(source) ?? null, 'percent');
          return `${source}: ${formatValue(value, 'count')} visits, ${rate} went on to a store`;
        })
        .join('\n'),
      kind: visits.result.kind,
      figures: asked.map((one) => figureOf(context, one)),
      table: {
        columns: [
          { key: 'source', label: 'Source', format: 'text' },
          ...asked.map(({ metric }, at) => ({
            key: metric.name,
            label: ['Visits', 'Store clicks', 'Click rate'][at] ?? metric.label,
            format: metric.format,
          })),
          { key: 'change', label: 'Change', format: 'percent', unit: '%' },
        ],
        rows: visits.result.rows.map(({ keys: { source = '' } }) => [
          source,
          ...values.map((known) => known.get(source) ?? null),
          changes.get(source) ?? null,
        ]),
        total_rows: visits.result.rows.length,
        truncated: false,
      },
      notes: [],
    },
  };
}

/** One row a page, the most clicked first. */
function pages(context: Context, asking: (metric: string) => Asking): Table {
  const idOf = (keys: Row['keys']): string => JSON.stringify(PAGE.map((part) => keys[part] ?? ''));
  const columns = (['link_clicks', 'link_views', 'link_ctr', 'link_visitors'] as const).map((metric) =>
    askMetric(context, { ...asking(metric), by: PAGE }),
  );
  const [clicks] = columns as [Asked, ...Asked[]];
  const values = columns.map(
    ({ result }) => new Map(result.rows.map((row) => [idOf(row.keys), row.value] as const)),
  );
  return {
    columns: [
      { key: 'artist', label: 'Artist', format: 'text' },
      { key: 'platform', label: 'Platform', format: 'text' },
      { key: 'account', label: 'Account', format: 'text' },
      ...columns.map(({ metric }) => ({ key: metric.name, label: metric.label, format: metric.format })),
    ],
    rows: clicks.result.rows.map(({ keys }) => [
      ...PAGE.map((part) => keys[part] ?? ''),
      ...values.map((known) => known.get(idOf(keys)) ?? null),
    ]),
    total_rows: clicks.result.rows.length,
    truncated: false,
  };
}
