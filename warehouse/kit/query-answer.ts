import { addDays } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import { factsOf } from './compile-tables.ts';
import { KINDS, type Kind, type Metric, type Question } from './metric.ts';
import type { Db } from './open.ts';
import { shown } from './query-combine.ts';
import { type Coverage, coverage, NO_REACH } from './query-coverage.ts';
import { tellApart } from './query-names-apart.ts';
import { notesOf } from './query-notes.ts';
import { type Plan, plan } from './query-plan.ts';
import { type Reading, read } from './query-read.ts';
import type { AskOptions, Result, Row } from './query-types.ts';

/** Answers a question of a metric that is read from facts. @throws BedrotError `bad_question`, see `ask`. */
export function answer(db: Db, metric: Metric, question: Question, options: AskOptions): Result {
  const planned = plan(db, metric, question, options.reportedBy);
  const made = options.convertAll ? { ...planned, convertAll: true } : planned;
  const reach = coverage(db, made);
  const found = read(db, made, reach);
  const asked = found.apart ? { ...made, shape: found.apart } : made;
  const rows = arrange(db, asked, found, question);
  const apart = found.apart ? totalsApart(db, made, reach) : [];
  const total = shown(found.total, metric);
  const silent = silentSeries(made, reach);
  const late =
    made.shape.measure.is !== 'last' && reach.completeTo !== null && reach.completeTo < made.period.to;
  const partial = found.partial || silent > 0 || late || total === null;
  const tables = [...new Set(made.shape.sources.flatMap((source) => factsOf(source.table)))];
  return {
    metric: metric.name,
    kind: made.kind,
    source: tables.join(' + '),
    unit: metric.unit.replace('CURRENCY', found.mixed ? 'money' : found.currency || currencyIn(db, metric)),
    apart,
    // Curves of two currencies are not one: with a grain alone there is nothing to show.
    rows: found.apart && made.shape.grain && made.shape.by.length === 0 ? [] : rows.kept,
    total,
    period: made.period,
    begins: reach.begins,
    newest: reach.newest,
    completeTo: reach.completeTo,
    reported: reach.reported,
    partial,
    complete: !partial,
    others: options.others === false ? [] : othersOf(db, metric, question, made.kind),
    sql: found.sql,
    parameters: made.parameters,
    tables,
    behind: [{ kind: made.kind, tables }],
    under: [],
    notes: notesOf({
      beginning: question.period !== 'all',
      plan: made,
      found,
      reach,
      total,
      partial,
      silent,
      cut: rows.cut,
      apart,
    }),
  };
}

/** The total of each currency where they cannot be added, largest name last. */
const totalsApart = (db: Db, made: Plan, reach: Coverage): Result['apart'] =>
  read(db, { ...made, shape: { ...made.shape, by: ['currency'], grain: null } }, reach)
    .rows.map(({ names: [currency = ''], sums }) => ({ currency, total: shown(sums, made.metric) }))
    .sort((a, b) => compare(a.currency, b.currency));

/** Accounts that have stopped for longer than this are taken as closed. */
const CLOSED_AFTER_DAYS = 90;

/** Running totals leave out an account that was silent for the whole period: how many. */
const silentSeries = (made: Plan, reach: Coverage): number =>
  made.shape.measure.is === 'last'
    ? [...reach.series.values()].filter(
        ({ newest }) => newest < made.period.from && newest >= addDays(made.period.from, -CLOSED_AFTER_DAYS),
      ).length
    : 0;

function arrange(
  db: Db,
  made: Plan,
  found: Reading,
  question: Question,
): { kept: Row[]; cut: string | null } {
  const { by, grain } = made.shape;
  const [first] = by;
  const names = tellApart(db, by, found.rows);
  const sorted = found.rows
    .map((row, at) => {
      const called = names[at] ?? [];
      const value = shown(row.sums, made.metric);
      const size = value === null ? Number.NEGATIVE_INFINITY : Number(value);
      return { row, called, text: called.join('\u001f'), value, size };
    })
    .sort(
      (a, b) => (grain ? compare(a.row.date, b.row.date) : b.size - a.size || 0) || compare(a.text, b.text),
    );
  const rows = sorted.map(({ row, called, value }): Row => {
    const keys: Row['keys'] = grain ? { date: row.date } : {};
    for (const [at, dimension] of by.entries()) keys[dimension] = called[at] ?? '';
    // A line of each currency: who reads the first dimension alone must not take one for the other.
    if (found.apart && first !== undefined && first !== 'currency')
      keys[first] = `${called[0]} (${called.at(-1)})`;
    return { keys, value, partial: row.partial };
  });
  // Without a breakdown the total says it all.
  if (by.length === 0 && !grain) return { kept: [], cut: null };
  const { limit } = question;
  if (limit === undefined) return { kept: rows, cut: null };
  if (!grain)
    return {
      kept: rows.slice(0, limit),
      cut: rows.length > limit ? `The ${limit} largest of ${rows.length}.` : null,
    };
  const dates = [...new Set(rows.map((row) => row.keys.date))];
  const newest = new Set(dates.slice(-limit));
  return {
    kept: rows.filter((row) => newest.has(row.keys.date)),
    cut: dates.length > limit ? `The newest ${limit} of ${dates.length} dates.` : null,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Kinds that can apply the same filter; what they cannot break down is left whole. */
function othersOf(db: Db, metric: Metric, question: Question, chosen: Kind): Result['others'] {
  const { grain: _grain, by: _by, limit: _limit, ...whole } = question;
  const kinds = KINDS.filter(
    (kind) => kind !== chosen && metric.sources.some((source) => source.kind === kind),
  );
  return kinds.flatMap((kind) => {
    try {
      const made = plan(db, metric, { ...whole, kind });
      return [{ kind, total: shown(read(db, made, NO_REACH).total, metric), period: made.period }];
    } catch (thrown) {
      if (thrown instanceof BedrotError && thrown.code === 'bad_question') return [];
      throw thrown;
    }
  });
}

/** For an answer without amounts: the currency the label's amounts are in, so that "not known" has a unit too. */
function currencyIn(db: Db, metric: Metric): string {
  if (!metric.unit.includes('CURRENCY')) return '';
  const table = metric.sources[0] && factsOf(metric.sources[0].table)[0];
  const row = db
    .prepare<[], { currency: string }>(`SELECT currency FROM ${table} WHERE currency IS NOT NULL LIMIT 1`)
    .get();
  return row?.currency ?? 'money';
}
