import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millionthsOf } from './compile-tables-revenue.ts';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { Question } from './metric.ts';
import { ownSharesOf } from './own-shares.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';

const metrics = await loadMetrics();
const USD = 1_000_000_000;
let made: HandMade;
beforeAll(() => {
  made = handMade();
});
afterAll(() => made.close());

const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, from: '2026-03-01', to: '2026-04-30', ...more });
const values = (metric: string, more: Partial<Question>) =>
  asked(metric, more).rows.map(({ keys, value }) => [...Object.values(keys), value]);

describe('own shares', () => {
  const ALWAYS = ['0000-01-01', '9999-12-31'] as const;
  it('are what splits leave, or what they give the label', () => {
    expect(ownSharesOf([[1, 'Sxnctuary', ...ALWAYS, 250_000]], 'BEDROT')).toEqual([
      [1, '0000-01', '9999-12', 750_000],
    ]);
    // The catalog may tell the label's part alone: the others have the rest, whoever they are.
    expect(ownSharesOf([[1, 'BEDROT', ...ALWAYS, 400_000]], 'BEDROT')).toEqual([
      [1, '0000-01', '9999-12', 400_000],
    ]);
    expect(ownSharesOf([[1, 'BEDROT', ...ALWAYS, 1_000_000]], 'BEDROT')).toEqual([]);
  });

  it('of a month are those at its end, and before and after it is all the label’s', () => {
    const splits = [
      [1, 'A', '2026-02-10', '2026-04-15', 500_000],
      [1, 'B', '2026-03-01', '2026-03-31', 200_000],
    ] as const;
    expect(
      ownSharesOf(
        splits.map((one) => [...one]),
        'BEDROT',
      ),
    ).toEqual([
      [1, '2026-02', '2026-02', 500_000],
      [1, '2026-03', '2026-03', 300_000],
    ]);
  });

  it('of splits that are more than the whole are not known', () => {
    const over = [
      [1, 'A', ...ALWAYS, 600_000],
      [1, 'B', ...ALWAYS, 500_000],
    ] as const;
    expect(
      ownSharesOf(
        over.map((one) => [...one]),
        'BEDROT',
      ),
    ).toEqual([[1, '0000-01', '9999-12', null]]);
  });
});

it('amounts times millionths are exact, half to even, and fit', () => {
  const times = (amount: bigint, share: bigint | null) =>
    made.db
      .prepare(`SELECT ${millionthsOf('@amount', '@share')}`)
      .pluck()
      .safeIntegers()
      .get({ amount, share });
  expect(times(9_000_000_000_000_000n, 999_999n)).toBe(8_999_991_000_000_000n);
  expect(times(8_999_999_999_999_999n, 333_333n)).toBe(2_999_997_000_000_000n);
  // 1.5, 2.5 and 0.75 of the smallest unit
  expect([times(3n, 500_000n), times(5n, 500_000n), times(1n, 750_000n)]).toEqual([2n, 2n, 1n]);
  expect([times(-5n, 500_000n), times(-3n, 500_000n), times(0n, 5n)]).toEqual([-2n, -2n, 0n]);
  expect(times(5n, null)).toBeNull();
});

