import type { Db } from '../kit/open.ts';
import type { RunReport } from './reports.ts';
import { listHeartbeats } from './slots.ts';

/** What may be asked of the pipeline, with what each needs to know. */
export interface RequestParams {
  /** Take up whatever is landed and not loaded. */
  run: Record<string, never>;
  /** Take in one file of the inbox. `file`: its path in the inbox, with `/`; `sha256` of its bytes. */
  import: { file: string; sha256: string };
}
export type RequestKind = keyof RequestParams;

/** What became of a request: the report of the run, or one sentence where there is none. */
export interface RequestResult {
  report?: RunReport;
  text?: string;
}

/** Something a person asked for; the scheduler carries it out, and whoever was asked tells the person. */
export interface Request<Kind extends RequestKind = RequestKind> {
  id: number;
  kind: Kind;
  params: RequestParams[Kind];
  /** `discord:<user id>`. */
  askedBy: string;
  askedAt: string;
  /** Null: nobody is at it. */
  takenAt: string | null;
  doneAt: string | null;
  outcome: 'ok' | 'partial' | 'failed' | null;
  result: RequestResult | null;
  toldAt: string | null;
}

/** Whoever carries requests out gives a sign under this name, twice a minute. */
export const WATCH = 'inbox';
const SILENT_MS = 3 * 60_000;

/** What to add to "it is asked for": '' when somebody is there to do it. */
export function sayWaits(ops: Db, at: Date): string {
  const last = listHeartbeats(ops).find(({ service }) => service === WATCH);
  return last && at.getTime() - Date.parse(last.at) <= SILENT_MS
    ? ''
    : ' The pipeline does not run at the moment: it waits until "bedrot start" runs.';
}

const COLUMNS = `id, kind, params, asked_by AS askedBy, asked_at AS askedAt, taken_at AS takenAt, done_at AS doneAt,
  outcome, result, told_at AS toldAt`;
type Row = Omit<Request, 'params' | 'result'> & { params: string; result: string | null };
const fromRow = (row: Row): Request => ({
  ...row,
  params: JSON.parse(row.params) as Request['params'],
  result: row.result === null ? null : (JSON.parse(row.result) as RequestResult),
});

/** Puts a wish down. @returns its number */
export const askFor = <Kind extends RequestKind>(
  ops: Db,
  { kind, params, askedBy }: { kind: Kind; params: RequestParams[Kind]; askedBy: string },
  at: Date,
): number =>
  Number(
    ops
      .prepare('INSERT INTO requests (kind, params, asked_by, asked_at) VALUES (?, ?, ?, ?)')
      .run(kind, JSON.stringify(params), askedBy, at.toISOString()).lastInsertRowid,
  );

export function findRequest(ops: Db, id: number): Request | undefined {
  const row = ops.prepare<[number], Row>(`SELECT ${COLUMNS} FROM requests WHERE id = ?`).get(id);
  return row && fromRow(row);
}

/** The oldest wish of a kind by somebody that is not done. */
export function findOpenRequest(ops: Db, kind: RequestKind, askedBy: string): Request | undefined {
  const row = ops
    .prepare<[string, string], Row>(
      `SELECT ${COLUMNS} FROM requests WHERE done_at IS NULL AND kind = ? AND asked_by = ? ORDER BY id LIMIT 1`,
    )
    .get(kind, askedBy);
  return row && fromRow(row);
}

/** Takes the oldest wish that nobody is at. Two that take at once do not get the same. */
export function takeRequest(ops: Db, at: Date): Request | undefined {
  const row = ops
    .prepare<[string], Row>(
      `UPDATE requests SET taken_at = ?
       WHERE id = (SELECT id FROM requests WHERE done_at IS NULL AND taken_at IS NULL ORDER BY id LIMIT 1)
       RETURNING ${COLUMNS}`,
    )
    .get(at.toISOString());
  return row && fromRow(row);
}

/** What was taken and not finished may be taken again: whoever was at it put it back, or is no more. */
export const putBackRequests = (ops: Db): number =>
  ops.prepare('UPDATE requests SET taken_at = NULL WHERE done_at IS NULL AND taken_at IS NOT NULL').run()
    .changes;

export const finishRequest = (
  ops: Db,
  id: number,
  outcome: NonNullable<Request['outcome']>,
  result: RequestResult,
  at: Date,
): void =>
  void ops
    .prepare('UPDATE requests SET done_at = ?, outcome = ?, result = ? WHERE id = ?')
    .run(at.toISOString(), outcome, JSON.stringify(result), id);

/** What is done and was not told yet, of those who asked through a surface ("discord"), oldest first. */
export const listUntoldRequests = (ops: Db, surface: string): Request[] =>
  ops
    .prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM requests
       WHERE done_at IS NOT NULL AND told_at IS NULL AND asked_by LIKE ? || ':%' ORDER BY id`,
    )
    .all(surface)
    .map(fromRow);

export const markRequestTold = (ops: Db, id: number, at: Date): void =>
  void ops.prepare('UPDATE requests SET told_at = ? WHERE id = ?').run(at.toISOString(), id);
