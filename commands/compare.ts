import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { change } from '../warehouse/kit/query.ts';
import type { Answer, Figure } from './kit/answer.ts';
import { askMetric, sayFilters } from './kit/ask.ts';
import { compose, otherKinds, subtitleOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { linesBy } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { capital, hasFractions, shortLabel } from './kit/ranking.ts';
import { comparePeriods, type Sides } from './kit/two-periods.ts';

const MAX_NAMES = 5;
const FRACTIONS = [
  { key: 'change', label: 'Change', format: 'percent', unit: '%' },
  { key: 'to_first', label: 'To the first', format: 'percent', unit: '%' },
] as const;

export default defineCommand({
  name: 'compare',
  group: 'kpi',
  tool: 'compare',
  summary: 'One metric side by side: two to five artists, platforms, tracks or countries, or two periods.',
  when: 'Use it when two or more names or two periods are named; for a ranking take top_items.',
  access: 'numbers',
  params: z.strictObject({
    metric: shared.metric('streams'),
    by: shared.by(['platform', 'artist', 'track', 'country'], 'platform'),
    names: z
      .string()
      .trim()
      .optional()
      .describe('Two to five names, with commas between; absent: the five largest.'),
    period: shared.period('last_28d'),
    against: z
      .string()
      .trim()
      .optional()
      .describe('A second period: the two periods are compared, e.g. 2025-11 with period 2026-11.'),
    artist: shared.artist,
    platform: shared.platform,
    kind: shared.kind,
  }),

  answer({ by, names, against, ...asking }, context) {
    if (against === undefined) return compareNames(context, { ...asking, by, names: readNames(names) });
    if (names !== undefined)
      throw new BedrotError(
        'bad_question',
        'Give names or against, not both: one thing is compared at a time.',
      );
    return comparePeriods(context, { ...asking, against });
  },
});

/** Semicolons, when a name has a comma in it. */
function readNames(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  const names = text
    .split(text.includes(';') ? ';' : ',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length < 2 || names.length > MAX_NAMES)
    throw new BedrotError('bad_question', `names takes two to ${MAX_NAMES} names with commas between.`);
  return names;
}

function compareNames(
  context: Context,
  params: Sides & { by: 'platform' | 'artist' | 'track' | 'country'; names: string[] | null },
): Answer {
  const { by, names, metric: name, period, kind, artist, platform } = params;
  const filters = { artist, platform };
  const asked = askMetric(context, {
    metric: name,
    period,
    kind,
    filters,
    by: [by],
    compare: 'previous_period',
    ...(names ? { any: { [by]: names } } : {}),
  });
  const { metric, result, compared, question } = asked;
  const shown = result.rows.slice(0, MAX_NAMES);
  const keyed = (rows: typeof result.rows | undefined) =>
    new Map(rows?.map((row) => [row.keys[by] ?? '', row.value]));
  const [now, before] = [keyed(compared?.now.rows), keyed(compared?.before.rows)];
  const first = shown[0]?.value ?? null;
  const fractions = hasFractions(metric);
  const title = `${metric.label} side by side, by ${by}${sayFilters(context, filters)}`;
  const subtitle = subtitleOf(result, asked.period);
  const chart = linesBy(context, asked, {
    title,
    by: [by],
    most: MAX_NAMES,
    nameOf: (keys) => keys[by] ?? '',
  });
  const figures = shown.map((row): Figure => {
    const key = row.keys[by] ?? '';
    return {
      key,
      label: key,
      value: row.value,
      unit: result.unit,
      format: metric.format,
      kind: result.kind,
      ...(compared
        ? { change: { ...change(now.get(key) ?? null, before.get(key) ?? null), against: compared.against } }
        : {}),
      ...(row.partial ? { partial: true } : {}),
    };
  });
  return compose(context, 'compare', {
    title,
    subtitle,
    period: asked.period,
    figures,
    table: {
      columns: [
        { key: by, label: capital(by), format: 'text' },
        { key: metric.name, label: shortLabel(metric), format: metric.format, unit: result.unit },
        ...(fractions ? FRACTIONS : []),
      ],
      rows: shown.map((row, index) => [
        row.keys[by] ?? '',
        row.value,
        ...(fractions ? [figures[index]?.change?.relative ?? null, change(row.value, first).relative] : []),
      ]),
      total_rows: result.rows.length,
      truncated: result.rows.length > shown.length,
    },
    ...(chart ? { chart } : {}),
    asked: [asked],
    notes: [
      ...(names === null && result.rows.length > MAX_NAMES
        ? [`The ${MAX_NAMES} largest of ${result.rows.length}; say which with names.`]
        : []),
      ...otherKinds({ metric, result }),
      ...(question.where?.[by] && shown.length < (names?.length ?? 0)
        ? ['A name without a row has nothing known in this period.']
        : []),
    ],
  });
}
