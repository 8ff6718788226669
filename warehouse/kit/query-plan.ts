import { type Day, firstOfMonth, isDay, lastOfMonth, monthOf } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Shape } from './compile-shape.ts';
import {
  DIMENSIONS,
  GRAINS,
  KINDS,
  type Kind,
  type Metric,
  type MetricDimension,
  type MetricRegistry,
  type MetricSource,
  type Question,
} from './metric.ts';
import type { Db } from './open.ts';
import { resolveValues } from './query-names.ts';
import { unknownName } from './query-nearest.ts';
import type { Parameters } from './query-types.ts';
import { platformDisplayName } from './stores.ts';

/** A question made ready: which sources, over which days, with which values. */
export interface Plan {
  metric: Metric;
  kind: Kind;
  shape: Shape;
  parameters: Parameters;
  /** As read: widened to whole months where the source tells no days. */
  period: { from: Day; to: Day };
  widened: boolean;
  /** The currency amounts of several are added in, if they may be. */
  currency?: string;
  /** Amounts of one other currency are brought into it too. */
  convertAll?: boolean;
}

/** Dimensions of one question. */
export const MOST_DIMENSIONS = 3;

const bad = (message: string): BedrotError => new BedrotError('bad_question', message);

/** @throws BedrotError `bad_question` naming the nearest metrics. */
export function metricOf(metrics: MetricRegistry, name: string): Metric {
  const metric = metrics.get(name) ?? metrics.get(name.replaceAll('-', '_'));
  if (!metric) throw bad(unknownName('metric', name, [...metrics.keys()]));
  return metric;
}

/** @throws BedrotError `bad_question` for anything in the question's form that cannot be answered. */
export function checkForm(question: Question): void {
  for (const day of [question.from, question.to])
    if (!isDay(day)) throw bad(`"${day}" is not a day. Write YYYY-MM-DD.`);
  if (question.from > question.to)
    throw bad(`The period ends (${question.to}) before it begins (${question.from}).`);
  const by = question.by ?? [];
  if (by.length > MOST_DIMENSIONS) throw bad(`At most ${MOST_DIMENSIONS} dimensions at once.`);
  if (new Set(by).size < by.length) throw bad('A dimension can be asked for only once.');
  for (const name of [...by, ...Object.keys(question.where ?? {})])
    if (!DIMENSIONS.includes(name as MetricDimension)) throw bad(unknownName('dimension', name, DIMENSIONS));
  if (question.grain && !GRAINS.includes(question.grain))
    throw bad(unknownName('grain', question.grain, GRAINS));
  if (question.kind && !KINDS.includes(question.kind)) throw bad(unknownName('kind', question.kind, KINDS));
  if (question.limit !== undefined && !(Number.isInteger(question.limit) && question.limit > 0))
    throw bad('A limit is a whole number above 0.');
}

/** Dimensions that are really filtered by. */
export const filtersOf = (question: Question): MetricDimension[] =>
  (Object.keys(question.where ?? {}) as MetricDimension[]).filter((name) => question.where?.[name]?.length);

