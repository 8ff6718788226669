import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FactWriter } from './fact-writer.ts';
import type { Db } from './open.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { unlikeFacts } from './summaries.testing.ts';
import { areFresh, emptySummaries, markStale } from './summaries.ts';
import { refreshSummaries } from './summary-writer.ts';

let made: HandMade;
let db: Db;
beforeAll(() => {
  made = handMade();
  db = made.db;
});
afterAll(() => made.close());

const fact = fc.record({
  month: fc.constantFrom('2026-01', '2026-02', '2026-03'),
  track: fc.constantFrom(1, 2, 3),
  store: fc.constantFrom(1, 3, 4),
  country: fc.constantFrom('NA', 'US'),
  reported: fc.constantFrom('2026-04-24', '2026-05-24'),
  quantity: fc.option(fc.integer({ min: -5, max: 1000 }), { freq: 4 }),
  // Two of the largest go beyond what a number holds.
  amount: fc.option(fc.constantFrom(-1_000_000_000, 1, 691_000_000, 2 ** 53 - 1), { freq: 4 }),
  currency: fc.constantFrom('USD', 'EUR'),
});
type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

const keyOf = (one: Fact) => [one.month, one.track, one.store, one.country, one.reported, 9, 0];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('load' as const), facts: fc.array(fact) }) },
  // What a statement issued again no longer tells, and brings back.
  { weight: 2, arbitrary: fc.record({ is: fc.constant('withdraw' as const), at: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('bring back' as const) }) },
  // A rollback and a rebuild empty the warehouse and load what is left in one transaction.
  { weight: 1, arbitrary: fc.record({ is: fc.constant('anew' as const), facts: fc.array(fact) }) },
);

function load(facts: readonly Fact[]): void {
  const writer = new FactWriter(db, 'revenue_transactions');
  const rows = new Map(facts.map((one) => [JSON.stringify(keyOf(one)), one]));
  for (const one of [...rows.values()].sort((a, b) => compare(keyOf(a), keyOf(b)))) {
    const { quantity, amount, currency } = one;
    writer.put(keyOf(one), ['royalty', quantity, currency, amount, null, null, null], 1, 2);
  }
  writer.finish();
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] as number) < (b[at] as number) ? -1 : 1;
}

const COLUMNS = 'sale_month, track_name_id, platform_name_id, territory, reporting_date';

function withdraw(at: number): void {
  const row = db
    .prepare<[number], { sale_month: string }>(`SELECT * FROM revenue_transactions LIMIT 1 OFFSET ?`)
    .get(at);
  if (!row) return;
  db.prepare(
    `DELETE FROM revenue_transactions WHERE (${COLUMNS}) = (@sale_month, @track_name_id, @platform_name_id, @territory, @reporting_date)`,
  ).run(row);
  db.prepare('INSERT INTO temp.gone VALUES (?)').run(JSON.stringify(row));
  markStale(db, row.sale_month);
}

function bringBack(): void {
  for (const text of db.prepare<[], string>('SELECT value FROM temp.gone').pluck().all()) {
    const row = JSON.parse(text) as Record<string, unknown> & { sale_month: string };
    const names = Object.keys(row);
    db.prepare(
      `INSERT OR IGNORE INTO revenue_transactions (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
    ).run(row);
    markStale(db, row.sale_month);
  }
  db.exec('DELETE FROM temp.gone');
}

function empty(): void {
  db.exec('DELETE FROM revenue_transactions');
  emptySummaries(db);
}

describe('the sums of statements', () => {
  it('are those of the facts after any sequence of loads, corrections, withdrawals and rebuilds', () => {
    db.exec('CREATE TEMP TABLE gone (value TEXT)');
    let corrected = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        db.exec('DELETE FROM changes; DELETE FROM temp.gone');
        empty();
        for (const one of steps) {
          db.transaction(() => {
            if (one.is === 'anew') empty();
            if (one.is === 'load' || one.is === 'anew') load(one.facts);
            if (one.is === 'withdraw') withdraw(one.at);
            if (one.is === 'bring back') bringBack();
            refreshSummaries(db);
          }).immediate();
          expect(unlikeFacts(db)).toEqual([]);
          expect(areFresh(db)).toBe(true);
        }
        corrected += db.prepare<[], number>('SELECT count(*) FROM changes').pluck().get() ?? 0;
      }),
      { numRuns: 100, seed: 1987 },
    );
    // The sequences do correct what earlier loads told.
    expect(corrected).toBeGreaterThan(20);
  });

  it('are added up by hand: what is not known is no 0, and two kinds of lines are not one', () => {
    empty();
    const same: Omit<Fact, 'store' | 'quantity' | 'amount'> = {
      month: '2026-01',
      track: 2,
      country: 'US',
      reported: '2026-04-24',
      currency: 'USD',
    };
    load([
      { ...same, store: 1, quantity: 7, amount: 2 ** 53 - 1 },
      { ...same, store: 3, quantity: 5, amount: 2 ** 53 - 1 },
      { ...same, store: 4, quantity: null, amount: 3 },
    ]);
    refreshSummaries(db);
    const rows = (sql: string) => db.prepare(sql).raw().safeIntegers().all();
    // Spotify and Apple Music are streams, Facebook is not.
    expect(rows('SELECT track_name_id, usage, known, facts, quantity, amount FROM revenue_by_track')).toEqual(
      [
        [2n, 'social', 6n, 1n, null, 3n],
        [2n, 'stream', 7n, 2n, 12n, 2n ** 54n - 2n],
      ],
    );
    expect(rows('SELECT platform_name_id, artist_name_id, facts FROM revenue_by_store')).toEqual([
      [1n, 3n, 1n],
      [3n, 3n, 1n],
      [4n, 3n, 1n],
    ]);
  });

  it('are made again when label.json says that a store is used for something else', () => {
    empty();
    load([
      {
        month: '2026-01',
        track: 1,
        store: 4,
        country: 'US',
        reported: '2026-04-24',
        quantity: 7,
        amount: 3,
        currency: 'USD',
      },
    ]);
    refreshSummaries(db);
    db.exec('UPDATE platform_names SET usage = usage WHERE id = 4');
    expect(areFresh(db)).toBe(true);
    db.exec("UPDATE platform_names SET usage = 'stream' WHERE id = 4");
    expect(areFresh(db)).toBe(false);
    refreshSummaries(db);
    expect(unlikeFacts(db)).toEqual([]);
    expect(db.prepare('SELECT usage FROM revenue_by_track').pluck().all()).toEqual(['stream']);
    db.exec("UPDATE platform_names SET usage = 'social' WHERE id = 4");
  });

  it('a wrong sum is found, one too many and one too few', () => {
    empty();
    load([
      {
        month: '2026-01',
        track: 1,
        store: 4,
        country: 'US',
        reported: '2026-04-24',
        quantity: 7,
        amount: 3,
        currency: 'USD',
      },
    ]);
    db.exec('UPDATE revenue_by_store SET amount = 4; DELETE FROM revenue_by_country');
    expect(unlikeFacts(db)).toEqual([
      'revenue_by_store has 2026-01,4,2,2026-04-24,9,royalty,USD,1,7,1,7,4',
      'revenue_by_store lacks 2026-01,4,2,2026-04-24,9,royalty,USD,1,7,1,7,3',
      'revenue_by_country lacks 2026-01,US,2,social,2026-04-24,9,royalty,USD,1,7,1,7,3',
    ]);
  });
});
