import type { Day } from '../../core/days.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { CheckName } from '../../warehouse/kit/quality-checks.ts';
import { type Finding, finding, type Scope } from './finding.ts';

/** Above this part of what the page tells, distributors tell something twice. */
const ABOVE = 1.05;
const WELL = 0.05;
const ALERT = 0.1;
/** Days both must know of a month. */
const SHARED_DAYS = 7;

/** Everything that needs two sources to be seen. */
export const acrossFindings = (scope: Scope): Finding[] => [
  ...pageFindings(scope.db),
  ...distributorFindings(scope),
  ...spendFindings(scope.db),
];

interface Told {
  sum: number;
  series: number;
}

/** Days of which every series that lives then is known, with their sum. */
function wholeDays(db: Db, from: string, series: string, where: string): Map<Day, number> {
  const lives = db
    .prepare<[], { first: Day; last: Day }>(
      `SELECT min(f.date) AS first, max(f.date) AS last FROM ${from} AS f WHERE ${where} GROUP BY ${series}`,
    )
    .all();
  const days = db
    .prepare<[], Told & { date: Day }>(
      `SELECT f.date, sum(f.streams) AS sum, count(DISTINCT ${series}) AS series FROM ${from} AS f WHERE ${where} GROUP BY 1`,
    )
    .all();
  return new Map(
    days
      .filter(
        ({ date, series: told }) =>
          told === lives.filter(({ first, last }) => first <= date && date <= last).length,
      )
      .map(({ date, sum }) => [date, sum]),
  );
}

/** Distributors' Spotify days against Spotify for Artists, which holds them all: months of days both know. */
function pageFindings(db: Db): Finding[] {
  const spotify =
    "f.platform_id = (SELECT id FROM platforms WHERE key = 'spotify') AND f.streams IS NOT NULL";
  const page = wholeDays(db, 'spotify_audience_rows', 'f.artist_key', 'f.counted AND f.streams IS NOT NULL');
  const told = wholeDays(db, 'content_streams', "f.distributor_id || '/' || f.account", spotify);
  const months = new Map<string, { days: number; page: number; told: number }>();
  for (const [day, sum] of told) {
    const seen = page.get(day);
    if (seen === undefined) continue;
    const is = months.get(day.slice(0, 7)) ?? { days: 0, page: 0, told: 0 };
    months.set(day.slice(0, 7), { days: is.days + 1, page: is.page + seen, told: is.told + sum });
  }
  const compared = [...months].filter(([, is]) => is.days >= SHARED_DAYS && is.page > 0).sort(newestFirst);
  if (compared.length === 0) return [];
  const off = compared.map(([month, is]) => ({ month, ...is, by: is.told / is.page - 1 }));
  const say = (one: (typeof off)[number]): string =>
    `${one.month}, ${one.days} days: distributors ${one.told}, page ${one.page} (${one.by > 0 ? '+' : ''}${(one.by * 100).toFixed(1)} %)`;
  const away = off.filter(({ by }) => Math.abs(by) >= WELL).sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const above = off.filter((one) => one.told > one.page * ABOVE);
  const feeds = db
    .prepare<[], string>(
      `SELECT DISTINCT files.feed FROM content_streams AS f JOIN files ON files.id = f.file_id WHERE ${spotify} ORDER BY 1`,
    )
    .pluck()
    .all();
  return feeds.flatMap((feed) => [
    finding(
      feed,
      'variance',
      off.filter(({ by }) => Math.abs(by) <= ALERT).length,
      off.length,
      away.map(say),
    ),
    finding(feed, 'above-page', off.length - above.length, off.length, above.map(say)),
  ]);
}

const newestFirst = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? 1 : -1);

interface Release {
  feed: string;
  check: CheckName;
  total: number;
  passed: number;
  examples: string;
}

/** Tracks that two distributors tell in one month at one store: a release that was moved, or is delivered twice. */
function distributorFindings({ db, feeds, tables }: Scope): Finding[] {
  if (feeds.filter((feed) => tables.get(feed) === 'revenue_transactions').length < 2) return [];
  return db
    .prepare<[], Release>(
      `WITH told AS (
         SELECT f.sale_month AS month, coalesce(t.track_id, -t.id) AS track, s.platform_id AS platform,
                f.distributor_id AS distributor, max(f.file_id) AS file, min(t.title) AS title
         FROM revenue_transactions AS f
         JOIN track_names t ON t.id = f.track_name_id JOIN platform_names s ON s.id = f.platform_name_id
         WHERE f.income_type = 'royalty' AND f.quantity > 0 AND f.track_name_id <> 0
         GROUP BY 1, 2, 3, 4),
       keyed AS (
         SELECT told.*, p.key AS store, p.name AS storeName, d.key AS who,
                count(*) OVER same AS distributors, max(d.key = 'soundcloud') OVER same AS partner,
                group_concat(d.name, ' and ') OVER same AS names
         FROM told JOIN platforms p ON p.id = told.platform JOIN platforms d ON d.id = told.distributor
         WINDOW same AS (PARTITION BY told.month, told.track, told.platform)),
       checked AS (
         SELECT files.feed, keyed.*,
                CASE WHEN partner AND store <> 'soundcloud' THEN 'partner-twice'
                     WHEN store = 'apple-music' THEN 'apple-twice' ELSE 'two-distributors' END AS "check"
         FROM keyed JOIN files ON files.id = keyed.file)
       SELECT feed, "check", count(*) AS total, sum(distributors = 1) AS passed,
              json_group_array('"' || title || '" of ' || month || ' at ' || storeName || ': ' || names
                ORDER BY month DESC, title) FILTER (WHERE distributors > 1) AS examples
       FROM checked GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all()
    .map(({ feed, check, total, passed, examples }) =>
      finding(feed, check, passed, total, JSON.parse(examples ?? '[]') as string[]),
    );
}

/** Lines of advertising that a second account has too, within three days and of the same amount. */
function spendFindings(db: Db): Finding[] {
  return db
    .prepare<[], { feed: string; total: number; twice: number; examples: string | null }>(
      `WITH spend AS NOT MATERIALIZED (
         SELECT f.*, n.description FROM financial_transactions AS f
         JOIN transaction_names n ON n.id = f.transaction_name_id
         WHERE n.category = 'advertising' AND n.kind = 'expense'),
       seen AS (
         SELECT files.feed, s.date, s.description, EXISTS (
           SELECT 1 FROM spend AS o WHERE o.account <> s.account AND o.amount = s.amount AND o.currency = s.currency
             AND o.date BETWEEN date(s.date, '-3 days') AND date(s.date, '+3 days')) AS twice
         FROM spend AS s JOIN files ON files.id = s.file_id)
       SELECT feed, count(*) AS total, sum(twice) AS twice,
              json_group_array(date || ' ' || description ORDER BY date DESC) FILTER (WHERE twice) AS examples
       FROM seen GROUP BY 1 ORDER BY 1`,
    )
    .all()
    .map(({ feed, total, twice, examples }) =>
      finding(feed, 'spend-twice', total - twice, total, JSON.parse(examples ?? '[]') as string[]),
    );
}
