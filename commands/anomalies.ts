import { z } from 'zod';
import { addDays, type Day, daysBetween } from '../core/days.ts';
import { type Anomaly, FAR } from '../warehouse/analysis/anomalies.ts';
import { beginnings, changedDays } from '../warehouse/kit/happenings.ts';
import type { Period } from '../warehouse/kit/period.ts';
import type { Chart, Figure, Table } from './kit/answer.ts';
import { periodFor, sayFilters } from './kit/ask.ts';
import { compose, sayRange, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { judged, WATCHED, type Watched, watch } from './kit/watched.ts';
import { formatValue } from './view/format.ts';

/** Days before a strange one in which what began may stand behind it. */
const BEHIND = 3;
/** Days before the period that the chart shows. */
const LEAD = 28;

export default defineCommand({
  name: 'anomalies',
  group: 'insight',
  summary: 'Unusual days of streams, followers, views, link clicks and ad spend, and what began just before.',
  when: 'Use it for "did anything unusual happen"; for how a number developed take its own tool.',
  access: 'numbers',
  params: z.strictObject({
    metric: z
      .enum(['streams', 'followers', 'video_views', 'link_clicks', 'ad_spend'])
      .optional()
      .describe('Only this metric; absent: all of them.'),
    artist: shared.artist,
    platform: shared.platform,
    period: shared.period('last_28d'),
    limit: shared.limit(15),
  }),

  answer({ metric, period: said, limit, ...filters }, context) {
    const period = periodFor(context, { metric: 'streams', period: said });
    const found = WATCHED.filter((one) => metric === undefined || one.metric === metric).flatMap(
      (one) => watch(context, one, { period, filters }) ?? [],
    );
    const series = found.flatMap((one) => one.series);
    const strange = strangeDays(context, series, period);
    const shown = strange.slice(0, limit);
    const looked = series.reduce((sum, one) => sum + judged(one, period), 0);
    const [strongest] = strange;
    const money = found.some(({ asked, series: own }) => asked.metric.access === 'money' && own.length > 0);
    return compose(context, 'anomalies', {
      title: `Anomalies${sayFilters(context, filters)}`,
      subtitle: `complete days · ${sayRange(period)}`,
      period,
      figures: figuresOf(strange, { looked, series: series.length }),
      table: tableOf(shown, strange.length),
      ...(strongest ? { chart: chartOf(strange, strongest.of, period) } : {}),
      asked: found.filter(({ series: own }) => own.length > 0).map(({ asked }) => asked),
      money,
      notes: [
        `A day stands out when it lies more than ${FAR} robust deviations from its level and weekday, by the 3 weeks and the scatter of the 12 around it; about one usual day in 10,000 does so by chance. Missing days and the unfinished newest one are not judged. Methods: docs/analysis.md.`,
        'What began in the three days before is told beside it; that it came first does not make it the cause.',
        ...(strange.some(({ changed }) => changed)
          ? [
              'A later file changed what some of these days were first told as: they are judged by what is told now.',
            ]
          : []),
      ],
    });
  },
});

interface Strange extends Anomaly {
  of: Watched;
  day: Day;
  beside: string[];
  changed: boolean;
}

/** Strongest first. */
function strangeDays(context: Context, series: readonly Watched[], period: Period): Strange[] {
  const found = series.flatMap((of) =>
    of.usual.anomalies
      .filter(({ to }) => (of.labels[to] ?? '') >= period.from)
      .map((one) => ({ ...one, of, day: of.labels[one.peak] ?? '' })),
  );
  if (found.length === 0) return [];
  const began = beginnings(context.warehouse, { from: addDays(period.from, -LEAD), to: period.to });
  const tables = unique(found.flatMap(({ of }) => of.tables));
  const changes = changedDays(context.warehouse, tables, unique(found.map(({ day }) => day)));
  return found
    .map((one): Strange => {
      const first = one.of.labels[one.from] ?? one.day;
      const beside = began.filter(
        ({ day, artist }) =>
          day <= one.day &&
          daysBetween(day, first) <= BEHIND &&
          (one.of.artist === null || artist === null || artist === one.of.artist),
      );
      return {
        ...one,
        beside: unique(beside.map(({ text, day }) => `${text} on ${day}`)),
        changed: one.of.tables.some((table) => changes.has(`${table} ${one.day}`)),
      };
    })
    .sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength));
}

function figuresOf(
  strange: readonly Strange[],
  { looked, series }: { looked: number; series: number },
): Figure[] {
  const [strongest] = strange;
  const count = (key: string, label: string, value: number | null, note: string): Figure => ({
    ...{ key, label, value, unit: 'days', format: 'count', note },
  });
  return [
    count(
      'anomalies',
      'Days that stand out',
      looked === 0 ? null : strange.length,
      looked === 0
        ? 'Not known: three weeks of complete days are needed, and none of these series has them.'
        : strongest
          ? `Strongest: ${strongest.of.label.toLowerCase()} of ${strongest.of.where} on ${strongest.day}, ${sayPart(strongest)}.`
          : 'Nothing unusual.',
    ),
    count('judged', 'Days judged', looked, `${series} series, each day of each of them.`),
  ];
}

const sayPart = ({ value, expected, of }: Strange): string =>
  `${formatValue(value, of.metric.format, of.unit)} where ${formatValue(expected, of.metric.format, of.unit)} is usual`;

function tableOf(shown: readonly Strange[], total: number): Table {
  const number = (key: string, label: string) => ({ key, label, format: 'count' as const });
  return {
    columns: [
      { key: 'day', label: 'Day', format: 'day' },
      { key: 'metric', label: 'What', format: 'text' },
      { key: 'where', label: 'Where', format: 'text' },
      number('value', 'Value'),
      number('usual', 'Usual'),
      number('low', 'From'),
      number('high', 'To'),
      { key: 'strength', label: 'Deviations', format: 'ratio' },
      { key: 'days', label: 'Days', format: 'count' },
      { key: 'beside', label: 'Just before', format: 'text' },
    ],
    rows: shown.map(({ day, of, value, expected, low, high, strength, from, to, beside, changed }) => [
      ...[day, of.label, of.where, value],
      ...[expected, low, high, strength].map((one) => Number(one.toFixed(2))),
      to - from + 1,
      [...beside, ...(changed ? ['changed by a later file'] : [])].join('; ') || 'nothing we know of',
    ]),
    total_rows: total,
    truncated: total > shown.length,
  };
}

/** The series of the strongest day, with its usual range and every strange day of it. */
function chartOf(strange: readonly Strange[], of: Watched, period: Period): Chart {
  const start = Math.max(
    0,
    of.labels.findIndex((day) => day >= addDays(period.from, -LEAD)),
  );
  const cut = (values: readonly (number | null)[]) =>
    values.slice(start).map((value) => (value === null ? null : Number(value.toFixed(2))));
  const own = strange.filter((one) => one.of === of);
  return {
    kind: 'line',
    title: `${of.label}: ${of.where}`,
    subtitle: `${of.unit} · band: usual · data to ${of.labels.at(-1) ?? ''}`,
    format: of.metric.format,
    unit: of.unit,
    labels: of.labels.slice(start),
    series: [
      {
        name: of.where,
        values: cut(of.values),
        band: { low: cut(of.usual.low), high: cut(of.usual.high) },
      },
    ],
    marks: own.map((one) => ({
      at: one.peak - start,
      text: [sayPart(one), ...one.beside].join('; '),
    })),
  };
}
