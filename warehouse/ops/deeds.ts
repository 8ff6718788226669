import type { Db } from '../kit/open.ts';

export type DeedKind = 'collect' | 'backup';

/** What is kept of how it went; nothing a site or a person typed. */
export interface DeedSummary {
  files?: number;
  /** Why it failed: a class of a closed list. */
  error?: string;
  /** Joins it to the log line. */
  id?: string;
}

/** Something that was done besides runs. */
export interface Deed {
  id: number;
  kind: DeedKind;
  /** The platform; the folder. */
  what: string;
  startedAt: string;
  /** Null: it goes on, or was killed. */
  finishedAt: string | null;
  outcome: 'ok' | 'failed' | null;
  summary: DeedSummary;
}

export const startDeed = (ops: Db, kind: DeedKind, what: string, at: Date): number =>
  Number(
    ops
      .prepare('INSERT INTO deeds (kind, what, started_at) VALUES (?, ?, ?)')
      .run(kind, what, at.toISOString()).lastInsertRowid,
  );

export const finishDeed = (
  ops: Db,
  id: number,
  outcome: NonNullable<Deed['outcome']>,
  summary: DeedSummary,
  at: Date,
): void =>
  void ops
    .prepare('UPDATE deeds SET finished_at = ?, outcome = ?, summary = ? WHERE id = ?')
    .run(at.toISOString(), outcome, JSON.stringify(summary), id);

const COLUMNS = `id, kind, what, started_at AS startedAt, finished_at AS finishedAt, outcome, summary`;
type Row = Omit<Deed, 'summary'> & { summary: string | null };
const fromRow = (row: Row): Deed => ({
  ...row,
  summary: row.summary === null ? {} : (JSON.parse(row.summary) as DeedSummary),
});

/** The newest first. */
export const listDeeds = (ops: Db, limit: number): Deed[] =>
  ops.prepare<[number], Row>(`SELECT ${COLUMNS} FROM deeds ORDER BY id DESC LIMIT ?`).all(limit).map(fromRow);

/** Of a kind, begun from `from` to before `until` (instants, ISO 8601), in order. */
export const deedsBetween = (ops: Db, kind: DeedKind, from: string, until: string): Deed[] =>
  ops
    .prepare<[string, string, string], Row>(
      `SELECT ${COLUMNS} FROM deeds WHERE kind = ? AND started_at >= ? AND started_at < ? ORDER BY id`,
    )
    .all(kind, from, until)
    .map(fromRow);
