import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  lastOfMonth,
  type Month,
  monthOf,
} from '../../core/days.ts';
import { FACTS, type FactTable } from './facts.ts';
import type { Db } from './open.ts';
import { areFresh, SUMMED } from './summaries.ts';

/** What is known of one series (an account, an artist, a store), and what is missing between its first and last day. */
export interface Coverage {
  table: FactTable;
  /** The feeds whose files told it. */
  sources: string[];
  /** "ZONE A0", "distrokid / spotify": what the numbers are of. '' where the source has one for the label. */
  account: string;
  /** What is expected of it: a number each day, something each month (a statement), or nothing (snapshots, campaigns). */
  rhythm: 'day' | 'month' | null;
  first: Day | Month;
  last: Day | Month;
  /** Days (months, where the rhythm is one) that are known, and how many there are from the first to the last. */
  have: number;
  expected: number | null;
  /** Each month from the first to the last: days known and expected; for statements 0 or 1 of 1. */
  months: { month: Month; have: number; expected: number | null }[];
  holes: { from: string; to: string; length: number }[];
}

interface Evidence {
  /** SQL of the day or month a row is of. */
  date: string;
  /** SQL of what it is of, names settled: one artist under two spellings is one series. */
  series: string;
  rhythm: Coverage['rhythm'];
}

const ARTIST = '(SELECT a.artist FROM artist_credit_names AS a WHERE a.artist_name_id = f.artist_name_id)';
const platform = (column = 'platform_id'): string =>
  `(SELECT p.name FROM platforms AS p WHERE p.id = f.${column})`;
/** Parts that are '' are left out. */
const joined = (...parts: string[]): string =>
  `concat_ws(' / ', ${parts.map((part) => `nullif(${part}, '')`).join(', ')})`;

/** What counts as a day of each table. A catalog and a table of rates have no days. */
const EVIDENCE: Readonly<Record<FactTable, Evidence | null>> = {
  content_streams: {
    date: 'f.date',
    series: joined(platform('distributor_id'), 'f.account', platform()),
    rhythm: 'day',
  },
  spotify_audience_daily: { date: 'f.date', series: ARTIST, rhythm: 'day' },
  social_media_daily: { date: 'f.date', series: joined('f.account', 'f.artifact'), rhythm: 'day' },
  link_analytics_daily: { date: 'f.date', series: 'f.account', rhythm: 'day' },
  content_daily: { date: 'f.date', series: 'f.account', rhythm: 'day' },
  revenue_transactions: {
    date: 'substr(f.reporting_date, 1, 7)',
    series: platform('distributor_id'),
    rhythm: 'month',
  },
  financial_transactions: { date: 'substr(f.date, 1, 7)', series: 'f.account', rhythm: 'month' },
  track_daily: { date: 'f.date', series: ARTIST, rhythm: null },
  link_visits_daily: { date: 'f.date', series: ARTIST, rhythm: null },
  audience_hours: { date: 'f.date', series: 'f.account', rhythm: null },
  ad_performance_daily: { date: 'f.date', series: "coalesce(f.account, '')", rhythm: null },
  ad_performance_period: { date: 'f.date_stop', series: "coalesce(f.account, '')", rhythm: null },
  email_campaigns: { date: 'f.sent_on', series: "''", rhythm: null },
  spotify_song_metrics: { date: 'f.as_of', series: ARTIST, rhythm: null },
  track_snapshots: { date: 'f.as_of', series: ARTIST, rhythm: null },
  playlist_snapshots: { date: 'f.as_of', series: ARTIST, rhythm: null },
  audience_segments: { date: 'f.as_of', series: joined('f.account', ARTIST), rhythm: null },
  content_snapshots: { date: 'f.as_of', series: 'f.account', rhythm: null },
  catalog_tracks: null,
  fx_rates: null,
};

/** A row that tells no number (a day that is not reported yet) covers nothing. */
function tellsNumber(table: FactTable): string {
  const numbers = FACTS[table].values
    .filter(({ is }) => is === 'integer' || is === 'nanos')
    .map(({ name }) => `f.${name}`);
  // A key may be the number itself: the amount of a line of a bank.
  const inKey = FACTS[table].key.some(({ is }) => is === 'nanos');
  return inKey || numbers.length === 0 ? '1' : `coalesce(${[...numbers, 'NULL'].join(', ')}) IS NOT NULL`;
}

