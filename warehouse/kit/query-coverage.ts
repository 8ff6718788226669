import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import { run } from './compile.ts';
import { conditions } from './compile-conditions.ts';
import { factsOf, fromOf, type ReadSource, TABLES } from './compile-tables.ts';
import type { Db } from './open.ts';
import { type Months, monthsOf } from './query-months.ts';
import type { Plan } from './query-plan.ts';
import { fromSums } from './query-sums.ts';
import { areFresh, SUMMED } from './summaries.ts';

/** How far the data reach, whatever period is asked for. */
export interface Coverage {
  /** First day known within the filter. */
  begins: Day | null;
  /** Newest day known within the filter; for statements the end of the newest sale month. */
  newest: Day | null;
  /** Newest day that every live series knows; for statements the end of the last settled month. */
  completeTo: Day | null;
  /** Statements: when the newest of them came in. */
  reported: Day | null;
  /** Daily series by name, from their first to their last known day. */
  series: Map<string, Life>;
}

export interface Life {
  first: Day;
  newest: Day;
  /** Still expected to go on: not far behind the newest series. */
  alive: boolean;
}

/** A series silent for longer than this no longer holds the others back: an account may have been closed. */
const ALIVE_DAYS = 14;

/** The same of a card or an ad account, which may rest for a month. */
const SILENT_DAYS = 45;

/**
 * How many of the newest sale months are read to find the newest statement. Not only the newest ones: who sells by himself
 * tells of this month what a store tells in three.
 */
const RECENT_MONTHS = 8;

export function coverage(db: Db, made: Plan): Coverage {
  const plan = { ...made, shape: fromSums(db, { ...made.shape, by: [] }, made.parameters) };
  const { sources } = plan.shape;
  const [first] = sources;
  const accounts = first && TABLES[first.table].accounts;
  if (first && accounts && TABLES[first.table].reach) return readings(db, plan, first, accounts);
  if (first && accounts) return happenings(db, first, accounts);
  if (first && TABLES[first.table].series === null) return statementCoverage(db, plan, first);
  const known = sources.flatMap((source) => seriesDays(db, plan, source));
  const newest =
    known
      .map((one) => one.newest)
      .sort()
      .at(-1) ?? null;
  const alive = (day: Day): boolean => newest !== null && day >= addDays(newest, -ALIVE_DAYS);
  const series = new Map(
    known.map((one) => [one.series, { first: one.first, newest: one.newest, alive: alive(one.newest) }]),
  );
  const completeTo = [...series.values()]
    .filter((life) => life.alive)
    .map((life) => life.newest)
    .sort()[0];
  const begins = known.map((one) => one.first).sort()[0] ?? null;
  return { begins, newest, completeTo: completeTo ?? null, reported: null, series };
}

function seriesDays(db: Db, plan: Plan, source: ReadSource): { series: string; first: Day; newest: Day }[] {
  const { series, seriesOf, reach = fromOf(source.table) } = TABLES[source.table];
  // What a series is, is worked out once for each it follows from, not for each row.
  const by = seriesOf?.columns.map((column) => `f.${column}`).join(', ') ?? `${series} AS series`;
  const days = `SELECT ${by}, min(f.date) AS first, max(f.date) AS newest FROM ${reach} AS f
    WHERE ${filter(plan, source)} GROUP BY ${seriesOf ? by : '1'}`;
  const text = `SELECT CAST(${seriesOf ? series : 'f.series'} AS TEXT) AS series, min(f.first) AS first, max(f.newest) AS newest
    FROM (${days}) AS f GROUP BY 1`;
  return run(db, text, anyTime(plan));
}

/**
 * What happens on some days only: as far as its table reaches, whatever the filter, because a campaign that does not run
 * tells nothing. An account that has fallen silent does not hold the others back.
 */
function happenings(db: Db, { table, date }: ReadSource, account: string): Coverage {
  const [facts] = factsOf(table);
  const known = run<{ account: string | null; first: Day; newest: Day }>(
    db,
    `SELECT ${account} AS account, min(f.${date}) AS first, max(f.${date}) AS newest FROM ${facts} AS f GROUP BY 1`,
    {},
  );
  return asFarAs(known);
}

