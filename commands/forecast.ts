import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { type Forecast, forecast, type Plan, type Refusal } from '../warehouse/analysis/forecast.ts';
import { change } from '../warehouse/kit/query.ts';
import type { Chart, Figure, Table } from './kit/answer.ts';
import { type Asked, askMetric, metricNamed, newestOf, sayFilters } from './kit/ask.ts';
import { type Complete, completeSeries, lastBuckets, nextBuckets } from './kit/complete.ts';
import { compose, figureOf, sayRange } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { errorFigures, refusalFigure, whichModel } from './kit/forecast-words.ts';
import * as shared from './kit/params.ts';
import { buckets } from './kit/series.ts';

/** How each is forecast: its buckets, what is tried when no horizon is asked for, and the furthest that makes sense. */
const SUBJECTS = {
  streams: { grain: 'day', standard: [28, 14, 7], most: 90, read: 400, drawn: 56 },
  revenue: { grain: 'month', standard: [6, 3, 2, 1], most: 12, read: 120, drawn: 18 },
} as const;
export type Subject = keyof typeof SUBJECTS;
const LEVEL = 0.8;
/** Months of a year are told from chance once there are three of each. */
const YEARS = 36;

const planOf = (grain: 'day' | 'month', known: number): Plan =>
  grain === 'day'
    ? { season: 7, history: 182, shortest: 56, origins: 10, step: 7, level: LEVEL }
    : { season: known >= YEARS ? 12 : 1, history: 120, shortest: 10, origins: 10, step: 1, level: LEVEL };

export default defineCommand({
  name: 'forecast',
  group: 'insight',
  tool: 'forecast',
  summary: 'What streams or revenue will be, with an interval and how far off the method was before.',
  when: 'Use it for "how many will it be"; a target and its date are in goals.',
  access: 'numbers',
  params: z.strictObject({
    metric: z.enum(['streams', 'revenue']).default('streams').describe('What is forecast.'),
    horizon: z.coerce
      .number()
      .int()
      .min(1)
      .max(90)
      .optional()
      .describe('How far: days of streams (28), months of revenue (6, at most 12).'),
    artist: shared.artist,
    platform: shared.platform,
    kind: shared.kind,
  }),

  answer({ metric: name, horizon: wanted, kind, ...filters }, context) {
    const { grain, standard, most, read, drawn } = SUBJECTS[name];
    if (wanted !== undefined && wanted > most)
      throw new BedrotError(
        'bad_question',
        `horizon is at most ${most} ${grain}s for ${name}, not ${wanted}.`,
      );
    const metric = metricNamed(context, name);
    const asking = { metric: metric.name, filters, kind: name === 'revenue' ? ('reported' as const) : kind };
    const { completeTo } = newestOf(context, { ...asking, period: '' });
    const end = completeTo ?? context.today;
    const longest = lastBuckets(end, read, grain);
    const whole = askMetric(context, { ...asking, period: { ...longest, name: '' }, others: false });
    const past = completeSeries(context, whole, { grain, from: longest.from });
    const plan = planOf(grain, past.values.filter((value) => value !== null).length);
    const [first, ...shorter] = wanted === undefined ? standard : [wanted];
    let horizon: number = first;
    let made = forecast(past.values, horizon, plan);
    for (const less of shorter) {
      if (made.state === 'told') break;
      const again = forecast(past.values, less, plan);
      if (again.state === 'told') [horizon, made] = [less, again];
    }
    const before = askMetric(context, {
      ...asking,
      period: { ...lastBuckets(end, horizon, grain), name: '' },
      others: false,
    });
    const next = nextBuckets(end, horizon, grain);
    return compose(context, 'forecast', {
      title: `Forecast of ${name}${sayFilters(context, filters)}`,
      subtitle: `${before.result.unit} · ${sayRange(next)} · fitted to ${completeTo ?? 'nothing'}`,
      period: { ...next, name: `next ${horizon} ${grain}s` },
      asked: [before],
      ...(made.state === 'told'
        ? told(context, made, { past, before, horizon, grain, next, drawn })
        : refused(context, made, { before, horizon, grain })),
    });
  },
});

interface Told {
  past: Complete;
  before: Asked;
  horizon: number;
  grain: 'day' | 'month';
  next: { from: string; to: string };
  drawn: number;
}

