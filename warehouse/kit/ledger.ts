import { FACTS } from './facts.ts';
import type { Db } from './open.ts';
import { emptySummaries } from './summaries.ts';

/** A file's row in the load ledger. */
export interface LedgerFile {
  id: number;
  path: string;
  sha256: string;
  originalName: string;
  landedAt: string;
  platform: string;
  feed: string;
  feedVersion: number;
  account: string;
}

export interface LedgerCounts {
  rows: number;
  loaded: number;
  corrected: number;
  unchanged: number;
  refused: number;
  firstDay: string | null;
  lastDay: string | null;
  currency: string | null;
  /** Sum of the rows kept, 1e-9 of the currency. */
  money: bigint | null;
}

export interface LedgerRefusal {
  line: number;
  check: string;
  column: string;
  reason: string;
  text: string;
}

/** Ids of the files that are loaded, with the version of the feed that loaded them. */
export function loadedFiles(db: Db): Map<number, number> {
  const rows = db
    .prepare<[], { id: number; version: number }>('SELECT id, feed_version AS version FROM files')
    .all();
  return new Map(rows.map((row) => [row.id, row.version]));
}

/** The same by landing path, with the id the warehouse knows the file by. */
export function loadedPaths(db: Db): Map<string, { id: number; version: number }> {
  const rows = db
    .prepare<[], { path: string; id: number; version: number }>(
      'SELECT path, id, feed_version AS version FROM files',
    )
    .all();
  return new Map(rows.map(({ path, ...file }) => [path, file]));
}

/** The file's row, so that facts may point to it; `countFile` completes it in the same transaction. */
export function openFile(db: Db, file: LedgerFile): void {
  db.prepare(
    `INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account,
                        rows, loaded, corrected, unchanged, refused)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0)`,
  ).run(
    file.id,
    file.path,
    file.sha256,
    file.originalName,
    file.landedAt,
    file.platform,
    file.feed,
    file.feedVersion,
    file.account,
  );
}

export function countFile(
  db: Db,
  id: number,
  counts: LedgerCounts,
  refusals: readonly LedgerRefusal[],
): void {
  db.prepare(
    `UPDATE files SET rows = ?, loaded = ?, corrected = ?, unchanged = ?, refused = ?, first_day = ?, last_day = ?,
                      currency = ?, money = ? WHERE id = ?`,
  ).run(
    counts.rows,
    counts.loaded,
    counts.corrected,
    counts.unchanged,
    counts.refused,
    counts.firstDay,
    counts.lastDay,
    counts.currency,
    counts.money,
    id,
  );
  const insert = db.prepare(
    'INSERT OR IGNORE INTO refusals (file_id, line, check_name, column_name, reason, text) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const refusal of refusals) {
    insert.run(id, refusal.line, refusal.check, refusal.column, refusal.reason, refusal.text);
  }
}

export function recordOutput(db: Db, file: number, zone: 'raw' | 'staging' | 'curated', path: string): void {
  db.prepare('INSERT OR IGNORE INTO outputs (file_id, zone, path) VALUES (?, ?, ?)').run(file, zone, path);
}

/** How many facts of earlier files a re-issued statement withdrew. */
export const recordWithdrawn = (db: Db, file: number, facts: number): void =>
  void db.prepare('UPDATE files SET withdrawn = ? WHERE id = ?').run(facts, file);

/** Moves a source's newest day forward; never back. */
export function recordNewestDay(db: Db, source: string, account: string, day: string, file: number): void {
  db.prepare(
    `INSERT INTO source_dates (source, account, newest_day, file_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, account) DO UPDATE SET newest_day = excluded.newest_day, file_id = excluded.file_id
     WHERE excluded.newest_day > newest_day`,
  ).run(source, account, day, file);
}

/** Everything a load wrote, gone: the first step of a rebuild, inside its transaction. */
export function emptyWarehouse(db: Db): void {
  emptySummaries(db);
  for (const table of [
    ...Object.keys(FACTS),
    'withdrawals',
    'changes',
    'refusals',
    'outputs',
    'source_dates',
    'files',
    'own_shares',
    'track_splits',
    'track_artists',
  ]) {
    db.prepare(`DELETE FROM ${table}`).run();
  }
  // Row 0 is "not broken down"; names go before what they point to.
  db.prepare('DELETE FROM track_names WHERE id <> 0').run();
  db.prepare('DELETE FROM tracks').run();
  db.prepare('DELETE FROM artist_credits').run();
  db.prepare('DELETE FROM artist_names WHERE id <> 0').run();
  db.prepare('DELETE FROM artists').run();
  db.prepare('DELETE FROM transaction_names').run();
  db.prepare('DELETE FROM platform_names').run();
  db.prepare('DELETE FROM platforms').run();
  db.prepare("DELETE FROM territories WHERE code <> ''").run();
}
