import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { isUsualVolume, robustZ, usual } from '../../warehouse/analysis/robust.ts';
import { type Finding, feedsOf, finding, OF_FEEDS, type Scope } from './finding.ts';
import { DAY_TABLES, type DayTable } from './tables.ts';

/** A series silent for longer than this no longer says which day is complete. */
const ALIVE_DAYS = 14;
/** Days on each side that a day is compared with, and how many of them must be known. */
const AROUND = 14;
const NEEDED = 14;
/** Robust z from which a day is told. */
const FAR = 5;
/** Newest days whose number of rows is compared with those before. */
const NEWEST = 7;

interface KnownDay {
  day: Day;
  value: number | null;
}

/** Holes, unlike days and thin days in everything that is told by the day. */
export const dayFindings = (scope: Scope): Finding[] =>
  DAY_TABLES.flatMap((one) => tableFindings(scope, one));

/** Of each feed the known days of each series, ascending. */
function readDays({ db, feeds }: Scope, { table, series, tells, main }: DayTable) {
  const known = tells.map((column) => `f.${column} IS NOT NULL`).join(' OR ');
  const rows = db
    .prepare<{ feeds: string }, [string, string, Day, number | null]>(
      `SELECT files.feed, ${series}, f.date, sum(f.${main}) FROM ${table} AS f ${OF_FEEDS} AND (${known})
       GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .raw()
    .iterate(feedsOf({ feeds })) as IterableIterator<[string, string, Day, number | null]>;
  const found = new Map<string, Map<string, KnownDay[]>>();
  for (const [feed, name, day, value] of rows) {
    const of = found.get(feed) ?? new Map<string, KnownDay[]>();
    found.set(feed, of);
    const days = of.get(name);
    if (days) days.push({ day, value });
    else of.set(name, [{ day, value }]);
  }
  return found;
}

function tableFindings(scope: Scope, table: DayTable): Finding[] {
  return [...readDays(scope, table)].flatMap(([feed, series]) => {
    const complete = completeDay(series);
    return [gaps(feed, series), ...outliers(feed, series, complete), ...thinDays(feed, series, complete)];
  });
}

/** The newest day every live series knows. */
function completeDay(series: ReadonlyMap<string, readonly KnownDay[]>): Day {
  const ends = [...series.values()].map((days) => days.at(-1)?.day ?? '').sort();
  const newest = ends.at(-1) ?? '';
  return ends.find((day) => day >= addDays(newest, -ALIVE_DAYS)) ?? newest;
}

function gaps(feed: string, series: ReadonlyMap<string, readonly KnownDay[]>): Finding {
  let present = 0;
  let expected = 0;
  const holes: { days: number; text: string }[] = [];
  for (const [name, days] of series) {
    const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
    present += days.length;
    expected += daysBetween(first, last) + 1;
    for (const [at, { day }] of days.entries()) {
      const next = days[at + 1]?.day;
      const missing = next === undefined ? 0 : daysBetween(day, next) - 1;
      if (next === undefined || missing === 0) continue;
      const [from, to] = [addDays(day, 1), addDays(next, -1)];
      holes.push({
        days: missing,
        text: `${name}: ${from === to ? from : `${from} to ${to} (${missing} days)`} missing`,
      });
    }
  }
  holes.sort((a, b) => b.days - a.days);
  return finding(
    feed,
    'gaps',
    present,
    expected,
    holes.map(({ text }) => text),
  );
}

function outliers(feed: string, series: ReadonlyMap<string, readonly KnownDay[]>, complete: Day): Finding[] {
  let looked = 0;
  const far: { z: number; text: string }[] = [];
  for (const [name, all] of series) {
    const days = all.filter(
      (one): one is { day: Day; value: number } => one.value !== null && one.day <= complete,
    );
    for (const [at, { day, value }] of days.entries()) {
      const around = days
        .slice(Math.max(0, at - AROUND), at + AROUND + 1)
        .filter((other) => other.day !== day && Math.abs(daysBetween(other.day, day)) <= AROUND)
        .map((other) => other.value);
      if (around.length < NEEDED) continue;
      looked++;
      const is = usual(around);
      const z = robustZ(value, is);
      if (Math.abs(z) < FAR) continue;
      far.push({
        z: Math.abs(z),
        text: `${name}: ${day} has ${value}, the days around it ${Math.round(is.median)} (z ${z.toFixed(1)})`,
      });
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

/** Complete days with far fewer (or more) series than the days before them. */
function thinDays(feed: string, series: ReadonlyMap<string, readonly KnownDay[]>, complete: Day): Finding[] {
  const counts = new Map<Day, number>();
  for (const days of series.values())
    for (const { day } of days) if (day <= complete) counts.set(day, (counts.get(day) ?? 0) + 1);
  const days = [...counts.keys()].sort();
  const earlier = days.slice(-4 * NEWEST, -NEWEST).map((day) => counts.get(day) ?? 0);
  if (earlier.length < NEEDED) return [];
  const is = usual(earlier);
  const newest = days.slice(-NEWEST);
  const odd = newest.filter((day) => !isUsualVolume(counts.get(day) ?? 0, is));
  return [
    finding(
      feed,
      'volume',
      newest.length - odd.length,
      newest.length,
      odd.map((day) => `${day} has ${counts.get(day)} rows, usual are ${is.median}`),
    ),
  ];
}
