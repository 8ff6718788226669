import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openOps } from '../kit/open.ts';
import {
  answerChallenge,
  askAgain,
  type Challenge,
  createChallenge,
  expireChallenges,
  findChallenge,
  isAnswerLost,
  listOpenChallenges,
  listUntold,
  openChallenge,
  recordShown,
  settleChallenge,
  stateOf,
  takeAnswer,
} from './challenges.ts';

const AT = new Date('2026-11-22T12:00:00Z');
const later = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000);
const SEALED = Buffer.alloc(80, 1);
const asks = { platform: 'distrokid', account: 'owner@label.test', hint: '', publicKey: Buffer.alloc(32, 9) };

let folder: string;
let ops: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-challenges-'));
  ops = openOps(folder);
});
afterEach(() => {
  ops.close();
  rmSync(folder, { recursive: true, force: true });
});
const now = (id: number) => stateOf(findChallenge(ops, id) as Challenge);

describe('a challenge', () => {
  it('is open for ten minutes', () => {
    const { id, expiresAt, publicKey } = createChallenge(ops, asks, AT);
    expect(expiresAt).toBe('2026-11-22T12:10:00.000Z');
    expect(publicKey).toEqual(Buffer.alloc(32, 9));
    expect(listOpenChallenges(ops).map((one) => one.id)).toEqual([id]);
    expect(answerChallenge(ops, id, SEALED, later(10))).toBe('expired');
    expect(takeAnswer(ops, id)).toBeNull();
    expect(answerChallenge(ops, id, SEALED, new Date(later(10).getTime() - 1))).toBe('taken');
  });

  it('takes one answer a try, and gives it out once', () => {
    const { id } = createChallenge(ops, asks, AT);
    expect(now(id)).toBe('asked');
    expect(answerChallenge(ops, id, SEALED, AT)).toBe('taken');
    expect(answerChallenge(ops, id, Buffer.alloc(80, 2), AT)).toBe('already');
    expect(now(id)).toBe('checking');
    expect(isAnswerLost(ops, id)).toBe(false);
    expect(takeAnswer(ops, id)).toEqual(SEALED);
    expect(takeAnswer(ops, id)).toBeNull();
    expect(isAnswerLost(ops, id)).toBe(true);
    // While the site looks at it, no other may come.
    expect(answerChallenge(ops, id, SEALED, AT)).toBe('already');
    expect(settleChallenge(ops, id, 'accepted', AT)).toBe(true);
    expect(settleChallenge(ops, id, 'refused', AT)).toBe(false);
    expect(isAnswerLost(ops, id)).toBe(false);
    expect(answerChallenge(ops, id, SEALED, AT)).toBe('over');
    expect(now(id)).toBe('accepted');
    expect(answerChallenge(ops, 999, SEALED, AT)).toBe('unknown');
  });

  it('has two tries in all', () => {
    const { id } = createChallenge(ops, asks, AT);
    answerChallenge(ops, id, SEALED, AT);
    takeAnswer(ops, id);
    expect(askAgain(ops, id, AT)).toBe(true);
    expect(now(id)).toBe('again');
    answerChallenge(ops, id, SEALED, AT);
    takeAnswer(ops, id);
    expect(askAgain(ops, id, AT)).toBe(false);
    expect(now(id)).toBe('refused');
    expect(answerChallenge(ops, id, SEALED, AT)).toBe('over');
  });

  it('takes one of many answers that come at once through connections of their own', () => {
    const { id } = createChallenge(ops, asks, AT);
    const others = Array.from({ length: 8 }, () => openOps(folder));
    const said = others.map((db, index) => answerChallenge(db, id, Buffer.alloc(80, index), AT));
    expect(said.filter((word) => word === 'taken')).toHaveLength(1);
    expect(said.filter((word) => word === 'already')).toHaveLength(7);
    const taken = others.map((db) => takeAnswer(db, id)).filter((sealed) => sealed !== null);
    expect(taken).toEqual([Buffer.alloc(80, said.indexOf('taken'))]);
    for (const db of others) db.close();
  });

  it('is the only one of its account; another account has its own', () => {
    const first = createChallenge(ops, asks, AT);
    const other = createChallenge(ops, { ...asks, account: 'second@label.test' }, AT);
    const second = createChallenge(ops, asks, AT);
    expect(now(first.id)).toBe('superseded');
    expect(openChallenge(ops, asks.platform, asks.account)?.id).toBe(second.id);
    expect(listOpenChallenges(ops).map((one) => one.id)).toEqual([other.id, second.id]);
    // An answer to the old one does not reach the new one.
    expect(answerChallenge(ops, first.id, SEALED, AT)).toBe('over');
    expect(takeAnswer(ops, second.id)).toBeNull();
  });

  it('expires by itself, but not while an answer that came in time is tried', () => {
    const silent = createChallenge(ops, asks, AT);
    const answered = createChallenge(ops, { ...asks, account: 'b' }, AT);
    answerChallenge(ops, answered.id, SEALED, later(9));
    expireChallenges(ops, later(9));
    expect(now(silent.id)).toBe('asked');
    expireChallenges(ops, later(11));
    expect([now(silent.id), now(answered.id)]).toEqual(['expired', 'checking']);
    expect(answerChallenge(ops, silent.id, SEALED, AT)).toBe('expired');
    expireChallenges(ops, later(12));
    expect(now(answered.id)).toBe('expired');
    expect(takeAnswer(ops, answered.id)).toBeNull();
  });

  it('is told until the message says how it stands', () => {
    const { id } = createChallenge(ops, asks, AT);
    const untold = () => listUntold(ops).map((one) => [one.id, stateOf(one)]);
    expect(untold()).toEqual([[id, 'asked']]);
    recordShown(ops, id, { channelId: '1', messageId: '2' }, 'asked');
    expect(untold()).toEqual([]);
    answerChallenge(ops, id, SEALED, AT);
    expect(untold()).toEqual([[id, 'checking']]);
    settleChallenge(ops, id, 'accepted', AT);
    expect(untold()).toEqual([[id, 'accepted']]);
    recordShown(ops, id, { channelId: '1', messageId: '2' }, 'accepted');
    expect(untold()).toEqual([]);
    // Nobody was told of this one, and nobody needs to be any more.
    settleChallenge(ops, createChallenge(ops, asks, AT).id, 'cancelled', AT);
    expect(untold()).toEqual([]);
  });
});
