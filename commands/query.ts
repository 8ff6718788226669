import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { GRAINS } from '../warehouse/kit/metric.ts';
import type { Asked } from './kit/ask.ts';
import { compose, figureOf, otherKinds, sayRange, subtitleOf, unique } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { askAll } from './kit/query-ask.ts';
import { queryChart } from './kit/query-chart.ts';
import { joinRows } from './kit/query-rows.ts';
import { queryTable, sayPage } from './kit/query-table.ts';
import { listOf, readBy, readWhere, sayWhere, type Where } from './kit/where.ts';

const MAX_METRICS = 5;
const MAX_PAGE = 100_000;

export default defineCommand({
  name: 'query',
  group: 'data',
  tool: 'query_metric',
  summary: 'Any metrics side by side, by any dimensions, filtered, over time, compared, in pages.',
  when: 'Use it for what no other tool answers; list_metrics names metrics and what each can be asked by.',
  access: 'numbers',
  params: z.strictObject({
    metrics: z
      .string()
      .trim()
      .default('streams')
      .meta({
        description: `One to ${MAX_METRICS} metrics, with commas between.`,
        examples: ['streams', 'streams,followers', 'revenue,revenue_per_stream'],
      }),
    by: z
      .string()
      .trim()
      .optional()
      .meta({
        description: 'Up to three dimensions, with commas between.',
        examples: ['artist', 'platform', 'track', 'country', 'artist,platform'],
      }),
    where: shared.where,
    period: shared.period('last_28d'),
    grain: z.enum(GRAINS).optional().describe('Step of time; absent: one value for the whole period.'),
    compare: z.enum(shared.COMPARISONS).default('none').describe('What each value is compared with.'),
    limit: shared.limit(50, 1000),
    page: z.coerce
      .number()
      .int()
      .min(1)
      .max(MAX_PAGE)
      .default(1)
      .describe('Which page of the rows, from 1 on.'),
  }),

  answer({ metrics, by: dimensions, where: filters, period, grain, compare, ...paging }, context) {
    const by = readBy(dimensions, GRAINS);
    const { where, kind } = readWhere(filters);
    const asked = askAll(context, {
      metrics: namesOf(metrics),
      period,
      any: where,
      by,
      grain,
      kind,
      compare,
    });
    const keying = { by, grain };
    const { lines, alike } = joinRows(asked, keying);
    const [first] = asked as [Asked, ...Asked[]];
    const title = titleOf(asked, by, where);
    const subtitle =
      asked.length === 1 ? subtitleOf(first.result, first.period) : sayPeriodOf(asked, first.period.name);
    const stepped = by.length > 0 || grain !== undefined;
    const chart = queryChart(asked, lines, keying, { title, subtitle });
    return compose(context, 'query', {
      title,
      subtitle,
      period: first.period,
      figures: asked.map((one) => figureOf(context, one)),
      // Without a breakdown the figures say it all.
      ...(stepped ? { table: queryTable(asked, lines, keying, paging) } : {}),
      ...(chart ? { chart } : {}),
      asked,
      notes: [
        ...(stepped ? sayPage(lines.length, keying, paging) : []),
        ...asked.flatMap((one) =>
          asked.length === 1
            ? otherKinds(one)
            : otherKinds(one).map((note) => `${one.metric.label}: ${note}`),
        ),
        ...(unique(asked.map(({ result }) => result.kind)).length > 1
          ? ['The columns are of several kinds of number, as their heads say: compare them, never add them.']
          : []),
        ...(alike.length > 0
          ? [`Several are called ${alike.slice(0, 3).join(', ')}: each metric has rows of its own for them.`]
          : []),
      ],
    });
  },
});

/** @throws BedrotError none, or too many. */
function namesOf(text: string): string[] {
  const names = listOf(text);
  if (names.length >= 1 && names.length <= MAX_METRICS) return names;
  throw new BedrotError(
    'bad_question',
    `metrics takes one to ${MAX_METRICS} names with commas between, like: streams,followers.`,
  );
}

function titleOf(asked: readonly Asked[], by: readonly string[], where: Where['where']): string {
  const names = asked.map(({ metric }, at) => (at === 0 ? metric.label : metric.label.toLowerCase()));
  const broken = by.length > 0 ? ` by ${by.join(', ').replaceAll('_', ' ')}` : '';
  return `${names.join(', ')}${broken}${sayWhere(where)}`;
}

/** Statements are told by whole months: each range that was read. */
const sayPeriodOf = (asked: readonly Asked[], name: string): string =>
  name === 'all' ? 'all time' : unique(asked.map(({ result }) => sayRange(result.period))).join(', ');
