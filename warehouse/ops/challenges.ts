import type { Db } from '../kit/open.ts';

/** How long a code may be given. */
export const CHALLENGE_MINUTES = 10;
/** How long after that an answer that came in time may still be tried. */
const GRACE_MINUTES = 2;

/** How it ended. `superseded`: the site asked anew, or the login that asked is gone. */
export type ChallengeOutcome = 'accepted' | 'refused' | 'expired' | 'superseded' | 'cancelled' | 'failed';

/**
 * What a person is told: `asked` (give the code), `again` (the first one was wrong, one try is left), `checking`
 * (a code was given and is being tried), or how it ended.
 */
export type ChallengeState = 'asked' | 'again' | 'checking' | ChallengeOutcome;

/** A site asks for a code. The code itself is never here: an answer is sealed to `publicKey`. */
export interface Challenge {
  id: number;
  platform: string;
  account: string;
  /** What the site asks for. */
  hint: string;
  publicKey: Buffer;
  askedAt: string;
  expiresAt: string;
  triesLeft: number;
  answeredAt: string | null;
  settledAt: string | null;
  outcome: ChallengeOutcome | null;
  channelId: string | null;
  messageId: string | null;
  shown: ChallengeState | null;
}

const COLUMNS = `id, platform, account, hint, public_key AS publicKey, asked_at AS askedAt, expires_at AS expiresAt,
  tries_left AS triesLeft, answered_at AS answeredAt, settled_at AS settledAt, outcome, channel_id AS channelId,
  message_id AS messageId, shown`;
const TRIES = 2;

export function stateOf(challenge: Challenge): ChallengeState {
  if (challenge.outcome !== null) return challenge.outcome;
  if (challenge.answeredAt !== null) return 'checking';
  return challenge.triesLeft < TRIES ? 'again' : 'asked';
}

/** Opens a challenge; one that is still open for the account is over with it. */
export function createChallenge(
  ops: Db,
  challenge: { platform: string; account: string; hint: string; publicKey: Uint8Array },
  at: Date,
): Challenge {
  const { platform, account, hint, publicKey } = challenge;
  const expires = new Date(at.getTime() + CHALLENGE_MINUTES * 60_000);
  return ops
    .transaction(() => {
      const old = openChallenge(ops, platform, account);
      if (old) settleChallenge(ops, old.id, 'superseded', at);
      return ops
        .prepare<unknown[], Challenge>(
          `INSERT INTO challenges (platform, account, hint, public_key, asked_at, expires_at, tries_left)
           VALUES (?, ?, ?, ?, ?, ?, ${TRIES}) RETURNING ${COLUMNS}`,
        )
        .get(platform, account, hint, publicKey, at.toISOString(), expires.toISOString()) as Challenge;
    })
    .immediate();
}

export const findChallenge = (ops: Db, id: number): Challenge | undefined =>
  ops.prepare<[number], Challenge>(`SELECT ${COLUMNS} FROM challenges WHERE id = ?`).get(id);

export const openChallenge = (ops: Db, platform: string, account: string): Challenge | undefined =>
  ops
    .prepare<[string, string], Challenge>(
      `SELECT ${COLUMNS} FROM challenges WHERE platform = ? AND account = ? AND settled_at IS NULL`,
    )
    .get(platform, account);

/** Challenges that wait for a code or whose code is being tried, oldest first. */
export const listOpenChallenges = (ops: Db): Challenge[] =>
  ops.prepare<[], Challenge>(`SELECT ${COLUMNS} FROM challenges WHERE settled_at IS NULL ORDER BY id`).all();

/**
 * Challenges whose message does not say yet how they stand. One that was settled before anybody was told needs no
 * message any more.
 */
export const listUntold = (ops: Db): Challenge[] =>
  ops
    .prepare<[], Challenge>(
      `SELECT ${COLUMNS} FROM challenges
       WHERE settled_at IS NULL OR (message_id IS NOT NULL AND shown IS NOT outcome) ORDER BY id`,
    )
    .all()
    .filter((challenge) => challenge.shown !== stateOf(challenge));

/** Remembers where a message is being sent, before it is: a bot that is killed then looks there before it sends again. */
export const recordTelling = (ops: Db, id: number, channelId: string): void =>
  void ops.prepare('UPDATE challenges SET channel_id = ? WHERE id = ?').run(channelId, id);

