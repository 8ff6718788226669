import { randomBytes } from 'node:crypto';
import type { Db } from '../kit/open.ts';

/** Who may read a message; a channel has one too. `owner`: nobody but the owner. */
export type Audience = 'numbers' | 'money' | 'owner';
export type OutboxKind = 'alert' | 'reminder';

/** One message of the chat: what it is to say (`body` at `version`), and the version that it says (`shown`, 0: none). */
export interface OutboxRow {
  id: number;
  kind: OutboxKind;
  /** Sent with the message and printed at its foot: by it the message is found again. At most 25 characters. */
  nonce: string;
  incidentId: number | null;
  audience: Audience;
  /** JSON. */
  body: string;
  version: number;
  shown: number;
  writtenAt: string;
  sentAt: string | null;
  /** Tries in a row that came to nothing, or were cut off. */
  tries: number;
  nextTryAt: string;
  /** First try under this nonce; not null and no message id: it may stand there, unknown to us. */
  triedAt: string | null;
  channelId: string | null;
  messageId: string | null;
  lastError: string | null;
}

const COLUMNS = `id, kind, nonce, incident_id AS incidentId, audience, body, version, shown, written_at AS writtenAt,
  sent_at AS sentAt, tries, next_try_at AS nextTryAt, tried_at AS triedAt, channel_id AS channelId,
  message_id AS messageId, last_error AS lastError`;

// Random and not the row's number: another data folder, or a lost ops.db, may speak in the same channel.
const newNonce = (): string => randomBytes(9).toString('base64url');

/** Puts a message down; whoever sends finds it there. To be called inside the transaction that decides it. */
export function enqueue(
  ops: Db,
  message: { kind: OutboxKind; incidentId: number | null; audience: Audience; body: unknown },
  at: Date,
): number {
  const now = at.toISOString();
  return Number(
    ops
      .prepare(
        `INSERT INTO outbox (kind, nonce, incident_id, audience, body, written_at, next_try_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        message.kind,
        newNonce(),
        message.incidentId,
        message.audience,
        JSON.stringify(message.body),
        now,
        now,
      ).lastInsertRowid,
  );
}

/** The one card of an incident: written when there is none, else changed, if it is to say something else. */
export function writeCard(
  ops: Db,
  card: { incidentId: number; audience: Audience; body: unknown },
  at: Date,
): void {
  const { changes } = ops
    .prepare(
      `UPDATE outbox SET version = version + (body <> @body), body = @body,
         next_try_at = CASE WHEN body <> @body AND tries = 0 THEN @now ELSE next_try_at END
       WHERE incident_id = @incident AND kind = 'alert'`,
    )
    .run({ body: JSON.stringify(card.body), now: at.toISOString(), incident: card.incidentId });
  if (changes === 0) enqueue(ops, { kind: 'alert', ...card }, at);
}

/** Takes back what of an incident was not sent and would come too late. */
export const dropReminders = (ops: Db, incidentId: number): void =>
  void ops
    .prepare(
      `UPDATE outbox SET shown = version, last_error = 'too late'
       WHERE incident_id = ? AND kind = 'reminder' AND shown < version`,
    )
    .run(incidentId);

/** What is to be sent or edited now, in the order it was written. */
export const dueMessages = (ops: Db, at: Date): OutboxRow[] =>
  ops
    .prepare<[string], OutboxRow>(
      `SELECT ${COLUMNS} FROM outbox WHERE shown < version AND next_try_at <= ? ORDER BY id`,
    )
    .all(at.toISOString());

export const listOutbox = (ops: Db): OutboxRow[] =>
  ops.prepare<[], OutboxRow>(`SELECT ${COLUMNS} FROM outbox ORDER BY id`).all();

export const findCard = (ops: Db, incidentId: number): OutboxRow | undefined =>
  ops
    .prepare<[number], OutboxRow>(`SELECT ${COLUMNS} FROM outbox WHERE incident_id = ? AND kind = 'alert'`)
    .get(incidentId);

/** Before a message is sent: from here on it may stand in the channel although we never hear of it. */
export const markTrying = (ops: Db, id: number, channelId: string, at: Date): void =>
  void ops
    .prepare(
      `UPDATE outbox SET tries = tries + 1, tried_at = COALESCE(tried_at, ?), channel_id = ? WHERE id = ?`,
    )
    .run(at.toISOString(), channelId, id);

/** It stands there. `version`: what it says; 0 when it may say what an earlier try said. */
export const markSent = (ops: Db, id: number, messageId: string, version: number, at: Date): void =>
  void ops
    .prepare(
      `UPDATE outbox SET message_id = ?, shown = ?, sent_at = COALESCE(sent_at, ?), tries = 0, last_error = NULL,
         next_try_at = ? WHERE id = ?`,
    )
    .run(messageId, version, at.toISOString(), at.toISOString(), id);

/** Milliseconds until the next try. */
const BACK_OFF = [1_000, 5_000, 30_000, 120_000, 600_000];

/**
 * Puts off the next try: 1 s, 5 s, 30 s, 2 min, then 10 min, each times 0.75 to 1.25 by `random` (0 to 1), so that many
 * do not come back at one moment. `elsewhere`: the channel refused it for good, so another may be chosen.
 */
export function markFailed(
  ops: Db,
  failure: { id: number; tries: number; error: string; elsewhere?: boolean },
  at: Date,
  random: () => number,
): Date {
  const step = BACK_OFF[Math.min(Math.max(failure.tries, 1), BACK_OFF.length) - 1] as number;
  const next = new Date(at.getTime() + Math.round(step * (0.75 + random() / 2)));
  ops
    .prepare(
      `UPDATE outbox SET tries = ?, next_try_at = ?, last_error = ?,
         tried_at = CASE WHEN ? THEN NULL ELSE tried_at END WHERE id = ?`,
    )
    .run(
      failure.tries,
      next.toISOString(),
      failure.error.slice(0, 300),
      failure.elsewhere === true ? 1 : 0,
      failure.id,
    );
  return next;
}

/** Somebody deleted the message: it is sent anew, as a message of its own. */
export const markGone = (ops: Db, id: number, at: Date): void =>
  void ops
    .prepare(
      `UPDATE outbox SET message_id = NULL, nonce = ?, shown = 0, tries = 0, tried_at = NULL, next_try_at = ?
       WHERE id = ?`,
    )
    .run(newNonce(), at.toISOString(), id);
