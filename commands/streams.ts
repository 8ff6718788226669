import { z } from 'zod';
import { addDays } from '../core/days.ts';
import type { Grain } from '../warehouse/kit/metric.ts';
import type { Chart, Figure, Table } from './kit/answer.ts';
import { type Asked, askIn, askMetric, isMonthly, sayFilters } from './kit/ask.ts';
import { compose, figureOf, otherKinds, subtitleOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { chartSeries } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { capital } from './kit/ranking.ts';
import {
  buckets,
  labelsOf,
  movingAverage,
  type Series,
  seriesOf,
  standardGrain,
  stepChanges,
} from './kit/series.ts';

const WEEK = 7;

export default defineCommand({
  name: 'streams',
  group: 'kpi',
  tool: 'streams_trend',
  summary: 'Streams over time: total, change, moving average, by artist, platform, country or track.',
  when: 'Use it for how streams developed over time; for who or what leads take top_items.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    platform: shared.platform,
    country: shared.country,
    track: shared.track,
    period: shared.period('last_28d'),
    grain: shared.grain,
    compare: shared.compare,
    kind: shared.kind,
  }),

  answer({ period, grain: wanted, compare, kind, ...filters }, context) {
    const asked = askMetric(context, { metric: 'streams', period, filters, kind, compare });
    const { question, result } = asked;
    const grain = wanted ?? standardGrain(result, isMonthly(context, asked));
    const stepped = askIn(context, { ...question, grain }, { others: false });
    const labels = labelsOf(stepped, grain, asked.period.name === 'all');
    const series = seriesOf(stepped.rows, labels);
    // A step that was asked for is told against the one before it.
    const steps = wanted === undefined ? null : stepChanges(series, grain, result.period);
    const moving = grain === 'day' ? averages(context, asked, labels) : null;
    const title = `Streams${sayFilters(context, filters)}`;
    const subtitle = subtitleOf(result, asked.period);
    return compose(context, 'streams', {
      title,
      subtitle,
      period: asked.period,
      figures: [
        figureOf(context, asked, { label: 'Streams' }),
        ...dailyFigures(context, asked),
        ...(steps ? [stepFigure(asked, series, steps, grain)] : []),
      ],
      table: tableOf(series, { moving, steps }, grain),
      chart: chartOf(title, subtitle, series, moving),
      asked: [asked],
      notes: otherKinds(asked),
    });
  },
});

/** The 7-day average of each day; that of the first days reaches back before the period. */
function averages(context: Context, { question }: Asked, labels: readonly string[]): (number | null)[] {
  const [first] = labels;
  if (first === undefined) return [];
  const { period: _, ...rest } = question;
  const from = addDays(first, 1 - WEEK);
  const days = askIn(context, { ...rest, from, grain: 'day' }, { others: false });
  const reaching = [...buckets(from, addDays(first, -1), 'day'), ...labels];
  return movingAverage(seriesOf(days.rows, reaching), WEEK).slice(WEEK - 1);
}

/** The mean of the last 7 complete days against the 7 before, whatever the period: where streams stand now. */
function dailyFigures(context: Context, asked: Asked): Figure[] {
  const { question, result } = asked;
  const end = result.completeTo;
  if (end === null || isMonthly(context, asked)) return [];
  const { period: _, ...rest } = question;
  const days = askIn(
    context,
    { ...rest, from: addDays(end, 1 - 2 * WEEK), to: end, grain: 'day' },
    { others: false },
  );
  const mean = (from: string, to: string): number | null => {
    const known = days.rows.filter(
      ({ keys: { date = '' }, partial }) => !partial && date >= from && date <= to,
    );
    return known.length < WEEK ? null : known.reduce((sum, row) => sum + Number(row.value), 0) / WEEK;
  };
  const now = mean(addDays(end, 1 - WEEK), end);
  const before = mean(addDays(end, 1 - 2 * WEEK), addDays(end, -WEEK));
  return [
    {
      key: 'daily_average',
      label: '7-day average',
      value: now,
      unit: 'streams/day',
      format: 'count',
      kind: result.kind,
      change: {
        absolute: now === null || before === null ? null : now - before,
        relative: now === null || before === null || before === 0 ? null : (now - before) / before,
        against: 'the 7 days before',
      },
      note: now === null ? `Not all of the 7 days to ${end} are complete.` : `The 7 complete days to ${end}.`,
    },
  ];
}

/** The newest whole step against the one before it. */
function stepFigure(
  { result }: Asked,
  series: Series,
  steps: readonly (number | null)[],
  grain: Grain,
): Figure {
  const at = steps.findLastIndex((step) => step !== null);
  return {
    key: 'step_growth',
    label: at === -1 ? `Growth by ${grain}` : `Growth, ${grain} ${series.labels[at]}`,
    value: steps[at] ?? null,
    unit: '%',
    format: 'percent',
    kind: result.kind,
    note:
      at === -1
        ? `No two ${grain}s in a row are whole and complete in this period.`
        : `Against the ${grain} before; the newest two that are whole and complete.`,
  };
}

function tableOf(
  series: Series,
  { moving, steps }: { moving: (number | null)[] | null; steps: (number | null)[] | null },
  grain: string,
): Table {
  const partial = new Set(series.partial);
  return {
    columns: [
      { key: 'date', label: capital(grain), format: 'day' },
      { key: 'streams', label: 'Streams', format: 'count', unit: 'streams' },
      ...(moving
        ? [{ key: 'average', label: '7-day average', format: 'count' as const, unit: 'streams/day' }]
        : []),
      ...(steps ? [{ key: 'change', label: 'Change', format: 'percent' as const, unit: '%' }] : []),
      ...(partial.size > 0 ? [{ key: 'state', label: 'State', format: 'text' as const }] : []),
    ],
    rows: series.labels.map((label, index) => [
      label,
      series.values[index] ?? null,
      ...(moving ? [moving[index] ?? null] : []),
      ...(steps ? [steps[index] ?? null] : []),
      ...(partial.size > 0 ? [partial.has(index) ? 'not complete' : ''] : []),
    ]),
    total_rows: series.labels.length,
    truncated: false,
  };
}

function chartOf(title: string, subtitle: string, series: Series, moving: (number | null)[] | null): Chart {
  return {
    kind: 'line',
    title,
    subtitle,
    format: 'count',
    unit: 'streams',
    labels: series.labels,
    series: [
      chartSeries('Streams', series),
      ...(moving?.some((value) => value !== null) ? [{ name: '7-day avg', values: moving }] : []),
    ],
  };
}
