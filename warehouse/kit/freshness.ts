import { type Day, daysBetween } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import type { Policy } from '../ops/policies.ts';
import type { Kind } from './metric.ts';
import { once } from './once.ts';
import type { Db } from './open.ts';

export interface AsOf {
  /** The feed. */
  source: string;
  label: string;
  /** Newest day of the data; over several accounts the oldest of theirs, for one silent account makes the whole late. */
  day: Day | null;
  age_days: number | null;
  state: 'fresh' | 'late' | 'overdue' | 'never';
}

/** An account without news for longer than this is taken as closed and no longer makes its source late. */
export const CLOSED_AFTER_DAYS = 180;

/**
 * As of when, per source, in the order given: by the newest day of the data, never by a file's time.
 * `late` from `warnDays`, `overdue` from `criticalDays` of age; `limits` (label.json `freshness`) go before the policy's.
 * A source without a policy is told under its own name, and is never late.
 */
export function asOf(
  db: Db,
  policies: readonly Policy[],
  sources: readonly string[],
  today: Day,
  limits: Label['freshness'] = {},
): AsOf[] {
  const days = newestDays(db);
  return sources.map((source): AsOf => {
    const policy = policies.find((one) => one.source === source);
    const label = policy?.label ?? source;
    const known = days.get(source) ?? [];
    const newest = known.at(-1);
    if (newest === undefined) return { source, label, day: null, age_days: null, state: 'never' };
    const day = known.find((one) => daysBetween(one, newest) <= CLOSED_AFTER_DAYS) ?? newest;
    const age = Math.max(0, daysBetween(day, today));
    const warn = limits[source]?.warnDays ?? policy?.warnDays ?? Number.POSITIVE_INFINITY;
    const critical = limits[source]?.criticalDays ?? policy?.criticalDays ?? Number.POSITIVE_INFINITY;
    const state = age >= critical ? 'overdue' : age >= warn ? 'late' : 'fresh';
    return { source, label, day, age_days: age, state };
  });
}

/** Source -> the newest days of its accounts, ascending. */
const newestDays = (db: Db): ReadonlyMap<string, readonly Day[]> =>
  once(db, 'source_dates', () => {
    const rows = db
      .prepare<[], { source: string; day: Day }>(
        'SELECT source, newest_day AS day FROM source_dates ORDER BY newest_day',
      )
      .all();
    const days = new Map<string, Day[]>();
    for (const { source, day } of rows) days.set(source, [...(days.get(source) ?? []), day]);
    return days;
  });

/**
 * Of these sources, those whose silence means something: they have delivered before, or label.json names their platform
 * and nothing of it came that fills the same tables (one of two ways to the same numbers is enough). A house with room
 * for every platform is not late with those its label does not use. Where none is left: all of them.
 */
export function expectedSources(
  db: Db,
  policies: readonly Policy[],
  sources: readonly string[],
  platforms: Label['platforms'],
): string[] {
  const delivered = new Set(newestDays(db).keys());
  const arrived = policies.filter(({ source }) => delivered.has(source));
  const expected = sources.filter((source) => {
    if (delivered.has(source)) return true;
    const policy = policies.find((one) => one.source === source);
    const via = policy && platforms[policy.platform]?.via;
    if (!policy || via === undefined || via === 'off') return false;
    return !arrived.some(
      ({ platform, tables }) =>
        platform === policy.platform && tables.some((table) => policy.tables.includes(table)),
    );
  });
  return expected.length > 0 ? expected : [...sources];
}

/** The sources (feeds) that fill these tables with numbers of this kind: what an answer's `as_of` lists. By name. */
export function sourcesOf(
  policies: readonly Policy[],
  of: { tables: readonly string[]; kind?: Kind },
): string[] {
  return policies
    .filter((policy) => of.kind === undefined || policy.kind === of.kind)
    .filter((policy) => policy.tables.some((table) => of.tables.includes(table)))
    .map((policy) => policy.source)
    .sort();
}
