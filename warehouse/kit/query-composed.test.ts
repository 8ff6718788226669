import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { Measure, Metric, MetricRegistry, Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, compareWith } from './query.ts';
import type { At } from './query-types.ts';

// Metrics made of other metrics: divided, pinned, computed. Numbers worked out by hand from the facts below.

const own = await loadMetrics();
const madeOf = (name: string, measure: Measure, more: Partial<Metric> = {}): Metric => ({
  name,
  label: name,
  means: 'For this test.',
  formula: 'for this test',
  unit: '%',
  format: 'ratio',
  access: 'numbers',
  measure,
  sources: [],
  nullRule: 'Not known.',
  caveats: ['For this test.'],
  ...more,
});

let seen: At | undefined;
const added: Metric[] = [
  // What the distributors count at Spotify for each stream Spotify for Artists counts.
  madeOf('counted_twice', {
    is: 'derived',
    plus: [{ metric: 'streams', kind: 'trend', where: { platform: ['spotify'] } }],
    minus: [],
    over: { metric: 'streams', kind: 'observed' },
  }),
  madeOf('followers_per_listener', {
    is: 'derived',
    plus: ['followers'],
    minus: [],
    over: 'monthly_listeners',
  }),
  madeOf(
    'value_of_follower',
    { is: 'derived', plus: ['revenue'], minus: [], over: 'followers' },
    { format: 'money6', unit: 'CURRENCY/follower', access: 'money' },
  ),
  madeOf(
    'doubled',
    {
      is: 'computed',
      of: [{ metric: 'streams', kind: 'trend' }],
      by: ['platform'],
      grains: ['month', 'day'],
      additive: true,
      compute: (question, at) => {
        seen = at;
        const result = at.ask({ ...question, metric: 'streams', kind: 'trend' });
        const twice = (value: unknown) => (value === null ? null : Number(value) * 2);
        return {
          total: twice(result.total),
          rows: result.rows.map((row) => ({ ...row, value: twice(row.value) })),
          notes: ['Twice the streams.'],
        };
      },
    },
    { format: 'count', unit: 'streams' },
  ),
  madeOf('doubled_growth', { is: 'growth', of: 'doubled' }, { format: 'percent' }),
];
const metrics: MetricRegistry = new Map([...own, ...added.map((one) => [one.name, one] as const)]);

let made: HandMade;
beforeAll(() => {
  made = handMade();
  // Distributors: Spotify and Apple Music, 1 to 6 July. Spotify for Artists: 3 to 4 July.
  for (let day = 1; day <= 6; day++) {
    made.trend(`2026-07-0${day}`, 1, 100 + day);
    made.trend(`2026-07-0${day}`, 2, 10);
  }
  made.spotify('2026-07-03', 4, { streams: 80, followers: 300, monthly_listeners: 1000 });
  made.spotify('2026-07-04', 4, { streams: 120, followers: 330, monthly_listeners: 1100 });
  made.spotify('2026-07-03', 5, { streams: 20, followers: 10, monthly_listeners: 0 });
  made.spotify('2026-07-04', 5, { streams: 30, followers: 10, monthly_listeners: 0 });
  made.sale({ month: '2026-07', quantity: 10, amount: 1_000_000_000, reported: '2026-07-31' });
});
afterAll(() => made.close());

const july = { from: '2026-07-01', to: '2026-07-31' };
const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, ...july, ...more });