/**
 * Pages that are read now and then, of the question's own filter: the days between two readings are no gap, and a reading
 * has no first day.
 */
function readings(db: Db, plan: Plan, source: ReadSource, account: string): Coverage {
  const known = run<{ account: string; first: Day; newest: Day }>(
    db,
    `SELECT ${account} AS account, min(f.${source.date}) AS first, max(f.${source.date}) AS newest
     FROM ${TABLES[source.table].reach} AS f WHERE ${filter(plan, source)} GROUP BY 1`,
    anyTime(plan),
  );
  return { ...asFarAs(known), begins: null };
}

function asFarAs(known: readonly { account: string | null; first: Day; newest: Day }[]): Coverage {
  // Rows that do not tell their account belong to one of the others.
  const told = known.filter((one) => one.account !== null);
  const days = (told.length > 0 ? told : known).map((one) => one.newest).sort();
  const newest = days.at(-1);
  if (newest === undefined) return NO_REACH;
  return {
    begins: known.map((one) => one.first).sort()[0] ?? null,
    newest,
    completeTo: days.find((day) => day >= addDays(newest, -SILENT_DAYS)) ?? newest,
    reported: null,
    series: new Map(),
  };
}

function statementCoverage(db: Db, plan: Plan, source: ReadSource): Coverage {
  const table = tableOf(source);
  const row = monthsWithin(db, plan, source);
  if (!row) return NO_REACH;
  // Of all statements, whatever the filter; their sums are few rows.
  const all = areFresh(db) ? 'revenue_by_store' : table;
  const [statement] = run<{ day: Day }>(
    db,
    `SELECT max(reporting_date) AS day FROM ${all} WHERE sale_month > @month`,
    { month: newestMonthsBack(db, all) },
  );
  const reported = statement?.day ?? firstOfMonth(row.newest);
  // The first payment cannot be before the first sale month; it is close enough to tell where the data begin.
  const ends =
    source.date === 'reporting_date'
      ? { newest: reported, completeTo: reported }
      : {
          newest: lastOfMonth(row.newest),
          completeTo: lastOfMonth(addMonths(monthOf(reported), -(source.settlesAfterMonths ?? 0))),
        };
  return { begins: firstOfMonth(row.first), ...ends, reported, series: new Map() };
}

function monthsWithin(db: Db, plan: Plan, source: ReadSource): Months | null {
  if (source.table === SUMMED && areFresh(db))
    return monthsOf(db, { ...plan.shape, reportedBy: false }, source, plan.parameters);
  // Two walks along the key, each to its first hit.
  const facts = `FROM ${tableOf(source)} AS f WHERE ${filter(plan, { ...source, date: 'sale_month' })}`;
  const [row] = run<{ first: string | null; newest: string | null }>(
    db,
    `SELECT (SELECT f.sale_month ${facts} ORDER BY f.sale_month LIMIT 1) AS first,
       (SELECT f.sale_month ${facts} ORDER BY f.sale_month DESC LIMIT 1) AS newest`,
    anyTime(plan),
  );
  return row?.first && row.newest ? { first: row.first, newest: row.newest } : null;
}

/** Nothing known, or not asked how far it reaches. */
export const NO_REACH: Coverage = {
  begins: null,
  newest: null,
  completeTo: null,
  reported: null,
  series: new Map(),
};

/** Sums as they are; what is made of facts, by its facts. */
const tableOf = ({ table }: ReadSource): string =>
  TABLES[table].weight ? table : (factsOf(table)[0] ?? table);

/** The month before the newest ones of the table. */
function newestMonthsBack(db: Db, table: string): string {
  const [row] = run<{ month: string | null }>(db, `SELECT max(sale_month) AS month FROM ${table}`, {});
  return addMonths(row?.month ?? '2000-01', -RECENT_MONTHS);
}

const filter = (plan: Plan, source: ReadSource): string =>
  conditions({ ...plan.shape, reportedBy: false }, source).join(' AND ');

const anyTime = (plan: Plan): Record<string, string> => ({ ...plan.parameters, from: '0000', to: '9999' });
