import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../ops/policies.ts';
import { asOf, expectedSources, sourcesOf } from './freshness.ts';
import { type HandMade, handMade } from './query.testing.ts';

const policy = (source: string, kind: Policy['kind'], table: string): Policy => ({
  source,
  platform: 'x',
  label: `The ${source}`,
  kind,
  cadence: 'day',
  lagDays: 2,
  warnDays: 4,
  criticalDays: 7,
  tables: [table],
  howToGet: { page: '', steps: [], file: '' },
});
const policies = [
  policy('spotify_audience', 'observed', 'spotify_audience_daily'),
  policy('tiktok_overview', 'observed', 'social_media_daily'),
  policy('distrokid_stats', 'trend', 'content_streams'),
];

let made: HandMade;
beforeAll(() => {
  made = handMade();
  made.db.exec(`INSERT INTO source_dates VALUES
    ('spotify_audience', 'a', '2026-07-20', 1), ('spotify_audience', 'b', '2026-07-17', 1),
    ('spotify_audience', 'closed', '2024-01-01', 1), ('odd', '', '2020-01-01', 1)`);
});
afterAll(() => made.close());

const one = (source: string, today: string, limits = {}) =>
  asOf(made.db, policies, [source], today, limits)[0];

describe('as of when', () => {
  it('is the account that lags most, except for those that are closed', () => {
    expect(one('spotify_audience', '2026-07-20')).toEqual({
      source: 'spotify_audience',
      label: 'The spotify_audience',
      day: '2026-07-17',
      age_days: 3,
      state: 'fresh',
    });
  });

  it.each([
    ['2026-07-20', 'fresh'],
    ['2026-07-21', 'late'],
    ['2026-07-23', 'late'],
    ['2026-07-24', 'overdue'],
  ])('on %s it is %s', (today, state) => expect(one('spotify_audience', today)?.state).toBe(state));

  it('the label’s own limits go first', () => {
    const limits = { spotify_audience: { warnDays: 1, criticalDays: 3 } };
    expect(one('spotify_audience', '2026-07-20', limits)?.state).toBe('overdue');
  });

  it('never delivered is not fresh; data of tomorrow are not younger than today', () => {
    expect(one('tiktok_overview', '2026-07-20')).toMatchObject({ day: null, age_days: null, state: 'never' });
    expect(one('spotify_audience', '2026-07-10')?.age_days).toBe(0);
    expect(one('odd', '2026-07-20')).toMatchObject({ label: 'odd', state: 'fresh' });
  });

  it('only the silence of what was to come means something', () => {
    const own = [
      ...policies,
      { ...policy('x_audience_by_hand', 'observed', 'spotify_audience_daily') },
      { ...policy('tool_analytics', 'trend', 'content_streams'), platform: 'tool' },
      { ...policy('other_days', 'observed', 'social_media_daily'), platform: 'other' },
    ];
    const expected = (sources: string[], platforms: Parameters<typeof expectedSources>[3]) =>
      expectedSources(made.db, own, sources, platforms);
    const all = own.map(({ source }) => source);
    // Platform x is used: its other way to the same table is not awaited, its other tables are.
    expect(expected(all, { x: { via: 'file' } })).toEqual([
      'spotify_audience',
      'tiktok_overview',
      'distrokid_stats',
    ]);
    expect(expected(all, { tool: { via: 'api' }, other: { via: 'off' } })).toEqual([
      'spotify_audience',
      'tool_analytics',
    ]);
    // Nothing of it ever came: then all are named, so that somebody may choose.
    expect(expected(['other_days', 'tiktok_overview'], {})).toEqual(['other_days', 'tiktok_overview']);
  });

  it('the sources of an answer are those that fill its tables with its kind', () => {
    const tables = ['spotify_audience_daily', 'social_media_daily'];
    expect(sourcesOf(policies, { tables })).toEqual(['spotify_audience', 'tiktok_overview']);
    expect(sourcesOf(policies, { tables, kind: 'trend' })).toEqual([]);
  });
});
