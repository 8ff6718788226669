import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseNanos } from '../../core/money.ts';
import { createRates } from './money-rates.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-rates-'));
  db = openWarehouseForWriting(folder);
  db.exec(`INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows,
    loaded, corrected, unchanged, refused) VALUES (1, 'p', 's', 'o', 't', 'own', 'own_rates', 1, '', 0, 0, 0, 0, 0)`);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const nanos = (text: string): bigint => parseNanos(text) as bigint;
const rate = (date: string, currency: string, quote: string, value: string) =>
  db
    .prepare('INSERT INTO fx_rates VALUES (?, ?, ?, ?, ?, 1, 2)')
    .run(date, currency, quote, nanos(value), 'ECB');
const convert = (amount: string, from: string, to: string, day: string) =>
  createRates(db).convert(nanos(amount), from, to, day);
const amountOf = (...of: Parameters<typeof convert>) => convert(...of).amount;

describe('convert', () => {
  it('takes the newest rate on or before the day, at most seven days old', () => {
    rate('2026-11-13', 'EUR', 'USD', '1.05');
    rate('2026-11-20', 'EUR', 'USD', '1.08');
    rate('2026-11-23', 'EUR', 'USD', '1.10');
    expect(amountOf('100', 'EUR', 'USD', '2026-11-20')).toBe(nanos('108'));
    expect(amountOf('100', 'EUR', 'USD', '2026-11-22')).toBe(nanos('108'));
    expect(amountOf('100', 'EUR', 'USD', '2026-11-30')).toBe(nanos('110'));
    expect(amountOf('100', 'EUR', 'USD', '2026-11-19')).toBe(nanos('105'));
    expect(convert('100', 'EUR', 'USD', '2026-12-01')).toEqual({
      amount: null,
      reason: expect.stringMatching(
        /No exchange rate between EUR and USD of 2026-12-01 or the 7 days before/,
      ),
    });
    expect(amountOf('100', 'EUR', 'USD', '2026-11-12')).toBeNull();
  });

  it('reads a rate the other way round, and says which it used', () => {
    rate('2026-11-20', 'EUR', 'USD', '1.25');
    expect(convert('100', 'USD', 'EUR', '2026-11-21')).toEqual({
      amount: nanos('80'),
      used: [{ day: '2026-11-20', currency: 'EUR', quote: 'USD', rate: nanos('1.25'), source: 'ECB' }],
    });
  });

  it('prefers the newer of both ways, and of one day the one that was told', () => {
    rate('2026-11-19', 'USD', 'EUR', '0.9');
    rate('2026-11-20', 'EUR', 'USD', '1.25');
    expect(amountOf('100', 'USD', 'EUR', '2026-11-20')).toBe(nanos('80'));
    rate('2026-11-20', 'USD', 'EUR', '0.81');
    expect(amountOf('100', 'USD', 'EUR', '2026-11-20')).toBe(nanos('81'));
  });

  it('goes through one currency both have a rate with, by the newer pair, never through two', () => {
    rate('2026-11-20', 'EUR', 'USD', '1.08');
    rate('2026-11-20', 'EUR', 'GBP', '0.84');
    rate('2026-11-18', 'USD', 'AAA', '3');
    rate('2026-11-20', 'GBP', 'AAA', '4');
    // 100 / 1.08 * 0.84 = 77.777777777...
    expect(convert('100', 'USD', 'GBP', '2026-11-20')).toMatchObject({
      amount: 77_777_777_778n,
      used: [{ quote: 'USD' }, { quote: 'GBP' }],
    });
    rate('2026-11-20', 'CHF', 'SEK', '12');
    rate('2026-11-20', 'SEK', 'NOK', '1');
    rate('2026-11-20', 'NOK', 'USD', '0.09');
    expect(amountOf('100', 'CHF', 'USD', '2026-11-20')).toBeNull();
  });

  it('does not take one rate that is fresh with one that is stale', () => {
    rate('2026-11-20', 'EUR', 'USD', '1.08');
    rate('2026-11-01', 'EUR', 'GBP', '0.84');
    expect(amountOf('100', 'USD', 'GBP', '2026-11-20')).toBeNull();
  });

  it('rounds half to even in the ninth decimal, once, on both sides of zero', () => {
    rate('2026-11-20', 'AAA', 'BBB', '0.5');
    // 1, 3, 5 units of 1e-9, halved: 0.5 -> 0, 1.5 -> 2, 2.5 -> 2.
    const halved = (units: bigint) => createRates(db).convert(units, 'AAA', 'BBB', '2026-11-20').amount;
    expect([1n, 3n, 5n, -1n, -3n, -5n].map(halved)).toEqual([0n, 2n, 2n, 0n, -2n, -2n]);
    rate('2026-11-20', 'CCC', 'BBB', '3');
    // 1 / 3 = 0.333333333|33, and there and back through a common one: 1e-9 * 0.5 / 3 is nothing.
    expect(amountOf('1', 'BBB', 'CCC', '2026-11-20')).toBe(333_333_333n);
    expect(createRates(db).convert(3n, 'AAA', 'CCC', '2026-11-20').amount).toBe(0n);
    // Rounded in between, 3 units would be 2 / 3 = 1 of the third currency: 3 * 0.5 = 1.5, / 3 = 0.5, to even 0.
  });

  it('leaves an amount of the same currency as it is, without any rate', () => {
    expect(convert('-12.34', 'USD', 'USD', '2026-11-20')).toEqual({ amount: nanos('-12.34'), used: [] });
  });

  it('keeps amounts whole that no floating-point number holds', () => {
    rate('2026-11-20', 'EUR', 'USD', '1.000000001');
    expect(createRates(db).convert(9_007_199_254_740_993n, 'EUR', 'USD', '2026-11-20').amount).toBe(
      9_007_199_263_748_192n,
    );
  });
});
