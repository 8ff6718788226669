import type { FactTable } from './facts.ts';
import type { Db } from './open.ts';

/** The facts that have sums: statements, which have as many lines as were sold. */
export const SUMMED = 'revenue_transactions' satisfies FactTable;
/** First column of their key; sums are made again for whole months. */
export const MONTH = 'sale_month';

/** Columns that every table of sums has in its key, behind its own: few values each. */
export const ALWAYS = ['reporting_date', 'distributor_id', 'income_type', 'currency', 'file_id'] as const;
/** Columns that are added up. Their order is that of the bits of `known`; the next bit says that the amount is above 0. */
export const ADDED = ['quantity', 'amount'] as const;

/** A column of a key, and the name of a fact it follows from. */
export const FROM = {
  track_name_id: 'track_name_id',
  platform_name_id: 'platform_name_id',
  territory: 'territory',
  // A track as written has one credit.
  artist_name_id: 'track_name_id',
  usage: 'platform_name_id',
} as const;
export type SummaryColumn = keyof typeof FROM;

export type SummaryTable = 'revenue_by_store' | 'revenue_by_track' | 'revenue_by_country';

/**
 * Tables of sums by their own key columns, the smaller before the larger: of a million lines 13,000, 81,000 and 147,000
 * rows. Country by store would be a third of the facts and track by store two thirds, which pays nobody.
 */
export const SUMMARIES: Readonly<Record<SummaryTable, readonly SummaryColumn[]>> = {
  revenue_by_store: ['platform_name_id', 'artist_name_id'],
  revenue_by_track: ['track_name_id', 'usage'],
  revenue_by_country: ['territory', 'artist_name_id', 'usage'],
};
export const SUMMARY_TABLES = Object.keys(SUMMARIES) as SummaryTable[];

/** Notes that facts of a month are not in the sums, in the transaction that writes them. */
export const markStale = (db: Db, month: string): void =>
  void db.prepare('INSERT OR IGNORE INTO stale_sums VALUES (?)').run(month);

/** Empties the sums: right where there are no facts. */
export function emptySummaries(db: Db): void {
  for (const table of [...SUMMARY_TABLES, 'stale_sums']) db.prepare(`DELETE FROM ${table}`).run();
}

/** Asks whether a table has no row, as a connection sees it now; prepared once for each. */
export function asksEmpty(table: string): (db: Db) => boolean {
  const asking = new WeakMap<Db, () => unknown>();
  return (db) => {
    let ask = asking.get(db);
    if (!ask) {
      const first = db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).pluck();
      ask = () => first.get();
      asking.set(db, ask);
    }
    return ask() === undefined;
  };
}

/** Whether the sums are those of the facts. */
export const areFresh = asksEmpty('stale_sums');
