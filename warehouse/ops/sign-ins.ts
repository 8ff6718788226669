import type { Db } from '../kit/open.ts';

/** Passwords typed for an account within a day, before nobody but a person may type it again. */
export const SIGN_INS_A_DAY = 3;
const DAY_MS = 86_400_000;
/** After these, trying again by itself may lock the account. */
const STOPS: readonly (string | null)[] = ['password-refused', 'blocked', 'codes-refused'];

export const startSignIn = (ops: Db, platform: string, account: string, at: Date): void =>
  void ops
    .prepare('INSERT INTO sign_ins (platform, account, at) VALUES (?, ?, ?)')
    .run(platform, account, at.toISOString());

/**
 * Tells how the newest one ended, also one whose program was killed while it waited for a code.
 * @param outcome `in`, or what went wrong
 */
export const finishSignIn = (ops: Db, platform: string, account: string, outcome: string): void =>
  void ops
    .prepare(
      `UPDATE sign_ins SET outcome = @outcome WHERE outcome IS NULL AND id =
         (SELECT max(id) FROM sign_ins WHERE platform = @platform AND account = @account)`,
    )
    .run({ platform, account, outcome });

/** Why a program may not sign in by itself now: how the last time ended, or that it was `too-often`; null: it may. */
export function whyNotSignIn(
  ops: Db,
  platform: string,
  account: string,
  at: Date,
): { why: string; since: string } | null {
  const newest = ops
    .prepare<[string, string], { at: string; outcome: string | null }>(
      'SELECT at, outcome FROM sign_ins WHERE platform = ? AND account = ? ORDER BY id DESC LIMIT 20',
    )
    .all(platform, account);
  const [last] = newest;
  if (!last) return null;
  if (last.outcome !== null && STOPS.includes(last.outcome)) return { why: last.outcome, since: last.at };
  const dayAgo = new Date(at.getTime() - DAY_MS).toISOString();
  const recent = newest.filter((one) => one.at > dayAgo);
  return recent.length >= SIGN_INS_A_DAY ? { why: 'too-often', since: last.at } : null;
}