/** Remembers the message that tells of a challenge, and which state it tells. */
export function recordShown(
  ops: Db,
  id: number,
  message: { channelId: string; messageId: string },
  shown: ChallengeState,
): void {
  ops
    .prepare('UPDATE challenges SET channel_id = ?, message_id = ?, shown = ? WHERE id = ?')
    .run(message.channelId, message.messageId, shown, id);
}

/**
 * Hands in a sealed answer. Of any number that come at once, one is taken.
 * @returns `taken`, or why not: `unknown`, `over` (settled), `expired`, `already` (an answer is being tried)
 */
export function answerChallenge(
  ops: Db,
  id: number,
  sealed: Uint8Array,
  at: Date,
): 'taken' | 'unknown' | 'over' | 'expired' | 'already' {
  const now = at.toISOString();
  const { changes } = ops
    .prepare(
      `UPDATE challenges SET sealed_answer = ?, answered_at = ?
       WHERE id = ? AND settled_at IS NULL AND answered_at IS NULL AND tries_left > 0 AND expires_at > ?`,
    )
    .run(sealed, now, id, now);
  if (changes === 1) return 'taken';
  const challenge = findChallenge(ops, id);
  if (!challenge) return 'unknown';
  if (challenge.settledAt !== null) return challenge.outcome === 'expired' ? 'expired' : 'over';
  return challenge.answeredAt !== null ? 'already' : 'expired';
}

/** True when an answer was taken out, and what came of it was never told: whoever tried it was killed. */
export const isAnswerLost = (ops: Db, id: number): boolean =>
  ops
    .prepare(
      `SELECT 1 FROM challenges
       WHERE id = ? AND settled_at IS NULL AND answered_at IS NOT NULL AND sealed_answer IS NULL`,
    )
    .get(id) !== undefined;

/** Takes the sealed answer out of the row, once; this is a try. Null: there is none. */
export function takeAnswer(ops: Db, id: number): Buffer | null {
  return ops
    .transaction(() => {
      const row = ops
        .prepare<[number], { sealed: Buffer }>(
          `SELECT sealed_answer AS sealed FROM challenges
           WHERE id = ? AND settled_at IS NULL AND sealed_answer IS NOT NULL`,
        )
        .get(id);
      if (!row) return null;
      ops
        .prepare('UPDATE challenges SET sealed_answer = NULL, tries_left = tries_left - 1 WHERE id = ?')
        .run(id);
      return row.sealed;
    })
    .immediate();
}

/**
 * The site refused the code, or nobody knows what it said. Asks once more when a try and time are left.
 * @returns whether another answer may come; if not, the challenge is settled
 */
export function askAgain(ops: Db, id: number, at: Date): boolean {
  const { changes } = ops
    .prepare(
      `UPDATE challenges SET answered_at = NULL
       WHERE id = ? AND settled_at IS NULL AND sealed_answer IS NULL AND tries_left > 0 AND expires_at > ?`,
    )
    .run(id, at.toISOString());
  if (changes === 0) settleChallenge(ops, id, 'refused', at);
  return changes === 1;
}

/** Ends a challenge, once. @returns whether it was open until now */
export const settleChallenge = (ops: Db, id: number, outcome: ChallengeOutcome, at: Date): boolean =>
  ops
    .prepare(
      `UPDATE challenges SET settled_at = ?, outcome = ?, sealed_answer = NULL
       WHERE id = ? AND settled_at IS NULL`,
    )
    .run(at.toISOString(), outcome, id).changes === 1;

/** Ends those whose time is over; whoever looks may do it, since the login that asked may be gone. */
export function expireChallenges(ops: Db, at: Date): void {
  const now = at.toISOString();
  const grace = new Date(at.getTime() - GRACE_MINUTES * 60_000).toISOString();
  ops
    .prepare(
      `UPDATE challenges SET settled_at = ?, outcome = 'expired', sealed_answer = NULL
       WHERE settled_at IS NULL AND (expires_at <= ? OR (answered_at IS NULL AND expires_at <= ?))`,
    )
    .run(now, grace, now);
}
