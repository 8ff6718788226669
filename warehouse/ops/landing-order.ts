import type { Db } from '../kit/open.ts';

interface Place {
  id: number;
  landedAt: string;
  feed: string;
  adopted: 0 | 1;
}

/**
 * Gives adopted files the place in the landing order that their own time says: before the first file that landed later.
 * Files that were not adopted keep their order among each other, whatever a clock said. Copies of exports go before all
 * others, so that an export counts wherever it tells the same. Ids are dealt out anew, the same ones, in one transaction;
 * nothing is written when the order is right.
 * @param copies feeds whose files are copies
 * @returns whether any file has another id now: the warehouse must then be made anew.
 */
export function orderLanded(ops: Db, copies: ReadonlySet<string>): boolean {
  const all = ops
    .prepare<[], Place>(
      'SELECT id, landed_at AS landedAt, feed, adopted_from IS NOT NULL AS adopted FROM landed_files ORDER BY id',
    )
    .all();
  const moves = placesOf(all, copies).flatMap(({ id }, index) => {
    const next = (all[index] as Place).id;
    return id === next ? [] : [{ id, next }];
  });
  if (moves.length === 0) return false;
  const move = ops.prepare('UPDATE landed_files SET id = ? WHERE id = ?');
  ops
    .transaction(() => {
      // Below zero first, so that no two have one id on the way.
      for (const { id, next } of moves) move.run(-next, id);
      ops.prepare('UPDATE landed_files SET id = -id WHERE id < 0').run();
    })
    .immediate();
  return true;
}

function placesOf(all: readonly Place[], copies: ReadonlySet<string>): Place[] {
  const byTime = (a: Place, b: Place): number =>
    a.landedAt < b.landedAt ? -1 : a.landedAt > b.landedAt ? 1 : a.id - b.id;
  const exports = all.filter(({ feed }) => !copies.has(feed));
  const adopted = exports.filter((file) => file.adopted === 1).sort(byTime);
  const placed = all.filter(({ feed }) => copies.has(feed)).sort(byTime);
  let next = 0;
  for (const file of exports) {
    if (file.adopted === 1) continue;
    for (; next < adopted.length && (adopted[next] as Place).landedAt < file.landedAt; next++)
      placed.push(adopted[next] as Place);
    placed.push(file);
  }
  return [...placed, ...adopted.slice(next)];
}
