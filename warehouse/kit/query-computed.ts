import { BedrotError } from '../../core/errors.ts';
import type { Measure, Metric, MetricDimension, Question } from './metric.ts';
import { inOrder, standingOn } from './query-parts.ts';
import { filtersOf } from './query-plan.ts';
import type { Ask, At, Result } from './query-types.ts';

type ComputedMeasure = Extract<Measure, { is: 'computed' }>;

/**
 * A metric that a function makes of other metrics, or of what it reads itself. What the function leaves open follows from
 * what it asked.
 * @throws BedrotError `bad_question`: a dimension, grain or kind it does not offer.
 */
export function computed(at: At, metric: Metric, question: Question): Result {
  const measure = metric.measure as ComputedMeasure;
  checkOffered(metric, measure, question);
  const asked: { question: Question; result: Result }[] = [];
  const ask: Ask = (one, how) => {
    const result = at.ask(one, how);
    asked.push({ question: one, result });
    return result;
  };
  const { limit: _limit, ...whole } = question;
  const found = measure.compute(whole, { ...at, ask });
  const stands = standingOn(asked);
  const kind = found.kind ?? stands.behind[0]?.kind ?? 'observed';
  const read = found.behind ?? (found.tables ? [{ kind, tables: [...found.tables] }] : []);
  const readTables = read.flatMap(({ tables }) => tables);
  if (question.kind && question.kind !== kind)
    throw new BedrotError('bad_question', `${metric.name} is told as ${kind} only: leave the kind out.`);
  const kept = inOrder(found.rows ?? [], question);
  const partial = found.partial ?? (found.total === null || asked.some(({ result }) => result.partial));
  return {
    ...stands,
    ...found,
    metric: metric.name,
    kind,
    behind: [...stands.behind, ...read],
    under: [...stands.under, ...(found.under ?? [])],
    unit: metric.unit.replace('CURRENCY', found.currency ?? stands.units[0] ?? question.currency ?? 'money'),
    apart: [],
    tables: [...new Set([...stands.tables, ...readTables])],
    source: [...new Set([stands.source, ...readTables])].filter(Boolean).join(' + '),
    rows: kept.rows,
    period: found.period ?? { from: question.from, to: question.to },
    reported: found.reported ?? null,
    partial,
    complete: !partial,
    others: [],
    sql: [stands.sql, ...(found.sql ?? [])].filter(Boolean).join('\n\n'),
    parameters: {},
    notes: [...(found.notes ?? []), ...kept.cut],
  };
}

function checkOffered(metric: Metric, { by, grains }: ComputedMeasure, question: Question): void {
  const asked = [...(question.by ?? []), ...filtersOf(question)];
  const refused = asked.filter((name) => !by.includes(name));
  const grain = question.grain && !grains.includes(question.grain) ? question.grain : undefined;
  if (refused.length === 0 && grain === undefined) return;
  const not = [...new Set<MetricDimension | string>(refused), ...(grain ? [grain] : [])].join(' and ');
  throw new BedrotError(
    'bad_question',
    `${metric.name} cannot be asked by ${not}. There is: ${by.join(', ') || 'no dimension'}; ${
      grains.length > 0 ? `over time by ${grains.join(', ')}` : 'no step over time'
    }.`,
  );
}
