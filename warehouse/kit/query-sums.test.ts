import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from './compile-tables.ts';
import { loadMetrics } from './discover-metrics.ts';
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
      store: fc.constantFrom(1, 2, 3, 4),
      country: fc.constantFrom('US', 'NA', 'OU'),
      reported: fc.constantFrom('2026-01-24', '2026-02-24', '2026-03-24'),
      quantity: fc.option(fc.integer({ min: -5, max: 1000 }), { freq: 6 }),
      amount: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 2n ** 52n }), { freq: 6 }),
    }),
    { numRuns: 300, seed: 1987 },
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

const WHERE: Partial<Record<MetricDimension, string[]>> = {
  artist: ['ZONE A0'],
  platform: ['Spotify', 'Meta'],
  track: ['QZTST2600002'],
  country: ['NA'],
  currency: ['USD'],
  distributor: ['DistroKid'],
  income_type: ['royalty'],
  release_age: ['older', 'release not known'],
};
const dimensions = Object.keys(WHERE) as MetricDimension[];

const shape = fc.record({
  metric: fc.constantFrom(...read.map(({ name }) => name)),
  by: fc.subarray(dimensions, { maxLength: 3 }),
  filters: fc.subarray(dimensions, { maxLength: 2 }),
  grain: fc.constantFrom(undefined, 'month', 'year', 'day', 'week'),
  span: fc.constantFrom(
    ['2025-11-01', '2026-03-31'],
    ['2025-10-01', '2025-12-31'],
    ['2026-01-24', '2026-02-24'],
  ),
  currency: fc.constantFrom('USD', undefined),
  reportedBy: fc.constantFrom(undefined, '2026-02-24'),
});

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
        ({ metric, by, filters, grain, span: [from = '', to = ''], currency, reportedBy }) => {
          const question: Question = {
            ...{ metric, from, to, by, kind: 'reported' },
            where: Object.fromEntries(filters.map((name) => [name, WHERE[name] ?? []])),
            ...(grain && { grain }),
            ...(currency && { currency }),
          };
          const { sums, facts } = twice(() => {
            const result = tried(() =>
              ask(made.db, metrics, question, { ...(reportedBy && { reportedBy }) }),
            );
            const compared = tried(() => compareWith(made.db, metrics, question, 'previous_period'));
            return { result, compared };
          });
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
      { numRuns: 200, seed: 1987 },
    );
    expect(fromSums).toBeGreaterThan(40);
    expect(through).toBeGreaterThan(4);
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
});
