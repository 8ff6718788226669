import type { Db } from './open.ts';

const kept = new WeakMap<Db, Map<string, unknown>>();

/**
 * Keeps what is asked `once` of a database while `work` runs. The caller sees to it that the database is one state for so
 * long: a read transaction, or a table that is written at start only. Inside another of the same database: that one's.
 */
export function keeping<T>(db: Db, work: () => T): T {
  if (kept.has(db)) return work();
  kept.set(db, new Map());
  try {
    return work();
  } finally {
    kept.delete(db);
  }
}

/** What `make` gives; while `keeping`, it is asked the first time only. Nobody may change what is given. */
export function once<T>(db: Db, key: string, make: () => T): T {
  const known = kept.get(db);
  if (!known) return make();
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T;
}
