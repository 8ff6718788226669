import { listLanded } from '../ops/landed.ts';
import type { Db } from './open.ts';

/** A file of the ledger. */
export interface LandedRows {
  feed: string;
  platform: string;
  landedAt: string;
  rows: number;
  refused: number;
}

/** Every file that was taken in, with its rows. A reader of the ledger, which holds no fact. */
export const landedRows = (warehouse: Db): LandedRows[] =>
  warehouse
    .prepare<[], LandedRows>('SELECT feed, platform, landed_at AS landedAt, rows, refused FROM files')
    .all();

/** From the landing of a file until questions could see it. */
export interface Pickup {
  feed: string;
  platform: string;
  landedAt: string;
  seconds: number;
}

/**
 * How long each file that is taken in lay in landing: until the end of the first run that ended well after it landed. A
 * file that was adopted carries its own time, not that of its coming, and is left out. `waiting`: landed, in no run yet.
 */
export function pickups(ops: Db, warehouse: Db): { taken: Pickup[]; waiting: number } {
  const ends = ops
    .prepare<[], string>(
      `SELECT finished_at FROM runs WHERE finished_at IS NOT NULL AND outcome IN ('ok', 'partial') ORDER BY finished_at`,
    )
    .pluck()
    .all();
  const loaded = new Set(warehouse.prepare<[], string>('SELECT path FROM files').pluck().all());
  const brought = listLanded(ops).filter(({ adoptedFrom }) => adoptedFrom == null);
  const taken = brought.flatMap(({ path, feed, platform, landedAt }): Pickup[] => {
    const end = loaded.has(path) ? firstFrom(ends, landedAt) : undefined;
    return end === undefined
      ? []
      : [{ feed, platform, landedAt, seconds: (Date.parse(end) - Date.parse(landedAt)) / 1000 }];
  });
  return { taken, waiting: brought.filter(({ path }) => !loaded.has(path)).length };
}

/** The first of sorted instants that is not before one. */
function firstFrom(sorted: readonly string[], at: string): string | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < at) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}

/** The value that so large a part of the others does not exceed (nearest rank). Null of nothing. */
export function percentile(values: readonly number[], part: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}
