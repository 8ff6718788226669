import { z } from 'zod';
import type { Day } from '../core/days.ts';
import { BedrotError } from '../core/errors.ts';
import { TABLES } from '../warehouse/kit/compile-tables.ts';
import type { Metric } from '../warehouse/kit/metric.ts';
import { change } from '../warehouse/kit/query.ts';
import { resolveValues } from '../warehouse/kit/query-names.ts';
import { releases, trackNamed } from '../warehouse/kit/track-facts.ts';
import type { Answer, Chart, Figure, Table } from './kit/answer.ts';
import { type Asked, askIn, askMetric, type Filters, mayAsk, metricNamed, sayFilters } from './kit/ask.ts';
import { compose, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { type Aged, type Born, MARKS, sinceRelease } from './kit/since-release.ts';

/** Tracks compared when none is named, of the newest ones that are looked through for days. */
const STANDARD = 5;
const LOOKED_THROUGH = 12;
const MOST = 6;

export default defineCommand({
  name: 'release',
  group: 'kpi',
  summary: 'Tracks by days since their release: the first 7, 28, 90, 365 days of each, side by side.',
  when: 'Use it for how releases started against each other; for one track alone take track.',
  access: 'numbers',
  params: z.strictObject({
    tracks: z
      .string()
      .trim()
      .optional()
      .describe('Titles or ISRCs with commas between; absent: the newest five told by day.'),
    artist: shared.artist,
    platform: shared.platform,
    metric: shared.fittingMetric,
    days: z.coerce.number().int().min(7).max(730).default(90).describe('Days of the chart, 7 to 730.'),
  }),

  answer({ tracks, artist, platform, metric: name, days }, context) {
    const metric = daily(context, name ?? 'track_streams');
    const chosen = tracks === undefined ? newest(context, artist) : named(context, tracks);
    const born = chosen.filter((track): track is Born => track.released !== null);
    const undated = chosen.filter(({ released }) => released === null);
    if (born.length === 0) return unborn(context, metric, { artist, platform }, undated);
    const asked = read(context, metric, born, platform);
    const { store, aged } = sinceRelease(asked, born, {
      absentIsNone: metric.sources.every(({ table }) => TABLES[table].accounts !== undefined),
      today: context.today,
    });
    const told = tracks === undefined ? aged.filter(({ state }) => state !== 'unknown') : aged;
    const shown = told.slice(0, tracks === undefined ? STANDARD : MOST);
    const title = `${metric.label} since release${sayFilters(context, { artist, platform })}`;
    const subtitle = [asked.result.unit, ...(store ? [`on ${store}`] : []), 'day 0 is the release day'].join(
      ' · ',
    );
    return compose(context, 'release', {
      title,
      subtitle,
      period: asked.period,
      figures: figuresOf(metric, asked, shown),
      table: tableOf(metric, asked, shown),
      ...chartOf(metric, asked, shown, { title, subtitle, days }),
      asked: [asked],
      notes: notesOf(aged, shown, undated, store),
    });
  },
});

/** Nothing can be aligned: why, and what would bring it. */
function unborn(context: Context, metric: Metric, filters: Filters, undated: readonly Chosen[]): Answer {
  const asked = askMetric(context, { metric: metric.name, period: 'all', filters });
  const note =
    undated.length === 0
      ? 'No release day is known yet. The catalog of your own tells it (bedrot add --template catalog), or the songs of Spotify for Artists.'
      : `No release day is known of ${undated.map(({ title }) => title).join(', ')}.`;
  const { unit } = asked.result;
  return compose(context, 'release', {
    title: `${metric.label} since release${sayFilters(context, filters)}`,
    subtitle: `${unit} · day 0 is the release day`,
    figures: [
      {
        ...{ key: metric.name, label: `${metric.label} since release`, value: null },
        ...{ unit, format: metric.format, note },
      },
    ],
    asked: [asked],
  });
}

/** A metric that can be added up from day to day of a track. @throws BedrotError naming those there are. */
function daily(context: Context, name: string): Metric {
  const metric = metricNamed(context, name);
  const fits = (one: Metric): boolean =>
    one.measure.is === 'sum' &&
    one.sources.every(
      ({ kind, date, dimensions }) => kind !== 'reported' && date === 'date' && dimensions.includes('track'),
    );
  if (fits(metric)) return metric;
  const those = [...context.metrics.values()].filter((one) => fits(one) && mayAsk(context, one));
  throw new BedrotError(
    'bad_question',
    `"${metric.name}" is not told by track and day. Valid: ${those.map((one) => one.name).join(', ')}.`,
  );
}

type Chosen = Omit<Born, 'released'> & { released: Day | null };

function newest(context: Context, artist: string | undefined): Chosen[] {
  const [id] = artist === undefined ? [] : resolveValues(context.warehouse, 'artist', [artist]);
  return releases(context.warehouse, context.today, {
    ...(id === undefined ? {} : { artist: Number(id) }),
    most: LOOKED_THROUGH,
  });
}

function named(context: Context, text: string): Chosen[] {
  // Semicolons, when a title has a comma in it.
  const titles = text
    .split(text.includes(';') ? ';' : ',')
    .map((title) => title.trim())
    .filter(Boolean);
  if (titles.length > MOST)
    throw new BedrotError('bad_question', `At most ${MOST} tracks can be told apart in one picture.`);
  return unique(titles).map((title) => trackNamed(context.warehouse, title));
}

/** One question for all of them, by day. */
function read(context: Context, metric: Metric, born: readonly Born[], platform: string | undefined): Asked {
  const from = born.map(({ released }) => released).sort()[0] ?? context.today;
  const period = { from, to: context.today, name: 'all' };
  const question = {
    ...{
      metric: metric.name,
      from,
      to: context.today,
      grain: 'day' as const,
      currency: context.label.currency,
    },
    by: ['track' as const, 'platform' as const],
    where: { track: born.map((track) => track.named), ...(platform ? { platform: [platform] } : {}) },
  };
  const result = askIn(context, question, { others: false });
  return { metric, period, question, result, compared: null };
}

/** The newest that has begun, against the others at the same age. */
function figuresOf(metric: Metric, { result }: Asked, aged: readonly Aged[]): Figure[] {
  const begun = aged.filter(({ state, age }) => state === 'complete' && age > 0);
  const [first] = begun;
  if (!first) return [];
  const value = first.total(first.age);
  const others = begun
    .slice(1)
    .flatMap((one) => one.total(first.age) ?? [])
    .sort((a, b) => Number(a) - Number(b));
  const middle = others[Math.floor((others.length - 1) / 2)] ?? null;
  return [
    {
      key: metric.name,
      label: `${first.title}, first ${first.age} days`,
      value,
      unit: result.unit,
      format: metric.format,
      kind: result.kind,
      ...(middle === null
        ? {}
        : {
            change: {
              ...change(value, middle),
              against:
                others.length === 1
                  ? 'the other at the same age'
                  : `the middle one of ${others.length} others at the same age`,
            },
          }),
    },
  ];
}

function tableOf(metric: Metric, { result }: Asked, aged: readonly Aged[]): Table {
  // A mark none of them has reached says nothing.
  const marks = MARKS.filter((mark) => mark === MARKS[0] || aged.some(({ age }) => age >= mark));
  return {
    columns: [
      { key: 'track', label: 'Track', format: 'text' },
      ...marks.map((mark) => ({
        ...{ key: `first_${mark}`, label: `${mark} days`, format: metric.format, unit: result.unit },
      })),
      { key: 'released', label: 'Released', format: 'day' },
      { key: 'state', label: 'State', format: 'text' },
    ],
    rows: aged.map((one) => [one.title, ...marks.map((mark) => one.total(mark)), one.released, one.said]),
    total_rows: aged.length,
    truncated: false,
  };
}

function chartOf(
  metric: Metric,
  { result }: Asked,
  aged: readonly Aged[],
  { title, subtitle, days }: { title: string; subtitle: string; days: number },
): { chart?: Chart } {
  const lines = aged.filter(({ state, age }) => (state === 'complete' || state === 'holes') && age > 0);
  if (lines.length === 0) return {};
  const length = Math.min(days, Math.max(...lines.map(({ age }) => age)));
  return {
    chart: {
      kind: 'line',
      title,
      subtitle: `${subtitle} · added up`,
      format: metric.format,
      unit: result.unit,
      labels: Array.from({ length }, (_, at) => String(at)),
      series: lines.map(({ title: name, running, firstHole }) => {
        const values = running.slice(0, length);
        const partial = values.flatMap((value, at) =>
          firstHole !== null && at > firstHole && value !== null ? [at] : [],
        );
        return {
          name,
          values: Array.from({ length }, (_, at) => values[at] ?? null),
          ...(partial.length > 0 ? { partial } : {}),
        };
      }),
    },
  };
}

/** A title in a sentence. */
const brief = (title: string): string => (title.length > 40 ? `${title.slice(0, 39)}…` : title);

function notesOf(
  aged: readonly Aged[],
  shown: readonly Aged[],
  undated: readonly Chosen[],
  store: string | null,
): string[] {
  const left = aged.filter((one) => !shown.includes(one) && one.state === 'unknown');
  const late = shown.filter(({ state }) => state === 'late');
  return [
    '"7 days" are days 0 to 6. A track that has not got there yet, or whose days are not told from its release on, has no number.',
    ...(late.length > 0
      ? [
          `Not compared, for their first days are not told: ${late.map(({ title, said }) => `${brief(title)} (${said})`).join(', ')}.`,
        ]
      : []),
    ...(left.length > 0
      ? [
          `Not told by day${store ? ` on ${store}` : ''}, so left out: ${left.map(({ title }) => brief(title)).join(', ')}. Their own pages have to be exported.`,
        ]
      : []),
    ...(undated.length > 0
      ? [`No release day is known of ${undated.map(({ title }) => title).join(', ')}.`]
      : []),
  ];
}
