import { BedrotError } from '../../core/errors.ts';
import type { Grain, Kind, Metric, MetricDimension, Question } from '../../warehouse/kit/metric.ts';
import { kindsOf, readUnder, sourcesUnder as sourcesOf } from '../../warehouse/kit/metric-parts.ts';
import { fold } from '../../warehouse/kit/names-fold.ts';
import { type Period, resolvePeriod } from '../../warehouse/kit/period.ts';
import { ask, type Compared, compareWith, dimensionValues, type Result } from '../../warehouse/kit/query.ts';
import { seesMoney } from './access.ts';
import type { Context } from './define.ts';
import { noSuch } from './did-you-mean.ts';

/** The filters every question may carry, as params give them. */
export interface Filters {
  artist?: string | undefined;
  platform?: string | undefined;
  country?: string | undefined;
  track?: string | undefined;
  account?: string | undefined;
}

export interface Asking {
  metric: string;
  /** As a person says it ("last_28d", "2026-03", "2026-01-01..2026-03-31"), or settled already. */
  period: string | Period;
  filters?: Filters;
  /** Several values of a dimension, any of which will do. */
  any?: NonNullable<Question['where']>;
  by?: readonly MetricDimension[];
  /** Rows are then of steps of time (and `by`); the total stays that of the whole period. */
  grain?: Grain | undefined;
  kind?: Kind | undefined;
  compare?: 'none' | 'previous_period' | 'previous_year';
  /** False: what other kinds say is not read. */
  others?: false;
}

export interface Asked {
  metric: Metric;
  period: Period;
  question: Question;
  result: Result;
  compared: Compared | null;
}

/**
 * Asks one metric for its total (or its breakdown) and, if wanted, against another period.
 * @throws BedrotError `bad_question` (unknown metric, value, period), `not_allowed` (money and a viewer).
 */
export function askMetric(context: Context, asking: Asking): Asked {
  const metric = metricNamed(context, asking.metric);
  const where = whereOf(asking);
  const period = periodFor(context, asking);
  const question: Question = {
    metric: metric.name,
    from: period.from,
    to: period.to,
    period: period.name,
    where,
    ...(asking.by ? { by: asking.by } : {}),
    ...(asking.grain ? { grain: asking.grain } : {}),
    ...(asking.kind ? { kind: asking.kind } : {}),
    currency: context.label.currency,
  };
  const { warehouse, metrics, ops, today, label } = context;
  const { compare = 'none' } = asking;
  const comparing = (kind?: Kind) =>
    compare === 'none'
      ? null
      : compareWith(warehouse, metrics, { ...question, ...(kind ? { kind } : {}) }, compare, {
          ops,
          today,
          label,
        });
  // Where nothing of other kinds is wanted, what the comparison read need not be read again.
  const early = asking.others !== false && hasOthers(context, metric) ? null : comparing();
  const whole = early && early.now.period.to >= period.to ? early.now : null;
  const found = whole ?? askIn(context, question, { others: asking.others !== false });
  return {
    metric,
    period,
    question: { ...question, kind: found.kind },
    // Where no amount is known yet, its currency is the label's.
    result: {
      ...found,
      unit: found.apart.length > 0 ? found.unit : found.unit.replace(/^money\b/, context.label.currency),
    },
    // Its parts use the same kind as the whole.
    compared: early ?? comparing(found.kind),
  };
}

/** Whether figures of other kinds are told beside the number: not of what is made of several. */
const hasOthers = (context: Context, metric: Metric): boolean =>
  metric.sources.length > 0 && kindsOf(context.metrics, metric).length > 1;

/** A metric this role may ask. @throws BedrotError naming the metrics there are. */
export function metricNamed(context: Context, name: string): Metric {
  const metric = context.metrics.get(
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const open = [...context.metrics.values()].filter((one) => mayAsk(context, one)).map((one) => one.name);
  if (!metric) throw new BedrotError('bad_question', noSuch('metric', name, open));
  if (!mayAsk(context, metric))
    throw new BedrotError(
      'not_allowed',
      `"${metric.name}" is money, and a ${context.role} does not see money. Valid: ${open.join(', ')}.`,
    );
  return metric;
}

export const mayAsk = (context: Pick<Context, 'role'>, metric: Metric): boolean =>
  metric.access === 'numbers' || seesMoney(context.role);

/** A period that counts back from the data needs to know where the data ends. */
export function periodFor(context: Context, asking: Asking): Period {
  const { period } = asking;
  if (typeof period !== 'string') return period;
  if (!/^last_\d+d$/.test(period)) return resolvePeriod(period, context.today);
  return resolvePeriod(period, context.today, { end: newestOf(context, asking).completeTo });
}

/** How far the data behind a question reaches, whatever its period. */
export function newestOf(context: Context, asking: Asking): Pick<Result, 'newest' | 'completeTo' | 'kind'> {
  const { today } = context;
  return askIn(
    context,
    {
      metric: metricNamed(context, asking.metric).name,
      from: today,
      to: today,
      where: whereOf(asking),
      ...(asking.by ? { by: asking.by } : {}),
      ...(asking.kind ? { kind: asking.kind } : {}),
    },
    { others: false },
  );
}

function whereOf({
  filters = {},
  any = {},
}: Pick<Asking, 'filters' | 'any'>): NonNullable<Question['where']> {
  const single = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value]] as const],
  );
  return { ...Object.fromEntries(single), ...any };
}

/** "of PIG1987 on Spotify in US": the filters as part of a title, artists and platforms by their own names. */
export function sayFilters(context: Context, filters: Filters): string {
  const parts = [
    filters.track && `"${filters.track}"`,
    filters.artist && `of ${nameIn(context, 'artist', filters.artist)}`,
    filters.platform && `on ${nameIn(context, 'platform', filters.platform)}`,
    filters.account && `(${filters.account})`,
    filters.country && `in ${filters.country.toUpperCase()}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}

/** "zonea0" -> "ZONE A0". What nobody knows stays as it was written; the question itself refuses it. */
function nameIn(context: Context, dimension: 'artist' | 'platform', said: string): string {
  const plain = (text: string) => fold(text).replaceAll(' ', '');
  const meant = dimensionValues(context.warehouse, dimension).find(({ name, aliases }) =>
    [name, ...aliases].some((one) => plain(one) === plain(said)),
  );
  return meant?.name ?? said;
}

/** Asks the warehouse of a context. */
export const askIn = (context: Context, question: Question, options: { others?: boolean } = {}): Result =>
  ask(context.warehouse, context.metrics, question, {
    ops: context.ops,
    today: context.today,
    label: context.label,
    ...options,
  });

/** The metrics under a number that are read from facts: itself, or those it is made of. */
export const partsOf = (context: Context, metric: Metric): Metric[] => readUnder(context.metrics, metric);

/** Where a metric is read. What is made of others has no source of its own: it stands on theirs. */
export const sourcesUnder = (context: Context, metric: Metric): Metric['sources'] =>
  sourcesOf(context.metrics, metric);

/** Whether a number tells months, not days. */
export const isMonthly = (context: Context, { metric, result }: Pick<Asked, 'metric' | 'result'>): boolean =>
  metric.measure.is === 'computed'
    ? !metric.measure.grains.includes('day')
    : sourcesUnder(context, metric).some(
        (source) => source.kind === result.kind && source.finest === 'month',
      );
