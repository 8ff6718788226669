import type { Day } from '../../core/days.ts';
import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Metric, Question } from './metric.ts';
import { type Before, monthsBefore, previousPeriod, previousYear } from './period.ts';
import type { Ask, Change, Compared, Comparison, Result, Value } from './query-types.ts';

/** See `compareWith` of query.ts; `ask` asks the warehouse. */
export function compareOver(
  ask: Ask,
  metric: Metric,
  question: Question,
  comparison: Comparison,
): Compared | null {
  const whole = ask(question, { others: false });
  const same = { ...question, kind: whole.kind };
  const settles = metric.sources.some(
    (source) => source.kind === whole.kind && source.settlesAfterMonths !== undefined,
  );
  const asked = settles ? whole.period : { from: question.from, to: question.to };
  const named = { ...asked, name: question.period ?? '' };
  const before = comparison === 'previous_year' ? previousYear(named) : previousPeriod(named);
  if (!before) return null;

  const end = whole.completeTo;
  if (settles && end !== null && end < asked.to) return atSameAge(ask, metric, same, whole, before);

  // Nothing of it is told in full, and what is told is not what was told before.
  const early = !settles && end !== null && end < asked.from && whole.total !== null;
  const cut = !settles && end !== null && end >= asked.from && end < asked.to;
  const now = cut ? ask({ ...same, to: end }, { others: false }) : whole;
  const period = { from: before.from, to: cut ? before.dayBefore(end) : before.to };
  const then = ask({ ...same, ...period }, { others: false });
  const notes = cut ? [`Compared over the days reported, ${now.period.from} to ${now.period.to}.`] : [];
  const compared = sideBySide(metric, now, then, cut ? before.againstCut : before.against, notes);
  if (!early) return compared;
  return {
    ...compared,
    change: { absolute: null, relative: null },
    notes: [...compared.notes, `No change is given: not every account tells days after ${end}.`],
  };
}

function sideBySide(metric: Metric, now: Result, then: Result, against: string, notes: string[]): Compared {
  // A sum over the few days since the data begin is not what a whole period is measured against.
  const begun = then.begins !== null && then.begins > then.period.from && then.begins <= then.period.to;
  const unlike = begun && metric.measure.is === 'sum';
  const units = now.unit !== then.unit && now.total !== null && then.total !== null;
  return {
    against,
    period: then.period,
    now,
    before: then,
    change: unlike || units ? { absolute: null, relative: null } : change(now.total, then.total),
    notes: [
      ...notes,
      ...(unlike ? [`No change is given: the data begin on ${then.begins}, inside the period before.`] : []),
      ...(units ? [`No change is given: the amounts are in ${now.unit}, and in ${then.unit} before.`] : []),
      ...(then.total === null && now.total !== null ? ['Nothing is known of the period before.'] : []),
    ],
  };
}

function atSameAge(ask: Ask, metric: Metric, question: Question, now: Result, before: Before): Compared {
  const period = { from: before.from, to: before.to };
  const months = monthsBetween(period.from, now.period.from);
  const reported = now.reported ?? now.period.to;
  const reportedBy = monthsBefore(reported, months);
  const then = ask({ ...question, ...period }, { others: false, reportedBy });
  return sideBySide(metric, now, then, before.against, [
    `Stores still report this period: compared with what statements had told by ${reportedBy}.`,
  ]);
}

const monthsBetween = (from: Day, to: Day): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** Null where one of them is not known; relative also where `before` is 0. */
export function change(now: Value, before: Value): Change {
  if (now === null || before === null) return { absolute: null, relative: null };
  if (typeof now === 'string' || typeof before === 'string') {
    const [a, b] = [nanosOf(now), nanosOf(before)];
    return {
      absolute: nanosToDecimal(a - b),
      relative: b === 0n ? null : Number(a - b) / Math.abs(Number(b)),
    };
  }
  return { absolute: now - before, relative: before === 0 ? null : (now - before) / Math.abs(before) };
}

function nanosOf(value: number | string): bigint {
  const nanos = parseNanos(String(value));
  if (nanos === null) throw new Error(`${value} is not an amount`);
  return nanos;
}
