import type { MetricRegistry, Question } from './metric.ts';
import { once } from './once.ts';
import type { Db } from './open.ts';
import { answer } from './query-answer.ts';
import { compareOver } from './query-compare.ts';
import { computed } from './query-computed.ts';
import { derived } from './query-derived.ts';
import { growth } from './query-growth.ts';
import { checkForm, metricOf } from './query-plan.ts';
import type { Ask, AskOptions, Compared, Comparison, Result } from './query-types.ts';

export { change } from './query-compare.ts';
export { type DimensionValue, dimensionValues } from './query-names.ts';
export { nearest, unknownName } from './query-nearest.ts';
export type { AskOptions, Change, Compared, Comparison, Result, Row, Value } from './query-types.ts';

/**
 * Answers one question.
 * @throws BedrotError `bad_question`: unknown metric, dimension or value (with the nearest names), reversed dates, a
 *   grain finer than the data, several currencies, no kind that has every dimension asked for.
 */
export function ask(db: Db, metrics: MetricRegistry, question: Question, options: AskOptions = {}): Result {
  checkForm(question);
  const metric = metricOf(metrics, question.metric);
  const { measure } = metric;
  const under: Ask = (one, how) => ask(db, metrics, one, { ...options, ...how });
  if (measure.is === 'derived')
    return derived((one, how) => under(one, { ...how, others: false }), metrics, metric, question);
  if (measure.is === 'computed')
    return computed(
      {
        ask: (one, how) => under(one, { others: false, ...how }),
        warehouse: db,
        ops: options.ops ?? null,
        today: options.today ?? null,
        label: options.label ?? null,
      },
      metric,
      question,
    );
  if (measure.is === 'growth') return growth(under, metric, metricOf(metrics, measure.of), question);
  // Of facts and of nothing else: in one answer, where nothing changes, many questions are asked of the same part.
  const { others, reportedBy, convertAll } = options;
  const key = `answer ${JSON.stringify([question, others, reportedBy, convertAll])}`;
  return once(db, key, () => answer(db, metric, question, options));
}

/**
 * The same question over the comparison period, of the same kind. Like is compared with like: a period that is not fully
 * reported is cut to its reported days and compared with the same days; sale months that stores still report are
 * compared with what statements had told of the earlier months at the same age.
 * @returns null when there is nothing before ("all").
 * @throws BedrotError `bad_question`, see `ask`.
 */
export function compareWith(
  db: Db,
  metrics: MetricRegistry,
  question: Question,
  comparison: Comparison,
  options: Pick<AskOptions, 'ops' | 'today' | 'label'> = {},
): Compared | null {
  const metric = metricOf(metrics, question.metric);
  return compareOver(
    (one, how) => ask(db, metrics, one, { ...options, ...how }),
    metric,
    question,
    comparison,
  );
}
