import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { Question } from './metric.ts';
import { createRates } from './money-rates.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, compareWith } from './query.ts';

const metrics = await loadMetrics();
const nanos = (text: string): bigint => parseNanos(text) as bigint;
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const rate = (date: string, currency: string, value: string) =>
  made.db
    .prepare("INSERT INTO fx_rates VALUES (?, ?, 'USD', ?, 'ECB', 1, 2)")
    .run(date, currency, nanos(value));
const revenue = (other: Partial<Question> = {}) =>
  ask(made.db, metrics, {
    metric: 'revenue',
    from: '2026-07-01',
    to: '2026-08-31',
    currency: 'USD',
    ...other,
  });

/** July: 10 USD at Spotify; 20 EUR there and 5 EUR at Apple Music, paid on 24 July. August: 8 EUR, paid on 24 August. */
function sales(): void {
  made.sale({ month: '2026-07', quantity: 100, amount: nanos('10') });
  made.sale({ month: '2026-07', quantity: 100, amount: nanos('20'), currency: 'EUR' });
  made.sale({ month: '2026-07', store: 3, quantity: 100, amount: nanos('5'), currency: 'EUR' });
  made.sale({ month: '2026-08', quantity: 100, amount: nanos('8'), currency: 'EUR' });
}

describe('amounts of several currencies', () => {
  it('are converted by the rate of their date where every one has one, and the answer says so', () => {
    sales();
    rate('2026-07-23', 'EUR', '1.10');
    rate('2026-08-24', 'EUR', '1.20');
    const found = revenue();
    expect(found).toMatchObject({ total: '47.10', unit: 'USD', apart: [] });
    expect(found.notes).toContain(
      '3 amounts in EUR converted to USD by the rate of their date (rates to 2026-08-24).',
    );
    expect(revenue({ by: ['platform'] }).rows.map(({ keys, value }) => [keys.platform, value])).toEqual([
      ['Spotify', '41.60'],
      ['Apple Music', '5.50'],
    ]);
    expect(revenue({ grain: 'month' }).rows.map(({ value }) => value)).toEqual(['37.50', '9.60']);
    // 47.10 over 400 plays.
    expect(revenue({ metric: 'revenue_per_stream' }).total).toBe('0.117750000');
    // The same in the statement of where it comes from.
    const origin = lineage(made.db, metrics, {
      metric: 'revenue',
      from: '2026-07-01',
      to: '2026-08-31',
      currency: 'USD',
    });
    expect(origin.facts).toBe(4);
    expect(origin.sql).toContain("in_currency(f.amount, f.currency, 'USD', f.reporting_date)");
  });

  it('stand apart where a rate is missing, and the answer says which', () => {
    sales();
    rate('2026-07-23', 'EUR', '1.10');
    const found = revenue();
    expect(found.total).toBeNull();
    expect(found.apart).toEqual([
      { currency: 'EUR', total: '33.00' },
      { currency: 'USD', total: '10.00' },
    ]);
    expect(found.rows.map(({ keys, value }) => [keys.currency, value])).toEqual([
      ['EUR', '33.00'],
      ['USD', '10.00'],
    ]);
    expect(found.notes.join(' ')).toContain('In EUR: 33.00. In USD: 10.00.');
    expect(found.notes.join(' ')).toMatch(
      /No exchange rate is known .*: EUR to USD for 1 amount of 2026-08-24\. Bring it/,
    );
    expect(revenue({ by: ['platform'] }).rows.map(({ keys, value }) => [keys.platform, value])).toEqual([
      ['Spotify (EUR)', '28.00'],
      ['Spotify (USD)', '10.00'],
      ['Apple Music (EUR)', '5.00'],
    ]);
    expect(revenue({ grain: 'month' }).rows).toEqual([]);
    expect(() => revenue({ by: ['platform', 'country', 'track'] })).toThrow(
      /EUR and USD, which are not added.*No exchange rate/,
    );
    // The month that has all its rates is converted.
    expect(revenue({ to: '2026-07-31' }).total).toBe('37.50');
  });

  it('are never added when no currency was asked for, and left alone when one is enough', () => {
    sales();
    rate('2026-07-23', 'EUR', '1.10');
    expect(() => ask(made.db, metrics, { metric: 'revenue', from: '2026-07-01', to: '2026-08-31' })).toThrow(
      'not added',
    );
    expect(revenue({ where: { currency: ['EUR'] } })).toMatchObject({ total: '33.00', unit: 'EUR' });
    expect(revenue({ from: '2026-08-01' })).toMatchObject({ total: '8.00', unit: 'EUR' });
    expect(revenue({ by: ['currency'] }).rows.map(({ value }) => value)).toEqual(['33.00', '10.00']);
  });

  it('do not stop a count of the same lines', () => {
    sales();
    expect(revenue({ metric: 'streams', kind: 'reported' }).total).toBe(400);
  });

  it('are not compared with amounts of another currency', () => {
    made.sale({ month: '2026-06', quantity: 1, amount: nanos('3') });
    made.sale({ month: '2026-07', quantity: 1, amount: nanos('5'), currency: 'EUR' });
    made.sale({ month: '2026-11', quantity: 1, amount: nanos('5') });
    const compared = compareWith(
      made.db,
      metrics,
      { metric: 'revenue', from: '2026-07-01', to: '2026-07-31', currency: 'USD' },
      'previous_period',
    );
    expect(compared?.change).toEqual({ absolute: null, relative: null });
    expect(compared?.notes).toContain('No change is given: the amounts are in EUR, and in USD before.');
  });

  it('take a rate that was brought since the last question', () => {
    sales();
    expect(revenue().total).toBeNull();
    rate('2026-07-23', 'EUR', '1');
    rate('2026-08-23', 'EUR', '1');
    expect(revenue().total).toBe('43.00');
    made.db.exec("UPDATE fx_rates SET rate = 2000000000 WHERE date = '2026-08-23'");
    expect(revenue().total).toBe('51.00');
  });

  it('add up to the same in every breakdown, as a loop over the lines does', () => {
    const line = fc.record({
      month: fc.constantFrom('2026-05', '2026-06', '2026-07'),
      store: fc.constantFrom(1, 2, 3, 4),
      currency: fc.constantFrom('USD', 'EUR', 'JPY'),
      amount: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }), { freq: 9 }),
    });
    const rates = fc.record({
      EUR: fc.bigInt({ min: 1n, max: 3n * 10n ** 9n }),
      JPY: fc.bigInt({ min: 1n, max: 10n ** 8n }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), rates, (lines, value) => {
        made.db.exec('DELETE FROM revenue_transactions; DELETE FROM fx_rates');
        for (const month of ['2026-05', '2026-06', '2026-07'])
          for (const code of ['EUR', 'JPY'] as const) rate(`${month}-20`, code, nanosToDecimal(value[code]));
        for (const one of lines) made.sale({ ...one, quantity: 1 });
        const known = lines.filter(({ amount }) => amount !== null);
        const reader = createRates(made.db);
        const single = new Set(lines.map(({ currency }) => currency)).size < 2;
        const expected = known.reduce((sum, { amount, currency, month }) => {
          const own = BigInt(amount ?? 0n);
          if (single) return sum + own;
          return sum + (reader.convert(own, currency, 'USD', `${month}-24`).amount ?? 0n);
        }, 0n);
        const span = { from: '2026-05-01', to: '2026-07-31' };
        expect(revenue(span).total).toBe(known.length === 0 ? null : nanosToDecimal(expected));
        for (const by of [['platform'], ['country', 'track'], ['artist']] as const) {
          const rows = revenue({ ...span, by: [...by], grain: 'month' });
          expect(nanosToDecimal(rows.rows.reduce((sum, row) => sum + nanos(String(row.value)), 0n))).toBe(
            nanosToDecimal(known.length === 0 ? 0n : expected),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