/** The kind asked for, else the first of trend, observed, reported that has every dimension and grain asked for. */
export function plan(db: Db, metric: Metric, question: Question, reportedBy?: Day): Plan {
  const { measure } = metric;
  if (measure.is === 'growth' || measure.is === 'derived' || measure.is === 'computed')
    throw new Error(`${metric.name} is computed, not read`);
  const filters = filtersOf(question);
  const fixed = metric.sources.flatMap((source) => source.fixed?.platform ?? []);
  const values = new Map(
    filters.map((name) => [name, resolveValues(db, name, question.where?.[name] ?? [], fixed)] as const),
  );
  const asked = [...new Set([...(question.by ?? []), ...filters])];

  for (const kind of question.kind ? [question.kind] : KINDS) {
    const sources = sourcesFor(db, metric, kind, values.get('platform'));
    if (sources.length === 0 || sources.some((source) => !tells(source, asked, question))) continue;
    const monthly = sources.some((source) => source.finest === 'month');
    const period = monthly
      ? { from: firstOfMonth(monthOf(question.from)), to: lastOfMonth(monthOf(question.to)) }
      : { from: question.from, to: question.to };
    const months = sources.every((source) => source.date === 'sale_month');
    return {
      metric,
      kind,
      shape: {
        measure,
        sources,
        grain: question.grain ?? null,
        by: question.by ?? [],
        where: filters,
        reportedBy: reportedBy !== undefined,
      },
      parameters: {
        from: months ? monthOf(period.from) : period.from,
        to: months ? monthOf(period.to) : period.to,
        ...(reportedBy === undefined ? {} : { reported_by: reportedBy }),
        ...Object.fromEntries([...values].map(([name, ids]) => [name, JSON.stringify(ids)])),
      },
      period,
      ...(question.currency === undefined ? {} : { currency: question.currency }),
      widened: period.from !== question.from || period.to !== question.to,
    };
  }
  throw bad(whyNot(metric, question, asked));
}

/** Sources of a kind, without those that stand for a platform the question leaves out. */
function sourcesFor(
  db: Db,
  metric: Metric,
  kind: Kind,
  platforms: readonly (number | string)[] | undefined,
): MetricSource[] {
  const ofKind = metric.sources.filter((source) => source.kind === kind);
  if (!platforms) return ofKind;
  const standsFor = ({ fixed }: MetricSource): boolean => {
    if (!fixed?.platform) return false;
    const [id] = resolveValues(db, 'platform', [fixed.platform], [fixed.platform]);
    return platforms.some((one) => one === id);
  };
  // Sources are disjoint: a platform one of them stands for is told by no other.
  const standing = ofKind.filter(standsFor);
  if (new Set(standing.map(({ fixed }) => fixed?.platform)).size === platforms.length) return standing;
  return ofKind.filter((source) => !source.fixed?.platform || standsFor(source));
}

function tells(source: MetricSource, asked: readonly MetricDimension[], question: Question): boolean {
  const fine = source.finest === 'month' && (question.grain === 'day' || question.grain === 'week');
  return !fine && asked.every((name) => source.dimensions.includes(name));
}

function whyNot(metric: Metric, question: Question, asked: readonly MetricDimension[]): string {
  const only = onlyPlatforms(metric, question, asked);
  if (only.length > 0) return `${metric.name} is told only of ${only.join(' and ')}.`;
  const kinds = [...new Set(metric.sources.map((source) => source.kind))];
  const offers = kinds.map((kind) => {
    const sources = metric.sources.filter((source) => source.kind === kind);
    const names = DIMENSIONS.filter((name) => sources.every((source) => source.dimensions.includes(name)));
    const finest = sources.some((source) => source.finest === 'month') ? 'month' : 'day';
    return `${kind}: ${names.join(', ') || 'no dimension'} (by ${finest} at the finest)`;
  });
  const wanted = [
    asked.length > 0 ? asked.join(' and ') : '',
    question.grain ? `by ${question.grain}` : '',
    question.kind ? `as ${question.kind}` : '',
  ].filter(Boolean);
  return `No source tells ${metric.name} ${wanted.join(', ')}. There is ${offers.join('; ')}.`;
}

/** Names of the platforms every source stands for, where it is the platform asked for that none of them tells. */
function onlyPlatforms(metric: Metric, question: Question, asked: readonly MetricDimension[]): string[] {
  const sources = metric.sources.filter(({ kind }) => question.kind === undefined || kind === question.kind);
  const keys = sources.flatMap(({ fixed }) => fixed?.platform ?? []);
  const isIt = keys.length === sources.length && sources.some((source) => tells(source, asked, question));
  if (!isIt || !question.where?.platform?.length) return [];
  return [...new Set(keys)].map((key) => platformDisplayName(key) ?? key);
}
