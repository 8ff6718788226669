import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nanosToDecimal } from '../../core/money.ts';
import { loadMetrics } from './discover-metrics.ts';
import { type HandMade, handMade, type Sale } from './query.testing.ts';
import { ask } from './query.ts';
import { markStale } from './summaries.ts';
import { refreshSummaries } from './summary-writer.ts';

// Whatever is asked, the answer is what a plain loop over the facts gives.
const metrics = await loadMetrics();
let made: HandMade;
beforeAll(() => {
  made = handMade();
});
afterAll(() => made.close());

const MONTHS = ['2025-11', '2025-12', '2026-01', '2026-02'] as const;
const ARTISTS: Record<number, string[]> = { 1: ['PIG1987'], 2: ['ZONE A0', 'Sxnctuary'], 3: ['ZONE A0'] };
const PLATFORM: Record<number, string> = { 1: 'Spotify', 2: 'Spotify', 3: 'Apple Music', 4: 'Meta' };
const COUNTRY: Record<string, string> = { US: 'United States', NA: 'Namibia', OU: 'Outside the US' };

const sale = fc.record({
  month: fc.constantFrom(...MONTHS),
  track: fc.constantFrom(1, 2, 3),
  store: fc.constantFrom(1, 2, 3, 4),
  country: fc.constantFrom('US', 'NA', 'OU'),
  quantity: fc.option(fc.integer({ min: -5, max: 1000 }), { freq: 8 }),
  amount: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 2n ** 52n }), { freq: 8 }),
});
const by = fc.subarray(['artist', 'platform', 'country'] as const);
const where = fc.record(
  {
    artist: fc.subarray(['ZONE A0', 'PIG1987', 'Sxnctuary'], { minLength: 1 }),
    // Nothing was ever sold on TikTok.
    platform: fc.subarray(['Spotify', 'Apple Music', 'Meta', 'TikTok'], { minLength: 1 }),
    track: fc.subarray(['QZTST2600001', 'QZTST2600002', 'QZTST2600003'], { minLength: 1 }),
    country: fc.subarray(['NA', 'US'], { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const span = fc.tuple(fc.constantFrom(...MONTHS), fc.constantFrom(...MONTHS)).map(([a, b]) => [a, b].sort());

interface Sums {
  amount: bigint;
  quantity: bigint;
  known: number;
}

/** The same by hand: names of the row -> what its facts add up to. */
function loop(
  sales: readonly Sale[],
  keep: (one: Sale) => boolean,
  dimensions: readonly string[],
  monthly: boolean,
): Map<string, Sums> {
  const rows = new Map<string, Sums>();
  for (const one of sales) {
    if (!keep(one)) continue;
    const artists = dimensions.includes('artist') ? (ARTISTS[one.track ?? 0] ?? []) : [''];
    for (const artist of artists) {
      const names = dimensions.map((name) =>
        name === 'artist'
          ? artist
          : name === 'platform'
            ? PLATFORM[one.store ?? 0]
            : COUNTRY[one.country ?? ''],
      );
      const key = JSON.stringify([...(monthly ? [one.month] : []), ...names]);
      const row = rows.get(key) ?? { amount: 0n, quantity: 0n, known: 0 };
      rows.set(key, {
        amount: row.amount + BigInt(one.amount ?? 0n),
        quantity: row.quantity + BigInt(one.quantity ?? 0),
        known: row.known + 1,
      });
    }
  }
  return rows;
}

/** `summed`: with their sums, by which they are read or reached. */
function load({ sales, summed }: { sales: readonly Sale[]; summed: boolean }): void {
  made.db.transaction(() => {
    made.db.exec('DELETE FROM revenue_transactions');
    for (const one of sales) made.sale(one);
    markStale(made.db, '');
    if (summed) refreshSummaries(made.db);
  })();
}

const matches = (
  filter: { artist?: string[]; platform?: string[]; country?: string[]; track?: string[] },
  from = '',
  to = '9',
) => {
  return (one: Sale): boolean =>
    one.month >= from &&
    one.month <= to &&
    (!filter.artist || (ARTISTS[one.track ?? 0] ?? []).some((name) => filter.artist?.includes(name))) &&
    (!filter.platform || filter.platform.includes(PLATFORM[one.store ?? 0] ?? '')) &&
    (!filter.track || filter.track.includes(`QZTST260000${one.track}`)) &&
    (!filter.country || filter.country.includes(one.country ?? ''));
};

const question = {
  sales: fc.array(sale, { maxLength: 40 }),
  by,
  where,
  span,
  monthly: fc.boolean(),
  summed: fc.boolean(),
};

describe('any question of statements', () => {
  it('revenue: rows and total equal a plain loop', () => {
    fc.assert(
      fc.property(fc.record(question), (q) => {
        load(q);
        const [from = '', to = ''] = q.span;
        const keep = matches(q.where, from, to);
        const known = (one: Sale) => keep(one) && one.amount !== null;
        const result = ask(made.db, metrics, {
          metric: 'revenue',
          from: `${from}-15`,
          to: `${to}-15`,
          by: q.by,
          where: q.where,
          ...(q.monthly ? { grain: 'month' as const } : {}),
        });
        const rows = loop(q.sales, known, q.by, q.monthly);
        if (q.by.length > 0 || q.monthly) {
          expect(
            Object.fromEntries(
              result.rows.map((row) => [JSON.stringify(Object.values(row.keys)), row.value]),
            ),
          ).toEqual(Object.fromEntries([...rows].map(([key, sums]) => [key, nanosToDecimal(sums.amount)])));
        }
        const whole = [...loop(q.sales, known, [], false).values()][0];
        expect(result.total).toBe(whole ? nanosToDecimal(whole.amount) : null);
      }),
      { numRuns: 150 },
    );
  });

  it('revenue per stream: every row is the ratio of its own sums, over streaming stores', () => {
    fc.assert(
      fc.property(fc.record(question), (q) => {
        load(q);
        const keep = matches(q.where);
        const known = (one: Sale) =>
          keep(one) && one.amount !== null && one.quantity !== null && one.store !== 4;
        const result = ask(made.db, metrics, {
          metric: 'revenue_per_stream',
          from: '2025-11-01',
          to: '2026-02-28',
          by: q.by,
          where: q.where,
          grain: 'month',
        });
        const rows = loop(q.sales, known, q.by, true);
        expect(result.rows.length).toBe(rows.size);
        for (const row of result.rows) {
          const sums = rows.get(JSON.stringify(Object.values(row.keys)));
          if (!sums || sums.quantity === 0n) expect(row.value).toBeNull();
          // Within half a billionth, sign and all.
          else
            expect(
              Math.abs(Number(row.value) * 1e9 - Number(sums.amount) / Number(sums.quantity)),
            ).toBeLessThan(1);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('any question of daily series', () => {
  it('streams: a day without a value has no row, and the total is the sum of the known', () => {
    const days = ['2026-01-30', '2026-01-31', '2026-02-01', '2026-02-02'];
    const cell = fc.option(fc.nat(10_000));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 4, maxLength: 4 }), (cells) => {
        made.db.transaction(() => {
          made.db.exec('DELETE FROM content_streams');
          cells.forEach(([spotify, apple], at) => {
            made.trend(days[at] ?? '', 1, spotify);
            made.trend(days[at] ?? '', 2, apple);
          });
        })();
        const result = ask(made.db, metrics, {
          metric: 'streams',
          from: '2026-01-30',
          to: '2026-02-02',
          grain: 'day',
        });
        const expected = cells.flatMap((pair, at) => {
          const known = pair.filter((value) => value !== null);
          if (known.length === 0) return [];
          return [{ date: days[at], value: known.reduce((a, b) => a + b, 0) }];
        });
        expect(result.rows.map((row) => ({ date: row.keys.date, value: row.value }))).toEqual(expected);
        expect(result.total).toBe(
          expected.length === 0 ? null : expected.reduce((sum, row) => sum + row.value, 0),
        );
        // Whole: each platform knows every day from its first on.
        const whole = [0, 1].every((at) => {
          const first = cells.findIndex((pair) => pair[at] !== null);
          return first < 0 || cells.slice(first).every((pair) => pair[at] !== null);
        });
        expect(result.complete).toBe(whole && expected.length > 0);
      }),
      { numRuns: 150 },
    );
  });
});
