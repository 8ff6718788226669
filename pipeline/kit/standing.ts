import { loadedPaths } from '../../warehouse/kit/ledger.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { listLanded, listRolledBack } from '../../warehouse/ops/landed.ts';
import { orderLanded } from '../../warehouse/ops/landing-order.ts';
import type { Run } from './house.ts';
import type { Platform } from './platform.ts';

/** Names of the feeds whose files are copies of exports. */
export const copyFeeds = (platforms: readonly Platform[]): Set<string> =>
  new Set(platforms.flatMap(({ feeds }) => feeds.filter(({ copies }) => copies).map(({ name }) => name)));

/**
 * What the warehouse has of the landed files, once those that were adopted stand in their place. A file is known by its
 * path: its id may be another one since it was loaded, and the warehouse then tells the order of before.
 */
export function standing(
  ops: Db,
  warehouse: Db,
  platforms: readonly Platform[],
): Required<Pick<Run, 'loaded' | 'moved'>> {
  orderLanded(ops, copyFeeds(platforms));
  const loaded = new Map<number, number>();
  const paths = loadedPaths(warehouse);
  let moved = false;
  for (const { id, path } of [...listLanded(ops), ...listRolledBack(ops)]) {
    const known = paths.get(path);
    if (known === undefined) continue;
    loaded.set(id, known.version);
    moved ||= known.id !== id;
  }
  return { loaded, moved };
}
