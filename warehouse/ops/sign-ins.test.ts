import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openOps } from '../kit/open.ts';
import { finishSignIn, startSignIn, whyNotSignIn } from './sign-ins.ts';

let folder: string;
let ops: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-sign-ins-'));
  ops = openOps(folder);
});
afterEach(() => {
  ops.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const signIn = (hour: number, outcome: string | null, account = 'a'): void => {
  startSignIn(ops, 'distrokid', account, at(hour));
  if (outcome !== null) finishSignIn(ops, 'distrokid', account, outcome);
};
const why = (hour: number, account = 'a') => whyNotSignIn(ops, 'distrokid', account, at(hour))?.why ?? null;

describe('signing in by itself', () => {
  it('three times a day, whether it went well, badly or was killed', () => {
    expect(why(0)).toBeNull();
    signIn(0, 'in');
    signIn(1, 'timeout');
    expect(why(2)).toBeNull();
    signIn(2, null);
    expect(why(3)).toBe('too-often');
    expect(why(3, 'another')).toBeNull();
    // 24 hours after the first, it is two.
    expect(why(23)).toBe('too-often');
    expect(why(24)).toBeNull();
  });

  it('not again after what locks an account, until a person got in', () => {
    for (const outcome of ['password-refused', 'blocked', 'codes-refused']) {
      signIn(0, outcome, outcome);
      expect(why(100, outcome)).toBe(outcome);
      signIn(101, 'in', outcome);
      expect(why(102, outcome)).toBeNull();
    }
    // Nobody gave a code: nothing was refused.
    signIn(0, 'code-needed');
    signIn(1, 'layout-changed');
    expect(why(2)).toBeNull();
  });

  it('tells how the newest one ended, and changes no other', () => {
    signIn(0, null);
    signIn(1, 'in');
    finishSignIn(ops, 'distrokid', 'a', 'blocked');
    expect(ops.prepare('SELECT outcome FROM sign_ins ORDER BY id').pluck().all()).toEqual([null, 'in']);
  });
});
