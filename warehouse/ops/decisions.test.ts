import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fold } from '../kit/names-fold.ts';
import { type Db, openOps } from '../kit/open.ts';
import {
  decide,
  findDecision,
  listAllDecisions,
  listDecisions,
  readLabelling,
  withdrawDecisions,
  writeLabelling,
} from './decisions.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-22T11:00:00Z');
let folder: string;
let ops: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-decisions-'));
  ops = openOps(folder);
});
afterEach(() => {
  ops.close();
  rmSync(folder, { recursive: true });
});

it('keeps one decision a name, however it is spelled, and what held before', () => {
  const first = decide(
    ops,
    { kind: 'artist', what: 'zone ao', value: { of: 'ZONE A0' } },
    { folded: fold('zone ao'), by: 'cli' },
    AT,
  );
  expect(
    decide(
      ops,
      { kind: 'artist', what: 'Zone.AO', value: { of: 'ZONE A0' } },
      { folded: fold('Zone.AO'), by: 'cli' },
      LATER,
    ),
  ).toEqual(first);
  const second = decide(
    ops,
    { kind: 'artist', what: 'Zone_AO', value: { role: 'own' } },
    { folded: fold('Zone_AO'), by: 'discord:1' },
    LATER,
  );
  expect(listDecisions(ops)).toEqual([second]);
  expect(listAllDecisions(ops, 9)).toEqual([
    second,
    { ...first, withdrawnAt: LATER.toISOString(), withdrawnWhy: 'decided otherwise' },
  ]);
  // A store of the same name is another thing.
  expect(findDecision(ops, 'store', 'zone ao')).toBeUndefined();
});

it('takes back once', () => {
  const { id } = decide(
    ops,
    { kind: 'track', what: 'Neon', value: { title: 'NEON' } },
    { folded: fold('Neon'), by: 'cli' },
    AT,
  );
  expect(withdrawDecisions(ops, [id, 99], 'a mistake', LATER)).toBe(1);
  expect(withdrawDecisions(ops, [id], 'again', LATER)).toBe(0);
  expect(listDecisions(ops)).toEqual([]);
  expect(listAllDecisions(ops, 1)[0]).toMatchObject({ withdrawnWhy: 'a mistake' });
});

it('refuses a value that is none of its kind', () => {
  const wrong = { kind: 'store', what: 'Boomplay', value: { of: 'ZONE A0' } } as never;
  expect(() => decide(ops, wrong, { folded: 'boomplay', by: 'cli' }, AT)).toThrow();
  expect(listAllDecisions(ops, 1)).toEqual([]);
});

it('remembers what names were settled by', () => {
  expect(readLabelling(ops)).toBeNull();
  writeLabelling(ops, 'abc', AT);
  writeLabelling(ops, 'def', LATER);
  expect(readLabelling(ops)).toBe('def');
});