interface Told {
  series: string;
  date: string;
  source: string;
}

/** First the distinct raw values, then their names: a million lines of statements are a few hundred of them. */
function told(db: Db, table: FactTable, { date, series }: Evidence): Told[] {
  const raw = [...new Set([...`${date} ${series}`.matchAll(/\bf\.\w+/g)].map(([column]) => column))];
  // The sums have the same months and accounts, unless some facts tell neither of what is added.
  const from =
    table === SUMMED && areFresh(db) && !db.prepare('SELECT 1 FROM revenue_by_store WHERE known = 0').get()
      ? 'revenue_by_store AS f'
      : `${table} AS f WHERE ${tellsNumber(table)}`;
  return db
    .prepare<[], Told>(
      `WITH f AS MATERIALIZED (
         SELECT DISTINCT ${[...raw, 'f.file_id'].join(', ')} FROM ${from}
       )
       SELECT coalesce(${series}, '') AS series, ${date} AS date, files.feed AS source
       FROM f JOIN files ON files.id = f.file_id GROUP BY 1, 2, 3 ORDER BY 1, 2`,
    )
    .all();
}

/** `series|date` of everything a table tells: what a copy must go beyond to be worth taking. */
export function evidenceOf(db: Db, table: FactTable): Set<string> {
  const evidence = EVIDENCE[table];
  return new Set(evidence ? told(db, table, evidence).map((row) => `${row.series}|${row.date}`) : []);
}

/** What is loaded, by table and series, and where it has holes. Reads the facts. */
export function coverageOf(db: Db): Coverage[] {
  return (Object.keys(EVIDENCE) as FactTable[]).flatMap((table) => {
    const evidence = EVIDENCE[table];
    if (evidence === null) return [];
    const series = new Map<string, Told[]>();
    for (const row of told(db, table, evidence)) {
      const rows = series.get(row.series);
      if (rows) rows.push(row);
      else series.set(row.series, [row]);
    }
    return [...series].map(([account, rows]) => covered(table, evidence, account, rows));
  });
}

function covered(table: FactTable, { rhythm }: Evidence, account: string, rows: readonly Told[]): Coverage {
  const dates = [...new Set(rows.map(({ date }) => date))];
  const [first, last] = [dates[0] as string, dates.at(-1) as string];
  const expected = rhythm === null ? null : distance(first, last, rhythm) + 1;
  return {
    table,
    sources: [...new Set(rows.map(({ source }) => source))].sort(),
    ...{ account, rhythm, first, last, have: dates.length, expected },
    months: monthsOf(dates, rhythm),
    holes: rhythm === null ? [] : holesOf(dates, rhythm),
  };
}

const distance = (from: string, to: string, rhythm: 'day' | 'month'): number =>
  rhythm === 'day' ? daysBetween(from, to) : monthsBetween(from, to);

const monthsBetween = (from: Month, to: Month): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

function monthsOf(dates: readonly string[], rhythm: Coverage['rhythm']): Coverage['months'] {
  const [first, last] = [dates[0] as string, dates.at(-1) as string];
  const have = new Map<Month, number>();
  for (const date of dates) have.set(monthOf(date), (have.get(monthOf(date)) ?? 0) + 1);
  const count = monthsBetween(monthOf(first), monthOf(last)) + 1;
  return Array.from({ length: count }, (_, index) => {
    const month = addMonths(monthOf(first), index);
    const begins = month === monthOf(first) && rhythm === 'day' ? first : `${month}-01`;
    const ends = month === monthOf(last) && rhythm === 'day' ? last : lastOfMonth(month);
    const expected = rhythm === null ? null : rhythm === 'month' ? 1 : daysBetween(begins, ends) + 1;
    return { month, have: have.get(month) ?? 0, expected };
  });
}

function holesOf(dates: readonly string[], rhythm: 'day' | 'month'): Coverage['holes'] {
  const step = (date: string, by: number): string =>
    rhythm === 'day' ? addDays(date, by) : addMonths(date, by);
  return dates.slice(1).flatMap((date, index) => {
    const before = dates[index] as string;
    const length = distance(before, date, rhythm) - 1;
    return length > 0 ? [{ from: step(before, 1), to: step(date, -1), length }] : [];
  });
}