function refused(
  context: Context,
  made: Refusal,
  { before, horizon, grain }: Pick<Told, 'before' | 'horizon' | 'grain'>,
) {
  return {
    figures: [
      refusalFigure(made, { before, horizon, grain, today: context.today }),
      figureOf(context, before, { key: 'before', label: `The ${horizon} ${grain}s before` }),
    ],
  };
}

function told(_context: Context, made: Forecast, { past, before, horizon, grain, next, drawn }: Told) {
  const { metric, result } = before;
  const money = metric.format === 'money';
  const say = (value: number) => (money ? value.toFixed(2) : Math.round(value));
  const common = { unit: result.unit, format: metric.format, kind: result.kind };
  const { value, low, high } = made.total;
  const percent = `${Math.round(made.level * 100)} %`;
  const compared = result.partial ? null : result.total;
  const figures: Figure[] = [
    {
      key: 'forecast',
      label: `${metric.label}, the next ${horizon} ${grain}s`,
      value: say(value),
      ...common,
      change: { ...change(say(value), compared), against: `the ${horizon} ${grain}s before` },
      note: `An estimate, ${sayRange(next)}. ${whichModel(made, grain)}`,
    },
    { key: 'low', label: `Low end of the ${percent} interval`, value: say(low), ...common },
    { key: 'high', label: `High end of the ${percent} interval`, value: say(high), ...common },
    ...errorFigures(made, { ...common, grain }),
  ];
  const labels = buckets(next.from, next.to, grain);
  const rows = made.points.map((point, at) => [
    labels[at] ?? '',
    say(point.value),
    say(point.low),
    say(point.high),
  ]);
  const column = (key: string, label: string) => ({ key, label, format: metric.format, unit: result.unit });
  const table: Table = {
    columns: [
      { key: grain, label: grain === 'day' ? 'Day' : 'Month', format: grain === 'day' ? 'day' : 'text' },
      column('forecast', 'Forecast'),
      column('low', 'Low'),
      column('high', 'High'),
    ],
    rows,
    total_rows: rows.length,
    truncated: false,
  };
  return {
    figures,
    table,
    chart: chartOf(made, { past, before, labels, drawn, percent }),
    notes: notesOf(made, past, grain),
  };
}

function chartOf(
  made: Forecast,
  {
    past,
    before,
    labels,
    drawn,
    percent,
  }: Pick<Told, 'past' | 'before' | 'drawn'> & { labels: string[]; percent: string },
): Chart {
  const { metric, result } = before;
  const history = past.values.slice(-drawn);
  // The band begins at the last value that is known.
  const lead = history.map((value, at) => (at === history.length - 1 ? value : null));
  const round = (value: number) => (metric.format === 'money' ? Number(value.toFixed(2)) : Math.round(value));
  return {
    kind: 'line',
    title: `${metric.label}: forecast`,
    subtitle: `${result.unit} · band: ${percent} of what comes · data to ${past.labels.at(-1) ?? ''}`,
    format: metric.format,
    unit: result.unit,
    labels: [...past.labels.slice(-drawn), ...labels],
    series: [
      {
        name: metric.label.replace(/ \(.*\)$/, ''),
        values: [...history, ...made.points.map(({ value }) => round(value))],
        band: {
          low: [...lead, ...made.points.map(({ low }) => round(low))],
          high: [...lead, ...made.points.map(({ high }) => round(high))],
        },
        ahead: history.length,
      },
    ],
  };
}

function notesOf(made: Forecast, past: Complete, grain: 'day' | 'month'): string[] {
  const first = past.values.findIndex((value) => value !== null);
  const missing = past.values.slice(first).filter((value) => value === null).length;
  return [
    `It goes on with what the ${grain}s before showed, and knows nothing of releases, campaigns or playlists to come.`,
    ...(missing > 0
      ? [
          `${missing} ${grain}${missing === 1 ? ' of the history is' : 's of the history are'} not known, and taken for neither 0 nor low.`,
        ]
      : []),
    ...(grain === 'month' ? ['Sale months that stores still report are forecast, not fitted.'] : []),
    `Tried from ${made.origins} earlier ${grain}s, each with what was known then. Methods: docs/analysis.md.`,
  ];
}