describe('own revenue', () => {
  beforeAll(() => {
    // Track 2 is a duet: 25 % is Sxnctuary's from April on. Track 3: 110 % was given away.
    made.db.exec(`INSERT INTO own_shares VALUES (2, '2026-04', '9999-12', 750000), (3, '0000-01', '9999-12', NULL);
      UPDATE tracks SET release_date = '2026-02-01' WHERE id = 1;
      UPDATE tracks SET release_date = '2024-12-31' WHERE id = 2`);
    made.sale({ month: '2026-03', track: 1, quantity: 1, amount: 10 * USD, reported: '2026-05-24' });
    made.sale({ month: '2026-03', track: 2, quantity: 1, amount: 8 * USD, reported: '2026-05-24' });
    made.sale({ month: '2026-04', track: 2, store: 3, quantity: 1, amount: 4 * USD, reported: '2026-06-24' });
    made.sale({ month: '2026-04', track: 2, quantity: 1, amount: 2 * USD, reported: '2026-06-24', line: 77 });
    made.db.exec('UPDATE revenue_transactions SET team_percentage = 750000 WHERE line = 77');
  });

  it('takes off the split of the sale month, and none of a line the distributor shared out itself', () => {
    // 10 + 8 in March, 4 * 0.75 + 2 in April
    expect(asked('own_revenue')).toMatchObject({ total: '23.00', unit: 'USD' });
    expect(values('own_revenue', { grain: 'month' })).toEqual([
      ['2026-03', '18.00'],
      ['2026-04', '5.00'],
    ]);
    expect(values('own_revenue', { from: '2026-04-01', by: ['platform'] })).toEqual([
      ['Apple Music', '3.00'],
      ['Spotify', '2.00'],
    ]);
    expect(asked('own_share').total).toBeCloseTo(23 / 24, 12);
    expect(
      lineage(made.db, metrics, { metric: 'own_share', from: '2026-04-01', to: '2026-04-30' }),
    ).toMatchObject({
      // Two lines, each of which both read.
      facts: 4,
      files: [{ originalName: 'bank.tsv', lines: [expect.any(Number), 77] }],
    });
  });

  it('leaves out what is given away more than once, and is partial', () => {
    made.sale({ month: '2026-05', track: 3, quantity: 1, amount: USD, reported: '2026-12-24' });
    made.sale({ month: '2026-05', track: 1, quantity: 1, amount: USD, reported: '2026-12-24' });
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(asked('own_revenue', may)).toMatchObject({ total: '1.00', partial: true });
    expect(asked('revenue', may)).toMatchObject({ total: '2.00', partial: false });
  });
});

describe('release age', () => {
  it('is of the release date and the sale month', () => {
    // Track 1: out since February 2026, so March is new and May (begins on day 89) too. Track 2: December 2024.
    expect(values('revenue', { by: ['release_age'], to: '2026-05-31' })).toEqual([
      ['older', '14.00'],
      ['first 90 days', '11.00'],
      ['release not known', '1.00'],
    ]);
    expect(asked('revenue', { where: { release_age: ['older'] } }).total).toBe('14.00');
    expect(asked('streams', { where: { release_age: ['first 90 days'] } })).toMatchObject({
      total: 1,
      kind: 'reported',
    });
    made.db.exec("UPDATE tracks SET release_date = '2026-04-02' WHERE id = 2");
    // A sale a month before it: the date is none.
    expect(values('revenue', { by: ['release_age'] })).toEqual([
      ['first 90 days', '16.00'],
      ['release not known', '8.00'],
    ]);
    made.db.exec("UPDATE tracks SET release_date = '2025-04-02' WHERE id = 2");
    expect(values('revenue', { by: ['release_age'], from: '2026-04-01' })).toEqual([['first year', '6.00']]);
    made.db.exec("UPDATE tracks SET release_date = '2024-12-31' WHERE id = 2");
  });

  it('the share of new ones leaves out what is not known, and says how much', () => {
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(asked('new_release_share', may)).toMatchObject({ total: 1 });
    expect(asked('new_release_share', may).notes[0]).toMatch(/^50\.0 % of the revenue/);
    expect(values('new_release_share', { grain: 'month' })).toEqual([
      ['2026-03', 10 / 18],
      ['2026-04', 0],
    ]);
    expect(values('new_release_share', { from: '2026-03-01', to: '2026-03-31', by: ['platform'] })).toEqual([
      ['Spotify', 10 / 18],
    ]);
    expect(asked('new_release_share', { from: '2026-01-01', to: '2026-01-31' }).total).toBeNull();
  });
});
