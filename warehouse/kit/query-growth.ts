import { addDays, addMonths, type Day, firstOfMonth, mondayOf, monthOf } from '../../core/days.ts';
import type { Grain, Metric, Question } from './metric.ts';
import { monthsBefore } from './period.ts';
import { bucketDays } from './query-combine.ts';
import { change, compareOver } from './query-compare.ts';
import type { Ask, Compared, Result, Row } from './query-types.ts';

/** Relative change against the period (or year) before; with a grain, of each bucket against the one before it. */
export function growth(ask: Ask, metric: Metric, of: Metric, question: Question): Result {
  const { limit: _limit, grain, ...rest } = question;
  const base: Question = { ...rest, metric: of.name };
  const against = (metric.measure.is === 'growth' && metric.measure.against) || 'previous_period';
  const whole = compareOver(ask, of, base, against);
  const now = whole?.now ?? ask(base, { others: false });
  const rows = grain
    ? byBucket(ask, of, { ...base, kind: now.kind }, grain, against)
    : joined(now.rows, beforeOf(whole));
  return {
    ...now,
    metric: metric.name,
    unit: metric.unit,
    rows:
      question.limit === undefined
        ? rows
        : rows.slice(grain ? -question.limit : 0, grain ? undefined : question.limit),
    total: whole?.change.relative ?? null,
    others: [],
    notes: [
      whole
        ? `Against ${whole.against} (${whole.period.from} to ${whole.period.to}).`
        : 'There is no period before it.',
      ...(whole?.notes ?? []),
      ...now.notes,
    ],
  };
}

/** Nothing, where the whole cannot be compared either. */
const beforeOf = (compared: Compared | null): readonly Row[] =>
  compared === null || compared.change.absolute === null ? [] : compared.before.rows;

/** Rows of the same names, side by side; largest growth first. */
function joined(now: readonly Row[], before: readonly Row[]): Row[] {
  const earlier = new Map(before.map((row) => [keyOf(row.keys), row]));
  return now
    .map((row) => ({
      ...row,
      value: change(row.value, earlier.get(keyOf(row.keys))?.value ?? null).relative,
    }))
    .sort((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY) || 0);
}

function byBucket(
  ask: Ask,
  of: Metric,
  question: Question,
  grain: Grain,
  against: 'previous_period' | 'previous_year',
): Row[] {
  const first = startOf(question.from, grain);
  const earlierOf = against === 'previous_year' ? yearBefore : before;
  const all = ask(
    { ...question, grain, from: earlierOf(first, grain), to: bucketEnd(question.to, grain) },
    { others: false },
  );
  const values = new Map(all.rows.map((row) => [keyOf(row.keys), row]));
  const cut = new Map<string, Row[]>();
  return all.rows.flatMap((row) => {
    const date = row.keys.date ?? '';
    const days = bucketDays(date, grain, { from: '0000-01-01', to: '9999-12-31' });
    if (days.to < question.from) return [];
    if (row.partial && all.completeTo !== null && all.completeTo < days.to) {
      // Not over yet: the same days of the bucket before.
      const found = cut.get(date) ?? partly(ask, of, { ...question, ...days }, against);
      cut.set(date, found);
      const { date: _date, ...names } = row.keys;
      const value = found.find((one) => keyOf(one.keys) === keyOf(names))?.value ?? null;
      return [{ ...row, value }];
    }
    const start = earlierOf(days.from, grain);
    const whole = all.begins !== null && all.begins <= start;
    const earlier = whole ? values.get(keyOf({ ...row.keys, date: bucketOf(start, grain) })) : undefined;
    // On a day without one of the accounts less was told, not less played.
    const partial = row.partial || (earlier?.partial ?? false);
    const unlike = grain === 'day' && partial;
    return [{ ...row, partial, value: unlike ? null : change(row.value, earlier?.value ?? null).relative }];
  });
}

/** Growth of a period that is not fully reported, by the names of its rows (none: one row without names). */
function partly(
  ask: Ask,
  of: Metric,
  question: Question,
  against: 'previous_period' | 'previous_year',
): Row[] {
  const compared = compareOver(ask, of, question, against);
  if (!compared) return [];
  if (!question.by?.length) return [{ keys: {}, value: compared.change.relative, partial: true }];
  return joined(compared.now.rows, beforeOf(compared));
}

const keyOf = (keys: Record<string, string>): string => JSON.stringify(Object.entries(keys).sort());

function startOf(day: Day, grain: Grain): Day {
  if (grain === 'day') return day;
  if (grain === 'week') return mondayOf(day);
  return grain === 'month' ? firstOfMonth(monthOf(day)) : `${day.slice(0, 4)}-01-01`;
}

/** First day of the bucket before the one that begins on `start`. */
function before(start: Day, grain: Grain): Day {
  if (grain === 'month') return firstOfMonth(addMonths(monthOf(start), -1));
  if (grain === 'year') return `${String(Number(start.slice(0, 4)) - 1).padStart(4, '0')}-01-01`;
  return addDays(start, grain === 'week' ? -7 : -1);
}

/** First day of the same bucket a year earlier; of a week 52 weeks, so that weekdays meet. */
const yearBefore = (start: Day, grain: Grain): Day =>
  grain === 'week' ? addDays(start, -364) : monthsBefore(start, 12);

const bucketOf = (start: Day, grain: Grain): string =>
  grain === 'month' ? monthOf(start) : grain === 'year' ? start.slice(0, 4) : start;

const bucketEnd = (day: Day, grain: Grain): Day =>
  bucketDays(bucketOf(startOf(day, grain), grain), grain, { from: '0000-01-01', to: '9999-12-31' }).to;
