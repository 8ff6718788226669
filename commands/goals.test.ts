import { afterEach, describe, expect, it } from 'vitest';
import type { Label } from '../core/label.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { put } from '../warehouse/kit/views.testing.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
afterEach(() => sample.remove());

const DOLLAR = 1_000_000_000;
const target = (metric: string, value: number | string, per: 'month' | 'year' | 'total', by?: string) => ({
  ...{ metric, value, per },
  ...(by ? { by } : {}),
});

/** Beside the sample: two lines of software, one of advertising, a grant; books from Oct 2 to Nov 20. */
function keepBooks(currency = 'USD'): void {
  const db = openWarehouseForWriting(sample.data);
  const names = [
    [1, 'ADOBE', 'software', 'expense'],
    [2, 'FACEBK', 'advertising', 'expense'],
    [3, 'GRANT', 'grants', 'income'],
  ] as const;
  for (const [id, description, category, kind] of names)
    put(db, 'transaction_names', { id, description, bank_category: '', category, kind, known: 1 });
  const book = (date: string, name: number, amount: number, line: number, money = 'USD') =>
    put(db, 'financial_transactions', {
      ...{ date, account: '4821', transaction_name_id: name, amount: amount * DOLLAR, occurrence: 0 },
      ...{ currency: money, file_id: 1, line },
    });
  book('2026-10-02', 1, -1, 2);
  book('2026-10-03', 2, -0.5, 3);
  book('2026-10-04', 3, 3, 4);
  book('2026-11-20', 1, -1, 5, currency);
  db.close();
}

/** Distributors' streams of some days, and nothing else. */
function streamsOnly(days: readonly (readonly [day: string, streams: number])[]): void {
  const db = openWarehouseForWriting(sample.data);
  for (const [id, key] of [
    [1, 'spotify'],
    [9, 'distrokid'],
  ] as const)
    put(db, 'platforms', { id, key, name: key, known: 1 });
  put(db, 'files', {
    ...{ id: 2, path: 'a', sha256: 'a', original_name: 'a', landed_at: '2026-11-21T00:00:00Z', account: '' },
    ...{ platform: 'distrokid', feed: 'distrokid_streams', feed_version: 1 },
    ...{ rows: 0, loaded: 0, corrected: 0, unchanged: 0, refused: 0 },
  });
  for (const [date, streams] of days)
    put(db, 'content_streams', {
      ...{ date, distributor_id: 9, account: '', platform_id: 1, streams, file_id: 2, line: 1 },
    });
  db.close();
}

const labelled = (own: Partial<Label>, facts = true): void => {
  sample = sampleLabel({ label: own, facts });
};

