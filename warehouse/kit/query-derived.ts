import type { Day } from '../../core/days.ts';
import { divideHalfEven, NANOS, nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Measure, Metric, MetricRegistry, Question } from './metric.ts';
import { partsOf } from './metric-parts.ts';
import { bucketDays } from './query-combine.ts';
import { earliest, inOrder, keyOf, latest, questionOf, standingOn } from './query-parts.ts';
import { metricOf } from './query-plan.ts';
import type { Ask, Result, Row, Value } from './query-types.ts';

type Derived = Extract<Measure, { is: 'derived' }>;

/**
 * Metrics added and taken off (revenue, other income, expenses), or divided by another (followers by monthly listeners).
 * Each is asked by itself, by its own rule, and a row (or the total) is known where all of them are: revenue of a month
 * nobody has told the spending of is no net. What is divided is of the same days on both sides.
 * Amounts in unlike currencies give nothing, and a note.
 * @throws BedrotError `bad_question`: one of them does not tell a dimension that was asked for.
 */
export function derived(ask: Ask, metrics: MetricRegistry, metric: Metric, question: Question): Result {
  const measure = metric.measure as Derived;
  const { limit: _limit, ...whole } = question;
  const named = partsOf(measure);
  const { parts: asked, shared } = askParts(
    ask,
    named.map((part) => questionOf(metrics, metric, part, whole)),
    measure.over !== undefined,
  );
  const isAmount = ({ metric: name, total }: Result): boolean =>
    total !== null && metricOf(metrics, name).unit === 'CURRENCY';
  const parts = inOneCurrency(ask, asked, isAmount);
  const results = parts.map(({ result }) => result);
  const stands = standingOn(parts);
  const currencies = [...new Set(results.filter(isAmount).map(({ unit }) => unit))].sort();
  const unlike = currencies.length > 1;
  const make = (values: readonly Value[]): Value =>
    unlike ? null : together(measure, metric.format, values);
  const rows = (unlike ? [] : alike(results)).map((same): Row => {
    const keys = same[0]?.keys ?? {};
    const cut =
      shared !== null &&
      shared.to < (question.grain ? bucketDays(keys.date ?? '', question.grain, question).to : question.to);
    return {
      keys,
      value: make(same.map(({ value }) => value)),
      partial: cut || same.some(({ partial }) => partial),
    };
  });
  const totals = results.map((result) => result.total);
  const total = make(totals);
  const [first] = results as [Result, ...Result[]];
  const names = named.map((part) => part.metric);
  const missing = names.filter((_, at) => totals[at] === null);
  const partial =
    total === null || results.some((part) => part.partial) || (shared !== null && shared.to < question.to);
  const kept = inOrder(rows, question);
  return {
    ...first,
    ...stands,
    apart: [],
    metric: metric.name,
    unit: metric.unit.replace('CURRENCY', currencies[0] ?? first.unit),
    rows: kept.rows,
    total,
    reported: null,
    partial,
    complete: !partial,
    others: [],
    parameters: {},
    notes: [
      ...(unlike ? [`The amounts are in ${currencies.join(' and ')}, which are not added.`] : []),
      ...(missing.length > 0 && missing.length < parts.length
        ? [`Not known without ${missing.join(' and ')}; what is known of it is not shown as the whole.`]
        : []),
      ...(total === null && missing.length === 0 && !unlike ? [whyNone(measure, names)] : []),
      ...(shared ? [`Over the days all of it is known: ${shared.from} to ${shared.to}.`] : []),
      ...kept.cut,
      ...notesOf(results),
    ],
  };
}

/** A note that is not true of all parts says of which it speaks. */
function notesOf(results: readonly Result[]): string[] {
  const notes = new Map<string, string[]>();
  for (const part of results)
    for (const note of new Set(part.notes)) notes.set(note, [...(notes.get(note) ?? []), part.metric]);
  return [...notes].map(([note, of]) => (of.length === results.length ? note : `${of.join(', ')}: ${note}`));
}

