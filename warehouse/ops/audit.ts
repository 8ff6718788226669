import type { Db } from '../kit/open.ts';

/** Who asked or did what, and what came of it: `ok`, or the code of the error. */
export interface AuditEntry {
  at: string;
  surface: 'discord' | 'mcp' | 'cli';
  /** Id of the person on that surface. */
  who: string;
  /** The command or the act, e.g. "streams". */
  what: string;
  params: Readonly<Record<string, unknown>>;
  outcome: string;
}

export const recordAudit = (ops: Db, entry: AuditEntry): void =>
  void ops
    .prepare('INSERT INTO audit (at, surface, who, what, params, outcome) VALUES (?, ?, ?, ?, ?, ?)')
    .run(entry.at, entry.surface, entry.who, entry.what, JSON.stringify(entry.params), entry.outcome);

/** The newest first. */
export const listAudit = (ops: Db, limit: number): AuditEntry[] =>
  ops
    .prepare<[number], Omit<AuditEntry, 'params'> & { params: string }>(
      'SELECT at, surface, who, what, params, outcome FROM audit ORDER BY id DESC LIMIT ?',
    )
    .all(limit)
    .map((row) => ({ ...row, params: JSON.parse(row.params) as AuditEntry['params'] }));
