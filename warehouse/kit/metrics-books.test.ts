import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { MetricDimension, Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';
import { put } from './views.testing.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
  const name = (id: number, description: string, category: string, kind: string) =>
    put(made.db, 'transaction_names', { id, description, bank_category: '', category, kind, known: 1 });
  name(1, 'ADOBE', 'software', 'expense');
  name(2, 'FACEBK', 'advertising', 'expense');
  name(3, 'DISTROKID', 'royalties', 'payout');
  name(4, 'GRANT', 'grants', 'income');
  name(5, 'CARD PAYMENT', 'transfer', 'transfer');
});
afterEach(() => made.close());

let line = 1;
function book(date: string, name: number, cents: number, more: Record<string, string> = {}): void {
  put(made.db, 'financial_transactions', {
    date,
    account: '4821',
    transaction_name_id: name,
    amount: cents * 10_000_000,
    occurrence: ++line,
    currency: 'USD',
    file_id: 2,
    line,
    ...more,
  });
}
const pay = (reported: string, cents: number, currency = 'USD') =>
  made.sale({ month: '2026-07', reported, quantity: 1, amount: cents * 10_000_000, currency });

const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };
const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, ...OCTOBER, ...more });
const rows = (metric: string, by: MetricDimension) =>
  asked(metric, { by: [by] }).rows.map(({ keys, value }) => [keys[by], value]);

/** October: 100.00 of statements, 40.00 of a grant; 30.00 of software, 20.00 of ads of which 5.00 came back. */
function october(): void {
  pay('2026-10-20', 10_000);
  book('2026-10-02', 1, -3000);
  book('2026-10-03', 2, -2000);
  book('2026-10-09', 2, 500);
  book('2026-10-10', 4, 4000);
  // Told in detail by the statement, moved between own accounts, never carried out.
  book('2026-10-21', 3, 10_000);
  book('2026-10-22', 5, -50_000);
  book('2026-10-23', 1, -99_900, { status: 'Declined' });
}

describe('the books', () => {
  it.each([
    ['expenses', '45.00'],
    ['other_income', '40.00'],
    // 100 + 40 - 45
    ['net_revenue', '95.00'],
    // 95 / 140
    ['profit_margin', 95 / 140],
  ])('%s of October is %s', (metric, value) => {
    october();
    expect(asked(metric).total).toBe(value);
  });

  it('by category: what was spent, and no row for a payout, a transfer or a declined line', () => {
    october();
    expect(rows('expenses', 'category')).toEqual([
      ['software', '30.00'],
      ['advertising', '15.00'],
    ]);
    expect(rows('other_income', 'category')).toEqual([['grants', '40.00']]);
    expect(asked('expenses', { where: { category: ['advertising'] } }).total).toBe('15.00');
    expect(asked('expenses', { by: ['category'] }).total).toBe('45.00');
  });

  it('a month with lines and no spending spent 0; a month without any line is not known', () => {
    pay('2026-09-20', 700);
    pay('2026-10-20', 10_000);
    book('2026-10-21', 3, 10_000);
    expect(asked('expenses').total).toBe('0.00');
    expect(asked('net_revenue').total).toBe('100.00');
    const september = { from: '2026-09-01', to: '2026-09-30' };
    for (const metric of ['expenses', 'other_income', 'net_revenue', 'profit_margin'])
      expect(asked(metric, september).total, metric).toBeNull();
    expect(asked('net_revenue', september).notes[0]).toBe(
      'Not known without other_income and expenses; what is known of it is not shown as the whole.',
    );
    const months = asked('net_revenue', { from: '2026-09-01', grain: 'month' });
    expect(months.rows.map(({ keys, value }) => [keys.date, value])).toEqual([['2026-10', '100.00']]);
  });

  it('spending of a month nobody has told the income of is no net', () => {
    book('2026-10-02', 1, -3000);
    expect(asked('expenses').total).toBe('30.00');
    expect(asked('net_revenue').total).toBeNull();
  });

  it('a loss has a margin below 0; without income there is none', () => {
    pay('2026-10-20', 1000);
    book('2026-10-02', 1, -3000);
    expect(asked('net_revenue').total).toBe('-20.00');
    expect(asked('profit_margin').total).toBe(-2);
    made.db.exec('UPDATE revenue_transactions SET amount = 0');
    expect(asked('net_revenue').total).toBe('-30.00');
    expect(asked('profit_margin').total).toBeNull();
  });

  it('never adds two currencies', () => {
    pay('2026-10-20', 1000, 'EUR');
    book('2026-10-02', 1, -3000);
    const net = asked('net_revenue');
    expect(net.total).toBeNull();
    expect(net.notes[0]).toBe('The amounts are in EUR and USD, which are not added.');
    pay('2026-10-21', 500);
    expect(asked('net_revenue', { by: ['currency'] }).rows).toMatchObject([
      { keys: { currency: 'USD' }, value: '-25.00' },
    ]);
  });

  it('spending is of no artist, and says so', () => {
    october();
    expect(() => asked('net_revenue', { where: { artist: ['ZONE A0'] } })).toThrow(
      'No source tells other_income artist.',
    );
  });

  it('reaches as far as every account that still tells something', () => {
    book('2026-10-02', 1, -3000);
    book('2026-11-10', 1, -3000);
    book('2026-10-31', 2, -100, { account: '1111' });
    book('2026-01-31', 2, -100, { account: '2222' });
    expect(asked('expenses', { to: '2026-11-30' })).toMatchObject({
      begins: '2026-01-31',
      newest: '2026-11-10',
      completeTo: '2026-10-31',
      partial: true,
      tables: ['financial_transactions'],
    });
    expect(asked('expenses').partial).toBe(false);
  });

  it('is explained by its lines: spending by those that are spending, the net by all of its parts', () => {
    line = 1;
    october();
    const lines = (metric: string) =>
      lineage(made.db, metrics, { metric, ...OCTOBER }).files.map((file) => [file.originalName, file.lines]);
    expect(lines('expenses')).toEqual([['b.csv', [2, 3, 4]]]);
    expect(lines('net_revenue')).toEqual([
      ['bank.tsv', [2]],
      ['b.csv', [2, 3, 4, 5]],
    ]);
  });
});