describe('targets', () => {
  it('tell what is reached, what is due by now, and where the pace leads', async () => {
    labelled({});
    const answer = await sample.ask('owner', 'goals');
    // 6,758 of 10,000 on Nov 20, day 324 of 365; 57 days known, 118.56 a day, 41 days left: 6,758 + 4,861 = 11,619.
    // 3,242 are missing: 27.3 days, so Dec 18.
    expect(figure(answer, 'target_1')).toMatchObject({
      label: '10k streams a year, 2026',
      value: 6758,
      kind: 'trend',
      note: 'On track: 67.6 % of 10,000 streams reached, 88.8 % due by now. At this pace 11,619 streams by 2026-12-31 (an estimate), reached on 2026-12-18.',
    });
    // What came in in October, the newest whole month: 2.21 of 10.00. No pace within a month of statements.
    expect(figure(answer, 'target_2')).toMatchObject({
      label: '10 USD a month, 2026-10',
      value: '2.21',
      note: 'At risk: 22.1 % of 10.00 USD reached.',
    });
    // 1,100 + 500 + 2,100 followers. Two of them gain 100 in 50 days: 4 a day. 6,300 / 4 = 1,575 days from Nov 14.
    expect(figure(answer, 'target_3')).toMatchObject({
      value: 3700,
      note: 'At risk: 37.0 % of 10,000 followers reached. At this pace it is reached on 2031-03-08.',
    });
    expect(answer.table?.rows.map((row) => [row[0], row[1], row[2], row[5]])).toEqual([
      ['10k streams a year', 0.6758, 'on track', '2026-12-18'],
      ['10 USD a month', 0.221, 'at risk', null],
      ['10,000 followers', 0.37, 'at risk', '2031-03-08'],
    ]);
    expect(answer.table?.rows[0]?.[3]).toBeCloseTo(324 / 365, 12);
    expect(answer.subtitle).toBe('targets: 1 on track, 2 at risk');
    expect(answer.audience).toBe('money');
  });

  it('1.3M to 100M by 2030 takes 138 % a year', async () => {
    labelled({ targets: [target('streams', 100_000_000, 'year', '2030-12-31')] }, false);
    streamsOnly([
      ['2025-01-01', 650_000],
      ['2025-12-31', 650_000],
    ]);
    const answer = await sample.ask('owner', 'goals');
    // ln(100 / 1.3) is 4.3428, a fifth of it 0.86856, of which e to the power is 2.3835
    expect(answer.table?.rows[0]?.[6]).toBeCloseTo(1.3835, 3);
    expect(figure(answer, 'target_1').note).toContain(
      'From there it takes 138.3 % growth a year until 2030.',
    );
  });

  it('holds a year on the way against its step, the same growth each year', async () => {
    labelled({ targets: [target('streams', 100_000_000, 'year', '2030-12-31')] }, false);
    streamsOnly([
      ['2025-01-01', 650_000],
      ['2025-12-31', 650_000],
      ['2026-01-01', 620_000],
      ['2026-11-20', 1_000_000],
    ]);
    const answer = await sample.ask('owner', 'goals');
    // 2026 needs 1.3M x 2.3835 = 3,098,6xx; 324 of 365 days: 2,750,5xx are due, 1,620,000 are 58.9 % of them.
    // 5,000 a day: 1,825,000 at its end; (100 / 1.825) ^ (1/4) = 2.7207. 40.4 % more than 2025: 12 more years.
    const row = answer.table?.rows[0] ?? [];
    expect(row[2]).toBe('behind');
    expect(row[3]).toBeCloseTo((0.030986 * 324) / 365, 4);
    expect(row[4]).toBeCloseTo(0.01825, 9);
    expect(row[5]).toBe('2038');
    expect(row[6]).toBeCloseTo(1.7207, 3);
  });

  it('a margin is known under its short name, and is held against a whole month', async () => {
    labelled({ targets: [target('margin', 0.25, 'month')] });
    keepBooks();
    const answer = await sample.ask('owner', 'goals');
    // October: 2.21 + 3.00 came in, 1.50 went out.
    expect(figure(answer, 'target_1')).toMatchObject({ value: 3.71 / 5.21, format: 'percent' });
    expect(answer.table?.rows[0]?.[2]).toBe('achieved');
  });

  it('not known is not 0: without data there is no progress and no status', async () => {
    labelled({}, false);
    const answer = await sample.ask('owner', 'goals');
    expect(answer.table?.rows.map((row) => [row[1], row[2]])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(figure(answer, 'target_1').note).toContain('No data yet from');
    expect(answer.chart).toBeUndefined();
    expect(answer.subtitle).toBe('targets: 3 not known');
  });

  it('says what is no metric, and that no target is set', async () => {
    labelled({ targets: [target('streems', 5, 'year')] });
    const wrong = await sample.ask('owner', 'goals');
    expect(wrong.notes.join(' ')).toContain('"streems" of the targets in label.json is no metric');
    sample.remove();
    labelled({ targets: [] });
    const none = await sample.ask('owner', 'goals');
    expect(none.notes.join(' ')).toContain('No target is set.');
  });
});

describe('budgets', () => {
  const budgets: Label['budgets'] = [
    { category: 'software', amount: '3.00', per: 'year' },
    { category: 'advertising', amount: '0.40', per: 'year' },
    { category: 'travel', amount: '1.00', per: 'month' },
  ];

  it('tell what is spent, what is left, and the day it runs out', async () => {
    labelled({ targets: [], budgets });
    keepBooks();
    const answer = await sample.ask('owner', 'goals');
    // 2.00 of 3.00 in the 50 days the books go: 0.04 a day, so 1.00 lasts 25 days from Nov 20.
    expect(figure(answer, 'budget_1')).toMatchObject({
      label: 'Software budget left, 2026',
      value: '1.00',
      unit: 'USD',
      note: '2.00 USD of 3.00 USD is spent (66.7 %), 88.8 % of 2026 is over (books to 2026-11-20). The last 90 days took 0.04 USD a day: it runs out on 2026-12-15, before 2026 ends (an estimate).',
    });
    expect(figure(answer, 'budget_2')).toMatchObject({ label: 'Advertising budget, 2026', value: '-0.10' });
    // Lines of November are known, none of them of travel: nothing is spent.
    expect(figure(answer, 'budget_3')).toMatchObject({ label: 'Travel budget left, 2026-11', value: '1.00' });
    expect(answer.table?.rows.map((row) => [row[1], row[2], row[5]])).toEqual([
      [2 / 3, 'runs out', '2026-12-15'],
      [1.25, 'over', null],
      [0, 'lasts', null],
    ]);
    // 2.00 and 41 days at 0.04 are 3.64 of 3.00.
    expect(answer.table?.rows[0]?.[4]).toBeCloseTo(3.64 / 3, 9);
    expect(answer.subtitle).toBe('budgets: 1 overspent, 1 runs out early, 1 lasts');
  });

  it('without the books, or a rate, nothing is said to be spent', async () => {
    labelled({ targets: [], budgets });
    const before = await sample.ask('owner', 'goals');
    expect(figure(before, 'budget_1').value).toBeNull();
    keepBooks('EUR');
    const mixed = await sample.ask('owner', 'goals');
    expect(figure(mixed, 'budget_1')).toMatchObject({ value: null });
    expect(figure(mixed, 'budget_1').note).toContain('a rate is missing');
  });
});

it('a viewer sees the goals without the money', async () => {
  labelled({ budgets: [{ category: 'software', amount: '3.00', per: 'year' }] });
  keepBooks();
  const answer = await sample.ask('viewer', 'goals');
  expect(answer.figures.map(({ label }) => label)).toEqual(['10k streams a year, 2026', '10,000 followers']);
  expect(answer.audience).toBe('numbers');
  expect(answer.notes.join(' ')).toContain('Goals about money are left out');
  expect(JSON.stringify(answer)).not.toMatch(/USD|2\.21|budget_/);
});