describe('divided', () => {
  it('both sides are of the days both tell, and it says so', () => {
    // (103 + 104) / (80 + 120 + 20 + 30), the days 3 and 4 alone
    const found = asked('counted_twice');
    expect(found.total).toBe(207 / 250);
    expect(found.notes[0]).toBe('Over the days all of it is known: 2026-07-03 to 2026-07-04.');
    expect(found).toMatchObject({ begins: '2026-07-03', completeTo: '2026-07-04', partial: true });
    expect(asked('counted_twice', { from: '2026-07-03', to: '2026-07-04' })).toMatchObject({
      total: 207 / 250,
      partial: false,
    });
  });

  it('by day each day is divided by its own; a day one side lacks has no row', () => {
    expect(
      asked('counted_twice', { grain: 'day' }).rows.map(({ keys, value }) => [keys.date, value]),
    ).toEqual([
      ['2026-07-03', 1.03],
      ['2026-07-04', 104 / 150],
    ]);
  });

  it('no day in common is not known', () => {
    expect(asked('counted_twice', { from: '2026-07-05', to: '2026-07-06' }).total).toBeNull();
  });

  it('each by its own rule: the newest of each, not a mean over days; 0 below is not known, with its reason', () => {
    // (330 + 10) / (1100 + 0)
    expect(asked('followers_per_listener').total).toBe(340 / 1100);
    const nobody = asked('followers_per_listener', { where: { artist: ['pig1987'] } });
    expect(nobody.total).toBeNull();
    expect(nobody.notes[0]).toBe('Not known: monthly_listeners is 0.');
    const rows = asked('followers_per_listener', { by: ['artist'] }).rows;
    expect(rows).toEqual([
      { keys: { artist: 'ZONE A0' }, value: 0.3, partial: false },
      { keys: { artist: 'PIG1987' }, value: null, partial: false },
    ]);
  });

  it('money over a count is a decimal string in the currency', () => {
    // 1 USD / 340
    expect(asked('value_of_follower')).toMatchObject({ total: '0.002941176', unit: 'USD/follower' });
  });

  it('tells the kind and tables of each side, the queries with their values, and the files of both', () => {
    const found = asked('counted_twice');
    expect(found.behind).toEqual([
      { kind: 'trend', tables: ['content_streams'] },
      { kind: 'observed', tables: ['spotify_audience_daily'] },
    ]);
    expect(found.sql.match(/^-- @from = 2026-07-03, @to = 2026-07-04/gm)).toHaveLength(2);
    const origin = lineage(made.db, metrics, { metric: 'counted_twice', ...july });
    expect(origin.files.map(({ originalName, facts }) => [originalName, facts])).toEqual([
      ['bank.tsv', 2],
      ['b.csv', 4],
    ]);
  });

  it('what a part is pinned to cannot be asked otherwise', () => {
    expect(asked('counted_twice', { where: { platform: ['Spotify'] } }).total).toBe(207 / 250);
    expect(() => asked('counted_twice', { where: { platform: ['apple-music'] } })).toThrow(
      /stands on streams of platform spotify, not of apple-music/,
    );
  });

  it('the period before of both sides', () => {
    const compared = compareWith(
      made.db,
      metrics,
      { metric: 'counted_twice', from: '2026-07-04', to: '2026-07-04' },
      'previous_period',
    );
    expect(compared?.before.total).toBe(1.03);
    expect(compared?.change.absolute).toBeCloseTo(104 / 150 - 1.03, 12);
  });
});

describe('computed', () => {
  it('total, rows by what it offers, and what it stands on', () => {
    // Spotify 103.5 a day times 6, Apple Music 10: (621 + 60) * 2
    expect(asked('doubled')).toMatchObject({ total: 1362, kind: 'trend', completeTo: '2026-07-06' });
    expect(asked('doubled', { by: ['platform'], limit: 1 })).toMatchObject({
      rows: [{ keys: { platform: 'Spotify' }, value: 1242 }],
      notes: ['Twice the streams.', 'The 1 largest of 2.'],
    });
    expect(asked('doubled', { grain: 'month' }).rows).toEqual([
      { keys: { date: '2026-07' }, value: 1362, partial: true },
    ]);
    expect(asked('doubled').sql).toContain('content_streams');
    expect(lineage(made.db, metrics, { metric: 'doubled', ...july })).toMatchObject({
      facts: 12,
      files: [{ originalName: 'bank.tsv', facts: 12 }],
    });
  });

  it('is compared and grows like any other', () => {
    const days = { from: '2026-07-04', to: '2026-07-06' };
    // 104+105+106+30 = 345 against 101+102+103+30 = 336, each twice
    expect(compareWith(made.db, metrics, { metric: 'doubled', ...days }, 'previous_period')?.change).toEqual({
      absolute: 18,
      relative: 18 / 672,
    });
    expect(asked('doubled_growth', days).total).toBe(18 / 672);
  });

  it('refuses what it does not offer, naming what it does', () => {
    for (const more of [{ by: ['artist'] }, { where: { artist: ['PIG1987'] } }, { grain: 'week' }] as const)
      expect(() => asked('doubled', more)).toThrow(
        `doubled cannot be asked by ${'grain' in more ? 'week' : 'artist'}. There is: platform; over time by month, day.`,
      );
    expect(() => asked('doubled', { kind: 'reported' })).toThrow(/told as trend only/);
  });

  it('gets the operations and the day where the asker has them', () => {
    asked('doubled');
    expect([seen?.ops, seen?.today]).toEqual([null, null]);
    ask(made.db, metrics, { metric: 'doubled_growth', ...july }, { ops: made.db, today: '2026-08-01' });
    expect([seen?.ops === made.db, seen?.today]).toEqual([true, '2026-08-01']);
  });
});

it('a note of all parts is told once, one of some with their names', () => {
  const august = { from: '2026-07-05', to: '2026-07-31' };
  const { notes } = asked('followers_per_listener', august);
  expect(notes).toEqual([
    'Not known in this period; the data reach to 2026-07-04.',
    '2 accounts have no value in this period.',
  ]);
  expect(asked('value_of_follower', august).notes).toContain(
    'followers: Not known in this period; the data reach to 2026-07-04.',
  );
});
