import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../core/days.ts';
import { loadMetrics } from './discover-metrics.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, change, compareWith } from './query.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const daily = (from: string, days: number, streams: number, platform = 1): void => {
  for (let at = 0; at < days; at++) made.trend(addDays(from, at), platform, streams);
};
const over = (
  question: Partial<Question>,
  comparison: 'previous_period' | 'previous_year' = 'previous_period',
) =>
  compareWith(
    made.db,
    metrics,
    { metric: 'streams', from: '2026-07-01', to: '2026-07-31', ...question },
    comparison,
  );

describe('comparison', () => {
  it('compares a month that is not over with the same days of the month before', () => {
    daily('2026-06-01', 30, 10);
    daily('2026-07-01', 12, 15);
    const found = over({});
    // 12 days of 15 against 12 days of 10; the whole June would be 300.
    expect(found).toMatchObject({
      against: 'the same days of the month before',
      period: { from: '2026-06-01', to: '2026-06-12' },
      now: { total: 180, period: { from: '2026-07-01', to: '2026-07-12' } },
      before: { total: 120 },
      change: { absolute: 60, relative: 0.5 },
    });
    expect(found?.notes).toEqual(['Compared over the days reported, 2026-07-01 to 2026-07-12.']);
  });

  it('compares whole months with whole months, whatever their length', () => {
    daily('2026-06-01', 61, 10);
    expect(over({})).toMatchObject({
      against: 'the month before',
      before: { total: 300 },
      now: { total: 310 },
      change: { absolute: 10 },
    });
  });

  it('cuts to the day that every platform knows', () => {
    daily('2026-06-01', 30, 10);
    daily('2026-06-01', 30, 1, 2);
    daily('2026-07-01', 5, 10);
    daily('2026-07-01', 7, 1, 2);
    expect(over({})).toMatchObject({ now: { total: 55 }, before: { total: 55 }, change: { relative: 0 } });
  });

  it('previous year, of the same kind', () => {
    made.spotify('2025-07-01', 2, { streams: 8 });
    made.spotify('2026-07-01', 2, { streams: 10 });
    const found = over({ to: '2026-07-01', where: { artist: ['PIG1987'] } }, 'previous_year');
    expect(found).toMatchObject({
      before: { kind: 'observed', total: 8 },
      change: { absolute: 2, relative: 0.25 },
    });
  });

  it('nothing before, or 0 before, gives no relative change', () => {
    daily('2026-07-01', 31, 10);
    expect(over({})?.change).toEqual({ absolute: null, relative: null });
    expect(over({})?.notes).toEqual(['Nothing is known of the period before.']);
    expect(over({ period: 'all' })).toBeNull();
    daily('2026-06-01', 30, 0);
    expect(over({})?.change).toEqual({ absolute: 310, relative: null });
  });

  it('gives no change against a period in whose middle the data begin', () => {
    daily('2026-06-28', 34, 10); // 3 days of June, all of July
    const found = over({});
    expect(found).toMatchObject({ now: { total: 310 }, before: { total: 30, begins: '2026-06-28' } });
    expect(found?.change).toEqual({ absolute: null, relative: null });
    expect(found?.notes[0]).toMatch(/the data begin on 2026-06-28, inside the period before/);
    expect(over({ from: '2026-06-01' })?.now.notes).toContain('The data begin on 2026-06-28.');
  });

  it('compares sale months still being reported with what was known of earlier ones at the same age', () => {
    // May: 4 USD by July, 1 more in August. June so far (statement of August): 5 USD.
    made.sale({ month: '2026-05', quantity: 1, amount: 4_000_000_000, reported: '2026-07-24' });
    made.sale({ month: '2026-05', quantity: 1, amount: 1_000_000_000, reported: '2026-08-24' });
    made.sale({ month: '2026-06', quantity: 1, amount: 5_000_000_000, reported: '2026-08-24' });
    const found = over({ metric: 'revenue', from: '2026-06-01', to: '2026-06-30' });
    expect(found).toMatchObject({
      now: { total: '5.00' },
      before: { total: '4.00' },
      change: { absolute: '1.00', relative: 0.25 },
      notes: ['Stores still report this period: compared with what statements had told by 2026-07-24.'],
    });
  });
});

describe('growth', () => {
  const growth = (question: Partial<Question>) =>
    ask(made.db, metrics, { metric: 'growth', from: '2026-07-01', to: '2026-07-31', ...question });

  it('is the change against the same days before, whole and by dimension', () => {
    daily('2026-06-01', 30, 10);
    daily('2026-06-01', 30, 10, 2);
    daily('2026-07-01', 10, 15);
    daily('2026-07-01', 10, 5, 2);
    const found = growth({ by: ['platform'] });
    expect(found).toMatchObject({ metric: 'growth', total: 0, unit: '%', kind: 'trend' });
    expect(found.rows.map((row) => [row.keys.platform, row.value])).toEqual([
      ['Spotify', 0.5],
      ['Apple Music', -0.5],
    ]);
  });

  it('by month: each against the one before; the last against the same days', () => {
    daily('2026-05-01', 31, 10); // 310
    daily('2026-06-01', 30, 31); // 930
    daily('2026-07-01', 10, 62); // 620 against 310 of the first ten days
    expect(growth({ from: '2026-06-01', grain: 'month' }).rows).toEqual([
      { keys: { date: '2026-06' }, value: 2, partial: false },
      { keys: { date: '2026-07' }, value: 1, partial: true },
    ]);
    expect(growth({ from: '2026-05-01', grain: 'month' }).rows[0]).toEqual({
      keys: { date: '2026-05' },
      value: null,
      partial: false,
    });
  });
});

describe('growth by week, day and year', () => {
  const growth = (question: Partial<Question>) =>
    ask(made.db, metrics, {
      metric: 'growth',
      from: '2026-07-06',
      to: '2026-07-19',
      ...question,
    }).rows.map((row) => [row.keys.date, row.value]);

  it('each against the one before, where that is known as a whole', () => {
    daily('2026-06-29', 7, 10); // a Monday: 70 in the week
    daily('2026-07-06', 7, 20); // 140
    daily('2026-07-13', 2, 15); // Monday and Tuesday: 30 against 40
    expect(growth({ grain: 'week' })).toEqual([
      ['2026-07-06', 1],
      ['2026-07-13', -0.25],
    ]);
    expect(growth({ grain: 'day', from: '2026-07-12', to: '2026-07-13' })).toEqual([
      ['2026-07-12', 0],
      ['2026-07-13', -0.25],
    ]);
    // The data begin in June: the year before is not there, and half a year is no measure.
    expect(growth({ grain: 'year' })).toEqual([['2026', null]]);
    expect(growth({ grain: 'week', limit: 1 })).toEqual([['2026-07-13', -0.25]]);
  });
});

describe('change', () => {
  it.each([
    [3, 2, { absolute: 1, relative: 0.5 }],
    [2, -4, { absolute: 6, relative: 1.5 }],
    ['0.30', '0.10', { absolute: '0.20', relative: 2 }],
    ['0.000000003', '0.000000002', { absolute: '0.000000001', relative: 0.5 }],
    [1, 0, { absolute: 1, relative: null }],
    ['1.00', '0.00', { absolute: '1.00', relative: null }],
    [null, 4, { absolute: null, relative: null }],
    [4, null, { absolute: null, relative: null }],
  ] as const)('%j against %j', (now, before, expected) => {
    expect(change(now, before)).toEqual(expected);
  });
});
