import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { keeping, once } from './once.ts';

it('asks once while it keeps, each database by itself, and never after', () => {
  const [one, other] = [new Database(':memory:'), new Database(':memory:')];
  let asked = 0;
  const ask = (db: typeof one): number => once(db, 'n', () => ++asked);
  expect([ask(one), ask(one)]).toEqual([1, 2]);
  keeping(one, () => {
    expect([ask(one), ask(one), ask(other), ask(other)]).toEqual([3, 3, 4, 5]);
    expect(keeping(one, () => ask(one))).toBe(3);
    expect(ask(one)).toBe(3);
  });
  expect(ask(one)).toBe(6);
  const fails = (): never => {
    throw new Error('it fails');
  };
  expect(() => keeping(one, fails)).toThrow('it fails');
  expect([ask(one), ask(one)]).toEqual([7, 8]);
});
