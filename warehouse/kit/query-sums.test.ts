import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from './compile-tables.ts';
import { loadMetrics } from './discover-metrics.ts';
import { type Lineage, lineage } from './lineage.ts';
import type { Metric, MetricDimension, Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, compareWith, type Result } from './query.ts';
import { areFresh, markStale, SUMMED } from './summaries.ts';
import { refreshSummaries } from './summary-writer.ts';

// Whatever is asked of statements, the answer read from sums is the one read from facts.
const metrics = await loadMetrics();
const read: Metric[] = [...metrics.values()].filter(({ sources }) =>
  sources.some(({ table }) => factsOf(table).includes(SUMMED)),
);
let made: HandMade;

beforeAll(() => {
  made = handMade();
  const sales = fc.sample(
    fc.record({
      month: fc.constantFrom('2025-10', '2025-11', '2025-12', '2026-01'),
      track: fc.constantFrom(1, 2, 3),
      store: fc.constantFrom(1, 2, 3, 4, 5, 6),
      country: fc.constantFrom('US', 'NA', 'OU'),
      reported: fc.constantFrom('2026-01-24', '2026-02-24', '2026-03-24'),
      quantity: fc.option(fc.integer({ min: -5, max: 1000 }), { freq: 6 }),
      amount: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 2n ** 52n }), { freq: 6 }),
    }),
    { numRuns: 300, seed: 1987 },
  );
  // Of one platform: stores of two uses, and with those of another more than are sought one by one.
  made.db.exec(
    "INSERT INTO platform_names VALUES (5, 'Spotify Duo', 1, 'stream'), (6, 'Spotify Ads', 1, 'video_ad')",
  );
  made.db.exec("UPDATE tracks SET release_date = '2025-01-01' WHERE id = 2");
  made.db.exec("INSERT INTO fx_rates VALUES ('2026-01-24', 'EUR', 'USD', 1100000001, 'ECB', 1, 2)");
  made.db.transaction(() => {
    for (const one of sales) made.sale(one);
    // One track is also sold for euros, one of them on a day no rate is known of.
    for (const reported of ['2026-01-24', '2026-02-24'])
      made.sale({
        month: '2025-11',
        track: 2,
        reported,
        quantity: 3,
        amount: 1_000_000_003,
        currency: 'EUR',
      });
  })();
});
afterAll(() => made.close());

/** From sums, then from facts; the text of the query is all that may differ. */
function twice<T extends object | null>(question: () => T): { sums: T; facts: T } {
  refreshSummaries(made.db);
  expect(areFresh(made.db)).toBe(true);
  const sums = question();
  markStale(made.db, '');
  return { sums, facts: question() };
}

const without = (result: Result): object => ({ ...result, sql: '' });
const withoutText = (behind: Lineage | string): object | string =>
  typeof behind === 'string' ? behind : { ...behind, sql: '' };

/** What is filtered by; of stores none of a use, few and many. */
const WHERE = {
  artist: [['ZONE A0'], ['ZONE A0', 'PIG1987']],
  platform: [['Spotify', 'Meta'], ['TikTok'], ['Meta'], ['Apple Music'], ['Spotify', 'Apple Music', 'Meta']],
  track: [['QZTST2600002'], ['QZTST2600001', 'QZTST2600003']],
  country: [['NA'], ['US', 'OU']],
  currency: [['USD']],
  distributor: [['DistroKid']],
  income_type: [['royalty']],
  release_age: [['older', 'release not known']],
} satisfies Partial<Record<MetricDimension, string[][]>>;
type Where = NonNullable<Question['where']>;
const dimensions = Object.keys(WHERE) as (keyof typeof WHERE)[];

const shape = fc.record({
  metric: fc.constantFrom(...read.map(({ name }) => name)),
  by: fc.subarray(dimensions, { maxLength: 3 }),
  // More often what is reached by the key of the facts.
  filters: fc.oneof(
    fc.subarray(dimensions, { maxLength: 2 }),
    fc.subarray<keyof typeof WHERE>(['artist', 'track', 'platform', 'country'], { minLength: 2 }),
  ),
  which: fc.nat(),
  grain: fc.constantFrom(undefined, 'month', 'year', 'day', 'week'),
  span: fc.constantFrom(
    ['2025-11-01', '2026-03-31'],
    ['2025-10-01', '2025-12-31'],
    ['2026-01-24', '2026-02-24'],
  ),
  currency: fc.constantFrom('USD', undefined),
  reportedBy: fc.constantFrom(undefined, '2026-02-24'),
});

const whereOf = (filters: readonly (keyof typeof WHERE)[], which: number): Where =>
  Object.fromEntries(filters.map((name) => [name, WHERE[name][which % WHERE[name].length]]));

