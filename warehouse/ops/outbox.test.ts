import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Db, openOps } from '../kit/open.ts';
import { dueMessages, enqueue, listOutbox, markFailed, markSent, markTrying, writeCard } from './outbox.ts';

let data: string;
let ops: Db;
const NOON = new Date('2026-11-22T12:00:00.000Z');
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-outbox-'));
  ops = openOps(data);
});
afterEach(() => {
  ops.close();
  rmSync(data, { recursive: true, force: true });
});
const add = (): number =>
  enqueue(ops, { kind: 'reminder', incidentId: null, audience: 'numbers', body: {} }, NOON);
const seconds = (next: Date): number => (next.getTime() - NOON.getTime()) / 1000;

it('waits 1 s, 5 s, 30 s, 2 min, then always 10 min, each give or take a quarter', () => {
  const id = add();
  const waits = [1, 2, 3, 4, 5, 6].map((tries) =>
    seconds(markFailed(ops, { id, tries, error: 'x' }, NOON, () => 0.5)),
  );
  expect(waits).toEqual([1, 5, 30, 120, 600, 600]);
  expect(seconds(markFailed(ops, { id, tries: 2, error: 'x' }, NOON, () => 0))).toBe(3.75);
  expect(seconds(markFailed(ops, { id, tries: 2, error: 'x' }, NOON, () => 1))).toBe(6.25);
});

it('is due in the order it was written, and not before its time', () => {
  const [first, second] = [add(), add()];
  expect(dueMessages(ops, NOON).map(({ id }) => id)).toEqual([first, second]);
  markFailed(ops, { id: first, tries: 1, error: 'x' }, NOON, () => 0.5);
  expect(dueMessages(ops, NOON).map(({ id }) => id)).toEqual([second]);
  expect(dueMessages(ops, new Date('2026-11-22T12:00:01.000Z'))).toHaveLength(2);
});

it('a card that changes while it is sent is due again with what it says now', () => {
  ops.exec(
    `INSERT INTO incidents (id, subject, severity, message, opened_at) VALUES (3, 's', 'warning', 'm', '')`,
  );
  const write = (says: string): void =>
    writeCard(ops, { incidentId: 3, audience: 'numbers', body: { says } }, NOON);
  write('late');
  write('late');
  const [row] = dueMessages(ops, NOON);
  expect(row).toMatchObject({ version: 1, shown: 0 });
  markTrying(ops, row?.id ?? 0, '5', NOON);
  write('over');
  markSent(ops, row?.id ?? 0, '7', row?.version ?? 0, NOON);
  expect(dueMessages(ops, NOON)).toMatchObject([
    { body: '{"says":"over"}', version: 2, shown: 1, messageId: '7' },
  ]);
  expect(listOutbox(ops)).toHaveLength(1);
});

it('no two messages have one nonce, and each fits Discord', () => {
  for (let each = 0; each < 100; each++) add();
  const nonces = listOutbox(ops).map(({ nonce }) => nonce);
  expect(new Set(nonces).size).toBe(100);
  expect(nonces.every((nonce) => nonce.length <= 25)).toBe(true);
});
