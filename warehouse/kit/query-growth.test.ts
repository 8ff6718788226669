import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, compareWith } from './query.ts';

// Two accounts of 100 a day each. The second says nothing of 5 July, and its data end on the 8th, those of the first on
// the 10th: nothing has fallen, though less is told.

const metrics = await loadMetrics();
let made: HandMade;
beforeAll(() => {
  made = handMade();
  for (let day = 1; day <= 10; day++) {
    const date = `2026-07-${String(day).padStart(2, '0')}`;
    made.trend(date, 1, 100, 'one');
    if (day !== 5 && day <= 8) made.trend(date, 1, 100, 'two');
  }
});
afterAll(() => made.close());

const growth = (question: Partial<Question>) =>
  ask(made.db, metrics, { metric: 'growth', from: '2026-07-02', to: '2026-07-10', ...question }).rows.map(
    ({ keys, value, partial }) => [keys.date, value, partial],
  );

it('from day to day is known where both days are told in full', () => {
  expect(growth({ grain: 'day' })).toEqual([
    ['2026-07-02', 0, false],
    ['2026-07-03', 0, false],
    ['2026-07-04', 0, false],
    ['2026-07-05', null, true],
    ['2026-07-06', null, true],
    ['2026-07-07', 0, false],
    ['2026-07-08', 0, false],
    ['2026-07-09', null, true],
    ['2026-07-10', null, true],
  ]);
});

it('from week to week a week that is not over is held against its same days', () => {
  // Monday 6 July to the 8th, which both tell, against 29 June to 1 July, of which only the last day is known
  expect(growth({ grain: 'week', from: '2026-07-06' })).toEqual([['2026-07-06', null, true]]);
});

it('a period after the last day all accounts tell has no change', () => {
  const compared = compareWith(
    made.db,
    metrics,
    { metric: 'streams', from: '2026-07-09', to: '2026-07-10' },
    'previous_period',
  );
  expect(compared).toMatchObject({
    now: { total: 200, partial: true },
    before: { total: 400 },
    change: { absolute: null, relative: null },
    notes: ['No change is given: not every account tells days after 2026-07-08.'],
  });
  const told = { metric: 'streams', from: '2026-07-07', to: '2026-07-10' };
  expect(compareWith(made.db, metrics, told, 'previous_period')).toMatchObject({
    period: { from: '2026-07-03', to: '2026-07-04' },
    change: { absolute: 0, relative: 0 },
  });
});