/** What is asked, or why it cannot be. */
function tried<T>(work: () => T): T | string {
  try {
    return work();
  } catch (thrown) {
    return String(thrown);
  }
}

describe('a question of statements', () => {
  it('has the same answer from sums and from facts, whatever its shape', () => {
    let [fromSums, through] = [0, 0];
    fc.assert(
      fc.property(
        shape,
        ({ metric, by, filters, which, grain, span: [from = '', to = ''], currency, reportedBy }) => {
          const question: Question = {
            ...{ metric, from, to, by, kind: 'reported' },
            where: whereOf(filters, which),
            ...(grain && { grain }),
            ...(currency && { currency }),
          };
          const { sums, facts } = twice(() => {
            const result = tried(() =>
              ask(made.db, metrics, question, { ...(reportedBy && { reportedBy }) }),
            );
            const compared = tried(() => compareWith(made.db, metrics, question, 'previous_period'));
            const behind = tried(() => lineage(made.db, metrics, question));
            return { result, compared, behind };
          });
          expect(withoutText(sums.behind)).toEqual(withoutText(facts.behind));
          if (typeof sums.result === 'string' || typeof facts.result === 'string') {
            expect(sums.result).toEqual(facts.result);
            return;
          }
          expect(without(sums.result)).toEqual(without(facts.result));
          expect(facts.result.sql).not.toContain('revenue_by_');
          if (/from revenue_by_/.test(sums.result.sql)) fromSums++;
          else if (sums.result.sql.includes('revenue_by_track')) through++;
          if (!sums.compared || typeof sums.compared === 'string')
            expect(sums.compared).toEqual(facts.compared);
          else if (facts.compared && typeof facts.compared !== 'string') {
            expect(without(sums.compared.now)).toEqual(without(facts.compared.now));
            expect(without(sums.compared.before)).toEqual(without(facts.compared.before));
            expect(sums.compared.change).toEqual(facts.compared.change);
          }
        },
      ),
      { numRuns: 300, seed: 1987 },
    );
    expect(fromSums).toBeGreaterThan(40);
    expect(through).toBeGreaterThan(60);
  });

  it('shows a wrong sum: the two are not the same by nature', () => {
    refreshSummaries(made.db);
    const total = () =>
      ask(made.db, metrics, {
        metric: 'revenue',
        from: '2025-10-01',
        to: '2026-01-31',
        where: { currency: ['USD'] },
      }).total;
    const right = total();
    made.db.exec('UPDATE revenue_by_store SET amount = amount + 1');
    expect(total()).not.toBe(right);
    markStale(made.db, '');
    expect(total()).toBe(right);
  });

  it('takes the smallest sums that tell what is asked', () => {
    refreshSummaries(made.db);
    const read = (by: MetricDimension[], where: Question['where'] = {}, metric = 'revenue') =>
      /\nfrom (\w+)/.exec(
        ask(made.db, metrics, {
          metric,
          from: '2025-10-01',
          to: '2026-01-31',
          by,
          where: { ...where, currency: ['USD'] },
          kind: 'reported',
        }).sql,
      )?.[1];
    expect(read([])).toBe('revenue_by_store');
    expect(read(['artist', 'platform'])).toBe('revenue_by_store');
    expect(read(['track'], {}, 'streams')).toBe('revenue_by_track');
    expect(read(['country'], { artist: ['PIG1987'] })).toBe('revenue_by_country');
    expect(read(['country', 'platform'])).toBe('revenue_transactions');
    expect(read(['track'], { country: ['NA'] })).toBe('revenue_transactions');
  });

  it('reaches the facts of few tracks, or of few stores of each', () => {
    refreshSummaries(made.db);
    const from = (where: Where, metric = 'streams') =>
      ask(made.db, metrics, {
        ...{ metric, where, by: ['track', 'country'], kind: 'reported' },
        from: '2025-10-01',
        to: '2026-01-31',
      }).sql;
    const few = 'AND f.platform_name_id IN (SELECT id FROM platform_names WHERE';
    const reached = / AS lead CROSS JOIN revenue_transactions as "f"/;
    expect(from({ platform: ['Spotify'] })).toMatch(reached);
    expect(from({ platform: ['Spotify'] })).toContain(`${few} usage = 'stream' AND platform_id IN`);
    expect(from({ platform: ['TikTok'] })).toMatch(reached);
    expect(from({ platform: ['Spotify', 'Apple Music'] })).not.toMatch(reached);
    // Few tracks and many stores: all lines of the tracks are read.
    const both = from({ platform: ['Spotify', 'Apple Music'], track: ['QZTST2600002'] });
    expect(both).toMatch(reached);
    expect(both).toContain(`AND +${few.slice(4)} usage = 'stream' AND platform_id IN`);
    expect(from({ country: ['NA'] })).not.toMatch(reached);
  });
});
