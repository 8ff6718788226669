import type { Db } from '../kit/open.ts';

/** A file in landing. `id` is the landing order: what landed later wins. */
export interface LandedFile {
  id: number;
  path: string;
  /** Of the file as it was brought: by it the same download is known again. */
  sha256: string;
  /** Of the landed file where columns of persons were made empty in it; null: it has the bytes it was brought with. */
  keptSha256: string | null;
  /** Of the landed file. */
  bytes: number;
  originalName: string;
  landedAt: string;
  platform: string;
  feed: string;
  account: string;
  /** When the owner took its rows back; null or absent: they count. */
  rolledBackAt?: string | null;
  /** Path in the folder it was adopted from; `landedAt` is then its own time. Null or absent: it was brought. */
  adoptedFrom?: string | null;
}

const COLUMNS = `id, path, sha256, kept_sha256 AS keptSha256, bytes, original_name AS originalName, landed_at AS landedAt, platform, feed, account,
  rolled_back_at AS rolledBackAt, adopted_from AS adoptedFrom`;

/** Written before the file appears under its final name, so that no landed file is without its original name. */
export function recordLanded(
  ops: Db,
  file: Omit<LandedFile, 'id' | 'keptSha256'> & { keptSha256?: string | null },
): LandedFile {
  const keptSha256 = file.keptSha256 ?? null;
  const row = ops
    .prepare<unknown[], { id: number }>(
      `INSERT INTO landed_files (path, sha256, kept_sha256, bytes, original_name, landed_at, platform, feed, account, adopted_from)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    )
    .get(
      file.path,
      file.sha256,
      keptSha256,
      file.bytes,
      file.originalName,
      file.landedAt,
      file.platform,
      file.feed,
      file.account,
      file.adoptedFrom ?? null,
    );
  return { ...file, id: (row as { id: number }).id, keptSha256 };
}

/** Restores what a lost ops.db knew, from the header of a raw file. */
export function restoreLanded(ops: Db, file: LandedFile): void {
  ops
    .prepare(
      `INSERT OR IGNORE INTO landed_files (id, path, sha256, kept_sha256, bytes, original_name, landed_at, platform, feed, account)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      file.id,
      file.path,
      file.sha256,
      file.keptSha256,
      file.bytes,
      file.originalName,
      file.landedAt,
      file.platform,
      file.feed,
      file.account,
    );
}

export const findLanded = (ops: Db, sha256: string, feed: string): LandedFile | undefined =>
  ops
    .prepare<[string, string], LandedFile>(
      `SELECT ${COLUMNS} FROM landed_files WHERE sha256 = ? AND feed = ?`,
    )
    .get(sha256, feed);

/** The landed files whose rows count, in landing order. */
export const listLanded = (ops: Db): LandedFile[] =>
  ops
    .prepare<[], LandedFile>(`SELECT ${COLUMNS} FROM landed_files WHERE rolled_back_at IS NULL ORDER BY id`)
    .all();

/** The landed files the owner took back, in landing order. */
export const listRolledBack = (ops: Db): LandedFile[] =>
  ops
    .prepare<[], LandedFile>(
      `SELECT ${COLUMNS} FROM landed_files WHERE rolled_back_at IS NOT NULL ORDER BY id`,
    )
    .all();

/** @param at null: its rows count again. */
export const setRolledBack = (ops: Db, id: number, at: Date | null): void =>
  void ops
    .prepare('UPDATE landed_files SET rolled_back_at = ? WHERE id = ?')
    .run(at === null ? null : at.toISOString(), id);

/** Takes a file out of landing: it could not be read and goes to quarantine. */
export const forgetLanded = (ops: Db, id: number): void =>
  void ops.prepare('DELETE FROM landed_files WHERE id = ?').run(id);

export interface Quarantined {
  path: string;
  sha256: string;
  originalName: string;
  at: string;
  reason: string;
  /** The feed whose export changed its form, where that is the reason. */
  feed?: string | null;
}

export function recordQuarantined(ops: Db, file: Quarantined): void {
  ops
    .prepare(
      'INSERT OR REPLACE INTO quarantined_files (path, sha256, original_name, at, reason, feed) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(file.path, file.sha256, file.originalName, file.at, file.reason, file.feed ?? null);
}

export const listQuarantined = (ops: Db): Quarantined[] =>
  ops
    .prepare<[], Quarantined>(
      'SELECT path, sha256, original_name AS originalName, at, reason, feed FROM quarantined_files ORDER BY at, path',
    )
    .all();

/** A quarantined file was taken in after all. */
export const forgetQuarantined = (ops: Db, path: string): void =>
  void ops.prepare('DELETE FROM quarantined_files WHERE path = ?').run(path);
