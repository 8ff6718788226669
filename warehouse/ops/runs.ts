import type { Db } from '../kit/open.ts';

export type RunKind = 'run' | 'import' | 'rebuild';
export type RunOutcome = 'ok' | 'partial' | 'failed';

/** What is kept of a run: names and counts, never what stood in a file. */
export interface RunSummary {
  /** Files it looked at, and those of them that were set aside. */
  files?: number;
  quarantined?: number;
  /** Rows of those files; facts they told that were not known; lines that were refused. */
  rows?: number;
  loaded?: number;
  refused?: number;
  /** The first of the files. */
  told?: readonly {
    name: string;
    feed: string | null;
    state: string;
    rows: number;
    loaded: number;
    refused: number;
  }[];
  /** Why it failed: a class of the closed list of errors, the id that joins it to the log line, and at what. */
  error?: string;
  id?: string;
  step?: string;
}

export interface Run {
  id: number;
  kind: RunKind;
  startedAt: string;
  finishedAt: string | null;
  outcome: RunOutcome | null;
  /** Empty while it runs, and when it was killed. */
  summary: RunSummary;
}

export function startRun(ops: Db, kind: RunKind, at: Date): number {
  return Number(
    ops.prepare('INSERT INTO runs (kind, started_at) VALUES (?, ?)').run(kind, at.toISOString())
      .lastInsertRowid,
  );
}

export function finishRun(ops: Db, id: number, outcome: RunOutcome, summary: RunSummary, at: Date): void {
  ops
    .prepare('UPDATE runs SET finished_at = ?, outcome = ?, summary = ? WHERE id = ?')
    .run(at.toISOString(), outcome, JSON.stringify(summary), id);
}

/** With the run lock held, a run without an end is one that was killed. */
export function closeKilledRuns(ops: Db, at: Date): number {
  return ops
    .prepare("UPDATE runs SET finished_at = ?, outcome = 'failed' WHERE finished_at IS NULL")
    .run(at.toISOString()).changes;
}

const COLUMNS = 'id, kind, started_at AS startedAt, finished_at AS finishedAt, outcome, summary';
type Row = Omit<Run, 'summary'> & { summary: string | null };
const fromRow = (row: Row): Run => ({
  ...row,
  summary: row.summary === null ? {} : (JSON.parse(row.summary) as RunSummary),
});

/** The newest first. */
export const listRuns = (ops: Db, limit: number): Run[] =>
  ops.prepare<[number], Row>(`SELECT ${COLUMNS} FROM runs ORDER BY id DESC LIMIT ?`).all(limit).map(fromRow);

export function findRun(ops: Db, id: number): Run | undefined {
  const row = ops.prepare<[number], Row>(`SELECT ${COLUMNS} FROM runs WHERE id = ?`).get(id);
  return row && fromRow(row);
}
