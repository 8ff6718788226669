import type { Db } from '../kit/open.ts';
import { type Audience, dropReminders, enqueue, writeCard } from './outbox.ts';
import type { Policy } from './policies.ts';

export type Severity = 'warning' | 'critical';
/**
 * `freshness`: a source is behind; `file`: a file was not taken in; `run`: a deed failed (the daily run, a collecting, a
 * message), and whoever does it tells when it works again.
 */
export type IncidentKind = 'freshness' | 'file' | 'run';

export interface IncidentDetails {
  /** What it is about, as people name it: "Spotify for Artists audience timeline". */
  about: string;
  /** What is the matter, a fact a line: ['Newest data', '2026-11-12']. */
  facts: readonly (readonly [label: string, value: string])[];
  /** Plain sentences: why, and what follows from it. */
  text: string;
  howToGet?: Policy['howToGet'];
  /** The same for each of several files. */
  byHand?: readonly { label: string; howToGet: Policy['howToGet'] }[];
}

/** Something is the matter with a subject, from when it was noticed until it is well again. */
export interface Incident {
  id: number;
  /** What it is about, e.g. `source:spotify_audience`. One incident at a time is open for it. */
  subject: string;
  kind: IncidentKind;
  severity: Severity;
  audience: Audience;
  /** One line: "Spotify for Artists audience timeline is overdue". */
  message: string;
  /** The day or instant since when. */
  since: string;
  details: IncidentDetails;
  openedAt: string;
  closedAt: string | null;
  acknowledgedBy: string | null;
  acknowledgedAt: string | null;
  remindedAt: string | null;
}
export type Finding = Pick<
  Incident,
  'subject' | 'kind' | 'severity' | 'audience' | 'message' | 'since' | 'details'
>;
/** Body of a card in the outbox. */
export type CardBody = Omit<Incident, 'audience' | 'remindedAt'>;
/** Body of a reminder. */
export interface ReminderBody {
  incident: number;
  message: string;
  since: string;
  severity: Severity;
}

const COLUMNS = `id, subject, kind, severity, audience, message, since, details, opened_at AS openedAt,
  closed_at AS closedAt, acknowledged_by AS acknowledgedBy, acknowledged_at AS acknowledgedAt,
  reminded_at AS remindedAt`;
type Row = Omit<Incident, 'details'> & { details: string };
const fromRow = (row: Row): Incident => ({ ...row, details: JSON.parse(row.details) as IncidentDetails });

export const listIncidents = (ops: Db, of: { open: boolean } = { open: true }): Incident[] =>
  ops
    .prepare<[], Row>(
      `SELECT ${COLUMNS} FROM incidents ${of.open ? 'WHERE closed_at IS NULL' : ''} ORDER BY id`,
    )
    .all()
    .map(fromRow);

export function findIncident(ops: Db, id: number): Incident | undefined {
  const row = ops.prepare<[number], Row>(`SELECT ${COLUMNS} FROM incidents WHERE id = ?`).get(id);
  return row && fromRow(row);
}

/** Opened by whoever collects from a platform, closed by the next time it works. */
export const COLLECT_SUBJECT = 'collect:';

/** The newest incident of a subject, open or closed. */
export function lastIncident(ops: Db, subject: string): Incident | undefined {
  const row = ops
    .prepare<[string], Row>(`SELECT ${COLUMNS} FROM incidents WHERE subject = ? ORDER BY id DESC LIMIT 1`)
    .get(subject);
  return row && fromRow(row);
}

/**
 * Opens the incident of a subject with its card; one that is open is brought up to date instead. What became critical
 * calls anew, since an edited card calls nobody.
 * @returns `same` when nothing changed
 */
export function openIncident(ops: Db, finding: Finding, at: Date): 'opened' | 'changed' | 'same' {
  const now = at.toISOString();
  const { subject, kind, severity, audience, message, since } = finding;
  const details = JSON.stringify(finding.details);
  return ops
    .transaction(() => {
      const last = lastIncident(ops, subject);
      const open = last?.closedAt === null ? last : undefined;
      if (!open) {
        const { lastInsertRowid } = ops
          .prepare(
            `INSERT INTO incidents (subject, kind, severity, audience, message, since, details, opened_at, reminded_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(subject, kind, severity, audience, message, since, details, now, now);
        showOnCard(ops, Number(lastInsertRowid), at);
        return 'opened';
      }
      const { changes } = ops
        .prepare(
          `UPDATE incidents SET severity = ?, message = ?, since = ?, details = ? WHERE id = ?
           AND (severity, message, since, details) <> (?, ?, ?, ?)`,
        )
        .run(severity, message, since, details, open.id, severity, message, since, details);
      if (changes === 0) return 'same';
      showOnCard(ops, open.id, at);
      if (open.severity === 'warning' && severity === 'critical') remind(ops, open.id, at);
      return 'changed';
    })
    .immediate();
}

/** It is well again: the card says so, and there is no second message. @returns whether it was open */
export const closeIncident = (ops: Db, id: number, at: Date): boolean =>
  ops
    .transaction(() => {
      const { changes } = ops
        .prepare('UPDATE incidents SET closed_at = ? WHERE id = ? AND closed_at IS NULL')
        .run(at.toISOString(), id);
      if (changes === 0) return false;
      dropReminders(ops, id);
      showOnCard(ops, id, at);
      return true;
    })
    .immediate();

/** Somebody knows and cares for it: no more reminders. A file that was not taken in is settled by it. */
export const acknowledgeIncident = (ops: Db, id: number, who: string, at: Date): boolean =>
  ops
    .transaction(() => {
      const now = at.toISOString();
      const { changes } = ops
        .prepare(
          `UPDATE incidents SET acknowledged_by = ?, acknowledged_at = ?,
             closed_at = CASE kind WHEN 'file' THEN ? END
           WHERE id = ? AND closed_at IS NULL AND acknowledged_by IS NULL`,
        )
        .run(who, now, now, id);
      if (changes === 0) return false;
      dropReminders(ops, id);
      showOnCard(ops, id, at);
      return true;
    })
    .immediate();

/** Calls once more, by a message of its own that points to the card. */
export function remind(ops: Db, id: number, at: Date): void {
  ops
    .transaction(() => {
      const incident = findIncident(ops, id);
      if (!incident) return;
      const { message, since, severity, audience } = incident;
      const body: ReminderBody = { incident: id, message, since, severity };
      enqueue(ops, { kind: 'reminder', incidentId: id, audience, body }, at);
      ops.prepare('UPDATE incidents SET reminded_at = ? WHERE id = ?').run(at.toISOString(), id);
    })
    .immediate();
}

function showOnCard(ops: Db, id: number, at: Date): void {
  const incident = findIncident(ops, id);
  if (!incident) return;
  const { audience, remindedAt: _, ...body } = incident;
  writeCard(ops, { incidentId: id, audience, body: body satisfies CardBody }, at);
}
