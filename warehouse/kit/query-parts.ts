import type { Day } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Metric, MetricDimension, MetricRegistry, Part, Question } from './metric.ts';
import { kindsOf } from './metric-parts.ts';
import { fold } from './names-fold.ts';
import { metricOf } from './query-plan.ts';
import type { Result, Row } from './query-types.ts';

// What metrics made of others share.

/**
 * The question put to one part. The part's own kind and values hold; a kind that was asked for goes to the parts that have
 * several.
 * @throws BedrotError `bad_question`: another value was asked for than the part is pinned to.
 */
export function questionOf(metrics: MetricRegistry, metric: Metric, part: Part, whole: Question): Question {
  const { kind: asked, where = {}, ...rest } = whole;
  for (const [dimension, values] of Object.entries(part.where ?? {}) as [MetricDimension, string[]][]) {
    const wanted = where[dimension] ?? [];
    if (wanted.some((one) => !values.some((value) => plain(value) === plain(one))))
      throw new BedrotError(
        'bad_question',
        `${metric.name} stands on ${part.metric} of ${dimension} ${values.join(' and ')}, not of ${wanted.join(' and ')}.`,
      );
  }
  const kinds = kindsOf(metrics, metricOf(metrics, part.metric));
  const kind = part.kind ?? (asked && kinds.includes(asked) ? asked : undefined);
  return { ...rest, metric: part.metric, where: { ...where, ...part.where }, ...(kind ? { kind } : {}) };
}

const plain = (text: string): string => fold(text).replaceAll(' ', '');

/** Rows as an answer has them: by date, or largest first; the newest buckets, or the largest values. */
export function inOrder(rows: readonly Row[], { grain, limit }: Question): { rows: Row[]; cut: string[] } {
  const sorted = [...rows].sort((a, b) =>
    grain ? compare(dateOf(a), dateOf(b)) : sizeOf(b) - sizeOf(a) || compare(keyOf(a), keyOf(b)),
  );
  if (limit === undefined) return { rows: sorted, cut: [] };
  if (!grain)
    return {
      rows: sorted.slice(0, limit),
      cut: sorted.length > limit ? [`The ${limit} largest of ${sorted.length}.`] : [],
    };
  const dates = [...new Set(sorted.map(dateOf))];
  const newest = new Set(dates.slice(-limit));
  return {
    rows: sorted.filter((row) => newest.has(dateOf(row))),
    cut: dates.length > limit ? [`The newest ${limit} of ${dates.length} dates.`] : [],
  };
}

const dateOf = (row: Row): string => row.keys.date ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** What is not known stands last. */
const sizeOf = ({ value }: Row): number => (value === null ? -Number.MAX_VALUE : Number(value));
/** The names of a row, whatever their order. */
export const keyOf = ({ keys }: Pick<Row, 'keys'>): string => JSON.stringify(Object.entries(keys).sort());

/** Tables, kinds, queries and reach of a number, as its parts have them. */
export function standingOn(parts: readonly { question: Question; result: Result }[]) {
  const results = parts.map(({ result }) => result);
  const behind = results.flatMap((result) => result.behind);
  const units = results.filter(({ total }) => total !== null).map(({ unit }) => unit);
  return {
    behind: [...new Map(behind.map((one) => [JSON.stringify(one), one])).values()],
    tables: [...new Set(results.flatMap((result) => result.tables))],
    source: [...new Set(results.map((result) => result.source))].join(' + '),
    // Of a part that is made of others: what it asked.
    under: parts.flatMap(({ question, result }) => (result.under.length > 0 ? result.under : [question])),
    sql: queriesOf(results),
    begins: latest(results.map((result) => result.begins)),
    newest: earliest(results.map((result) => result.newest)),
    completeTo: earliest(results.map((result) => result.completeTo)),
    units: [...new Set(units)].sort(),
  };
}

/** Each query once, and below it the values it was run with. */
function queriesOf(results: readonly Result[]): string {
  const runs = new Map<string, Set<string>>();
  for (const { sql, parameters } of results) {
    const given = Object.entries(parameters).map(([name, value]) => `@${name} = ${value}`);
    const known = runs.get(sql) ?? new Set();
    runs.set(sql, known);
    if (given.length > 0) known.add(`-- ${given.join(', ')}`);
  }
  return [...runs].map(([sql, given]) => [sql, ...given].join('\n')).join('\n\n');
}

/** Null where one part knows none. */
export const earliest = (days: readonly (Day | null)[]): Day | null => sorted(days)[0] ?? null;
export const latest = (days: readonly (Day | null)[]): Day | null => sorted(days).at(-1) ?? null;
const sorted = (days: readonly (Day | null)[]): Day[] =>
  days.includes(null) ? [] : days.filter((day) => day !== null).sort();
