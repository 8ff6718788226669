import type { Shape } from './compile-shape.ts';
import type { ReadSource } from './compile-tables.ts';
import { AD_DAY_SUMS, AD_SUMS, type AdTable } from './compile-tables-ads.ts';
import type { Db } from './open.ts';
import { asksEmpty } from './summaries.ts';

/** Whether `ad_day_sums` is what the view `ad_days` says. */
export const adSumsAreFresh = asksEmpty('stale_ad_days');

/** The same shape, its advertising read from what is written down of it; while that is stale: as it is. */
export function fromAdSums(db: Db, shape: Shape): Shape {
  if (!shape.sources.some(isAds) || !adSumsAreFresh(db)) return shape;
  return {
    ...shape,
    sources: shape.sources.map((source) =>
      isAds(source) ? { ...source, from: AD_SUMS[source.table] } : source,
    ),
  };
}

const isAds = (source: ReadSource): source is ReadSource & { table: AdTable } => source.table in AD_SUMS;

/**
 * Writes `ad_day_sums` anew where something it stands on has changed, in the caller's transaction, when names are settled.
 * Whole, not by days: what a campaign has ever told is in each of its days.
 */
export function refreshAdSums(db: Db): void {
  if (adSumsAreFresh(db)) return;
  db.exec(`DELETE FROM ad_day_sums; INSERT INTO ad_day_sums ${AD_DAY_SUMS}; DELETE FROM stale_ad_days`);
}
