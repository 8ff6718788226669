import { listQuarantined } from '../ops/landed.ts';
import type { Db } from './open.ts';

/** A feed that delivered before, and whose newest file has another form than it reads. */
export interface Frozen {
  feed: string;
  /** ISO instant its newest file was set aside. */
  since: string;
  originalName: string;
  /** Where that file is kept, inside the data folder. */
  path: string;
  reason: string;
}

/**
 * The feeds that take nothing in since their export changed: what was loaded before is still served. A feed that never
 * delivered is not frozen: its file is merely none that can be read. Over as soon as a newer file of it is loaded.
 */
export function frozenFeeds(ops: Db, warehouse: Db): Frozen[] {
  const newest = new Map(
    listQuarantined(ops).flatMap((file) => (file.feed ? [[file.feed, file] as const] : [])),
  );
  if (newest.size === 0) return [];
  const loadedAt = warehouse
    .prepare<[string], string | null>('SELECT max(landed_at) FROM files WHERE feed = ?')
    .pluck();
  return [...newest].flatMap(([feed, { at, originalName, path, reason }]): Frozen[] => {
    const last = loadedAt.get(feed) ?? null;
    return last !== null && last <= at ? [{ feed, since: at, originalName, path, reason }] : [];
  });
}
