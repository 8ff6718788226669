import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Db, openOps } from '../kit/open.ts';
import {
  askFor,
  findRequest,
  finishRequest,
  listUntoldRequests,
  markRequestTold,
  putBackRequests,
  takeRequest,
} from './requests.ts';

const at = new Date('2026-11-22T12:00:00Z');
let data: string;
let ops: Db;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-requests-'));
  ops = openOps(data);
});
afterEach(() => {
  ops.close();
  rmSync(data, { recursive: true, force: true });
});

const run = (askedBy: string): number => askFor(ops, { kind: 'run', params: {}, askedBy }, at);

it('a wish is taken once, the oldest first, and never after it is done', () => {
  const [first, second] = [run('discord:1'), run('discord:2')];
  expect(takeRequest(ops, at)?.id).toBe(first);
  expect(takeRequest(ops, at)?.id).toBe(second);
  expect(takeRequest(ops, at)).toBeUndefined();
  finishRequest(ops, first, 'ok', { text: 'Done.' }, at);
  // The second was under way when its scheduler died.
  expect(putBackRequests(ops)).toBe(1);
  expect(takeRequest(ops, at)?.id).toBe(second);
  expect(takeRequest(ops, at)).toBeUndefined();
});

it('keeps what was asked, and tells what became of it once, on the surface it came from', () => {
  const params = { file: 'bank.tsv', sha256: 'ab' };
  const id = askFor(ops, { kind: 'import', params, askedBy: 'discord:1' }, at);
  const other = run('cli:owner');
  expect(findRequest(ops, id)).toMatchObject({ kind: 'import', params, doneAt: null, result: null });
  expect(listUntoldRequests(ops, 'discord')).toEqual([]);
  for (const one of [id, other]) finishRequest(ops, one, 'failed', { text: 'The disk is full.' }, at);
  expect(listUntoldRequests(ops, 'discord').map((one) => [one.id, one.outcome, one.result])).toEqual([
    [id, 'failed', { text: 'The disk is full.' }],
  ]);
  markRequestTold(ops, id, at);
  expect(listUntoldRequests(ops, 'discord')).toEqual([]);
});