const whyNone = (measure: Derived, names: readonly string[]): string =>
  measure.over
    ? `Not known: ${names.at(-1)} is 0.`
    : `Not known: ${names.slice(0, measure.plus.length).join(' and ')} is not above 0.`;

interface Asked {
  parts: { question: Question; result: Result }[];
  /** Days all parts tell, where that is less than was asked for. */
  shared: { from: Day; to: Day } | null;
}

/** Asks the parts. `alike`: where they reach differently far, all of them over the days that all of them tell. */
function askParts(ask: Ask, questions: readonly Question[], alike: boolean): Asked {
  const over = (days: object): Asked['parts'] =>
    questions.map((one) => {
      const question = { ...one, ...days };
      return { question, result: ask(question) };
    });
  const parts = over({});
  const results = parts.map(({ result }) => result);
  const [asked] = questions;
  const begins = latest(results.map((result) => result.begins));
  const ends = earliest(results.map((result) => result.completeTo));
  const differ = (days: readonly (Day | null)[]): boolean => new Set(days).size > 1;
  if (!alike || !asked || begins === null || ends === null) return { parts, shared: null };
  const from = differ(results.map((result) => result.begins)) && begins > asked.from ? begins : asked.from;
  const to = differ(results.map((result) => result.completeTo)) && ends < asked.to ? ends : asked.to;
  // None in common: each is told as it is, and the part that knows nothing says so.
  if ((from === asked.from && to === asked.to) || from > to) return { parts, shared: null };
  return { parts: over({ from, to }), shared: { from, to } };
}

/** A part that is all in another currency than the rest is asked again, to come in the question's where it has a rate. */
function inOneCurrency(
  ask: Ask,
  parts: Asked['parts'],
  isAmount: (result: Result) => boolean,
): Asked['parts'] {
  const units = new Set(parts.filter(({ result }) => isAmount(result)).map(({ result }) => result.unit));
  if (units.size < 2) return parts;
  return parts.map((part) =>
    isAmount(part.result) && part.result.unit !== part.question.currency
      ? { ...part, result: ask(part.question, { convertAll: true }) }
      : part,
  );
}

/** Rows that all parts have, by their names. */
function alike(parts: readonly Result[]): Row[][] {
  const [first, ...rest] = parts.map((part) => new Map(part.rows.map((row) => [keyOf(row), row])));
  return [...(first ?? new Map<string, Row>())].flatMap(([key, row]) => {
    const others = rest.flatMap((rows) => rows.get(key) ?? []);
    return others.length === rest.length ? [[row, ...others]] : [];
  });
}

/**
 * Values in the order of `plus`, `minus`, `over`. Null where one is not known; a share also where what is added is not above
 * 0, and what is divided where it is divided by 0.
 */
function together(
  { plus, minus, share, over }: Derived,
  format: Metric['format'],
  values: readonly Value[],
): Value {
  let [added, left] = [0n, 0n];
  const nanos: bigint[] = [];
  for (const value of values) {
    if (value === null) return null;
    nanos.push(nanosOf(value));
  }
  for (const [at, value] of nanos.slice(0, plus.length + minus.length).entries()) {
    left += at < plus.length ? value : -value;
    if (at < plus.length) added += value;
  }
  const money = format === 'money' || format === 'money6';
  if (share) return added > 0n ? Number(left) / Number(added) : null;
  if (!over) return money ? nanosToDecimal(left) : Number(left) / Number(NANOS);
  const below = nanos.at(-1) ?? 0n;
  if (below === 0n) return null;
  if (!money) return Number(left) / Number(below);
  const [top, bottom] = [left < 0n ? -left : left, below < 0n ? -below : below];
  const quotient = divideHalfEven(top * NANOS, bottom);
  return nanosToDecimal(left < 0n === below < 0n ? quotient : -quotient, 9);
}

/** A value in 1e-9; a mean is rounded to them. */
function nanosOf(value: number | string): bigint {
  if (typeof value === 'string') return parseNanos(value) ?? 0n;
  return Number.isInteger(value) ? BigInt(value) * NANOS : BigInt(Math.round(value * Number(NANOS)));
}
