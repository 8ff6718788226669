import { addMonths } from '../../core/days.ts';
import { isUsualVolume, robustZ, usual } from '../../warehouse/analysis/robust.ts';
import { areFresh } from '../../warehouse/kit/summaries.ts';
import { type Finding, finding, type Scope } from './finding.ts';
import { unknownNames } from './tables.ts';

/** Newest sale months that stores still report. */
const SETTLES_AFTER_MONTHS = 3;
/** A store's month with fewer plays pays by chance. */
const ENOUGH_PLAYS = 1000;
const NEEDED = 4;
const FAR = 5;

const FACTS = 'revenue_transactions';
/** Newest sale months whose rates are looked at. */
const RATED_MONTHS = 13;

interface Month {
  month: string;
  rows: number;
  known: number;
  wrongSign: number;
}

/**
 * What the lines of statements tell, and how many lines each feed has. A million lines are walked along their key, in
 * sums without a sort.
 */
export function statementFindings(scope: Scope): { findings: Finding[]; rows: Map<string, number> } {
  const feeds = scope.feeds.filter((feed) => scope.tables.get(feed) === FACTS);
  const rows = new Map<string, number>();
  const findings = feeds.flatMap((feed) => {
    const told = readMonths(scope, feed);
    const all = sum(told, 'rows');
    if (all === 0) return [];
    rows.set(feed, all);
    const wrong = sum(told, 'wrongSign');
    const strange = unknownNames(FACTS) ?? '0';
    const unknown = count(scope, feed, strange);
    return [
      finding(feed, 'known', sum(told, 'known'), all),
      finding(
        feed,
        'signs',
        all - wrong,
        all,
        wrong > 0 ? examples(scope, feed, 'f.quantity < 0 AND f.amount > 0') : [],
      ),
      finding(feed, 'names', all - unknown, all, unknown > 0 ? examples(scope, feed, strange) : []),
      months(feed, told),
      ...newestMonth(feed, told),
      ...rates(scope, feed, told),
    ];
  });
  return { findings, rows };
}

/** Restricts facts to @feed; where no other feed tells statements that is all of them, and costs nothing. */
const ofFeed = ({ db, tables }: Scope): string =>
  db
    .prepare<[], string>('SELECT DISTINCT feed FROM files')
    .pluck()
    .all()
    .filter((feed) => tables.get(feed) === FACTS).length === 1
    ? '@feed IS NOT NULL'
    : 'f.file_id IN (SELECT id FROM files WHERE feed = @feed)';

const readMonths = (scope: Scope, feed: string): Month[] =>
  scope.db
    .prepare<{ feed: string }, Month>(
      `SELECT f.sale_month AS month, count(*) AS rows, count(f.amount) AS known,
              sum(f.quantity < 0 AND f.amount > 0) AS wrongSign
       FROM ${FACTS} AS f WHERE ${ofFeed(scope)} GROUP BY 1 ORDER BY 1`,
    )
    .all({ feed });

const count = (scope: Scope, feed: string, where: string): number =>
  scope.db
    .prepare<{ feed: string }, number>(
      `SELECT count(*) FROM ${FACTS} AS f WHERE ${ofFeed(scope)} AND ${where}`,
    )
    .pluck()
    .get({ feed }) ?? 0;

const sum = (months: readonly Month[], of: 'rows' | 'known' | 'wrongSign'): number =>
  months.reduce((all, one) => all + (one[of] ?? 0), 0);

function examples({ db }: Scope, feed: string, where: string): string[] {
  return db
    .prepare<[string], { name: string; line: number; store: string; artist: string; title: string }>(
      `SELECT files.original_name AS name, f.line, s.name AS store, a.name AS artist, t.title
       FROM revenue_transactions AS f JOIN files ON files.id = f.file_id
       JOIN platform_names s ON s.id = f.platform_name_id JOIN track_names t ON t.id = f.track_name_id
       JOIN artist_names a ON a.id = t.artist_name_id
       WHERE files.feed = ? AND ${where} LIMIT 5`,
    )
    .all(feed)
    .map(
      ({ name, line, store, artist, title }) => `${name}, line ${line}: ${artist}, "${title}" at ${store}`,
    );
}

/** Every month from the first to the newest is told. */
function months(feed: string, told: readonly Month[]): Finding {
  const there = new Set(told.map(({ month }) => month));
  const missing: string[] = [];
  const last = told.at(-1)?.month ?? '';
  for (let month = told[0]?.month ?? ''; month < last; month = addMonths(month, 1))
    if (!there.has(month)) missing.push(`${month} missing`);
  return finding(feed, 'gaps', there.size, there.size + missing.length, missing);
}

/** The newest settled month has about as many lines as those before. */
function newestMonth(feed: string, told: readonly Month[]): Finding[] {
  const settled = told.slice(0, -SETTLES_AFTER_MONTHS);
  const newest = settled.at(-1);
  const earlier = settled.slice(-13, -1).map(({ rows }) => rows);
  if (!newest || earlier.length < NEEDED) return [];
  const is = usual(earlier);
  const fits = isUsualVolume(newest.rows, is);
  return [
    finding(
      feed,
      'volume',
      fits ? 1 : 0,
      1,
      fits ? [] : [`${newest.month} has ${newest.rows} lines, usual are ${is.median}`],
    ),
  ];
}

interface Rate {
  store: number;
  name: string;
  month: string;
  amount: number;
  quantity: number;
}

/** What a store pays a play, settled month by settled month, against its other months. Floating point: ratios only. */
function rates(scope: Scope, feed: string, told: readonly Month[]): Finding[] {
  const settled = told.slice(0, -SETTLES_AFTER_MONTHS).slice(-RATED_MONTHS);
  const [from, to] = [settled[0]?.month, settled.at(-1)?.month];
  if (from === undefined || to === undefined) return [];
  const each = scope.db
    .prepare<{ feed: string; from: string; to: string }, Rate>(
      `SELECT g.*, s.name FROM (
         SELECT f.platform_name_id AS store, f.sale_month AS month, total(f.amount) AS amount, total(f.quantity) AS quantity
         FROM ${areFresh(scope.db) ? 'revenue_by_store' : FACTS} AS f
         WHERE f.sale_month BETWEEN @from AND @to AND ${ofFeed(scope)}
         GROUP BY 1, 2) AS g
       JOIN platform_names s ON s.id = g.store WHERE s.usage = 'stream' AND g.quantity >= ${ENOUGH_PLAYS}`,
    )
    .all({ from, to, feed });
  let looked = 0;
  const far: { z: number; text: string }[] = [];
  for (const own of Map.groupBy(each, ({ store }) => store).values()) {
    if (own.length <= NEEDED) continue;
    // In 1e-6 of the currency a play: the scatter of counts in robustZ is then far below what is looked for.
    const paid = own.map(({ month, name, amount, quantity }) => ({
      month,
      name,
      rate: amount / quantity / 1000,
    }));
    for (const { month, name, rate } of paid) {
      looked++;
      const is = usual(paid.filter((other) => other.month !== month).map((other) => other.rate));
      const z = robustZ(rate, is);
      if (Math.abs(z) < FAR || Math.abs(rate - is.median) < 0.5 * is.median) continue;
      const times = (rate / is.median).toFixed(1);
      far.push({ z: Math.abs(z), text: `${name}: ${month} pays ${times} times its usual a play` });
    }
  }
  if (looked === 0) return [];
  far.sort((a, b) => b.z - a.z);
  return [
    finding(
      feed,
      'outliers',
      looked - far.length,
      looked,
      far.map(({ text }) => text),
    ),
  ];
}
