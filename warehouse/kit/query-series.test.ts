import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const asked = (question: Partial<Question> & { metric: string }) =>
  ask(made.db, metrics, { from: '2026-07-01', to: '2026-07-31', ...question });
const values = (question: Parameters<typeof asked>[0]) =>
  asked(question).rows.map((row) => [...Object.values(row.keys), row.value]);

describe('daily series', () => {
  it('a day that is not known has no row, is not 0, and makes the row partial', () => {
    made.trend('2026-07-01', 1, 100);
    made.trend('2026-07-01', 2, 10);
    made.trend('2026-07-02', 1, null);
    made.trend('2026-07-02', 2, 20);
    made.trend('2026-07-03', 1, 0);
    made.trend('2026-07-03', 2, 30);
    const result = asked({ metric: 'streams', to: '2026-07-05', grain: 'day' });
    expect(result.rows).toEqual([
      { keys: { date: '2026-07-01' }, value: 110, partial: false },
      { keys: { date: '2026-07-02' }, value: 20, partial: true },
      { keys: { date: '2026-07-03' }, value: 30, partial: false },
    ]);
    expect(result).toMatchObject({
      total: 160,
      partial: true,
      newest: '2026-07-03',
      completeTo: '2026-07-03',
    });
    expect(result.notes).toContain('Reported to 2026-07-03.');
    expect(
      asked({ metric: 'streams', from: '2026-07-03', to: '2026-07-03', where: { platform: ['Spotify'] } })
        .total,
    ).toBe(0);
    expect(asked({ metric: 'streams', from: '2026-07-04', to: '2026-07-05' })).toMatchObject({
      total: null,
      partial: true,
    });
  });

  it('the newest complete day is the one every series knows', () => {
    for (const day of ['2026-07-01', '2026-07-02']) made.trend(day, 2, 5);
    made.trend('2026-07-01', 1, 50);
    made.trend('2026-07-02', 1, null);
    expect(asked({ metric: 'streams' })).toMatchObject({ newest: '2026-07-02', completeTo: '2026-07-01' });
  });

  it('an account that begins later or has ended leaves the other days whole', () => {
    for (let day = 1; day <= 31; day++) made.trend(`2026-07-${String(day).padStart(2, '0')}`, 1, 10);
    for (const day of ['03', '04']) made.trend(`2026-07-${day}`, 2, 1);
    const found = asked({ metric: 'streams', grain: 'week' });
    expect(found).toMatchObject({ total: 312, partial: false, complete: true, completeTo: '2026-07-31' });
    expect(found.rows.map((row) => row.partial)).toEqual([false, false, false, false, false]);
    // With a hole in its life the week of the 6th is not whole.
    made.trend('2026-07-09', 2, 1);
    expect(asked({ metric: 'streams', grain: 'week' }).rows.map((row) => row.partial)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('weeks begin on Monday, also across the new year', () => {
    made.trend('2026-01-04', 1, 1); // a Sunday
    made.trend('2026-01-05', 1, 2); // a Monday
    made.trend('2025-12-29', 1, 4); // the Monday before
    expect(values({ metric: 'streams', from: '2025-12-29', to: '2026-01-11', grain: 'week' })).toEqual([
      ['2025-12-29', 5],
      ['2026-01-05', 2],
    ]);
  });

  it('followers: the newest known of each account, added over accounts and tables, never over days', () => {
    made.spotify('2026-07-01', 1, { followers: 4000 });
    made.spotify('2026-07-02', 1, { followers: 4010 });
    made.spotify('2026-07-03', 1, { followers: null });
    made.social('2026-07-01', 'zone.a0', 'followers', { followers: 500 });
    made.social('2026-07-01', 'pig1987', 'followers', { followers: 70, artistName: 5 });
    made.social('2026-07-03', 'pig1987', 'followers', { followers: 75, artistName: 5 });
    expect(asked({ metric: 'followers' }).total).toBe(4585); // 4,010 + 500 + 75
    expect(values({ metric: 'followers', by: ['platform'] })).toEqual([
      ['Spotify', 4010],
      ['TikTok', 575],
    ]);
    expect(values({ metric: 'followers', by: ['artist'] })).toEqual([
      ['ZONE A0', 4510],
      ['PIG1987', 75],
    ]);
    // zone.a0 tells nothing on the 3rd and keeps its 500; the row says it is not whole.
    expect(asked({ metric: 'followers', grain: 'day', where: { platform: ['tiktok'] } }).rows).toEqual([
      { keys: { date: '2026-07-01' }, value: 570, partial: false },
      { keys: { date: '2026-07-03' }, value: 575, partial: true },
    ]);
    const later = asked({ metric: 'followers', from: '2026-07-03', to: '2026-07-04' });
    expect(later).toMatchObject({ total: 75, partial: true });
    expect(later.notes).toContain('2 accounts have no value in this period.');
  });

  it('one artist under two spellings counts once a day: the newer file', () => {
    made.spotify('2026-07-01', 1, { streams: 10 });
    made.db.exec('UPDATE spotify_audience_daily SET file_id = 1');
    made.spotify('2026-07-01', 4, { streams: 12 });
    expect(asked({ metric: 'streams', kind: 'observed' }).total).toBe(12);
    expect(values({ metric: 'streams', by: ['artist'] })).toEqual([['ZONE A0', 12]]);
  });

  it('one artist whose spelling changes from file to file is one series', () => {
    made.spotify('2026-07-01', 1, { streams: 10, followers: 100, listeners: 4 });
    made.spotify('2026-07-02', 4, { streams: 12, followers: 101, listeners: 6 });
    const two = { from: '2026-07-01', to: '2026-07-02', by: ['artist'] as const };
    expect(asked({ metric: 'streams', ...two })).toMatchObject({
      rows: [{ keys: { artist: 'ZONE A0' }, value: 22, partial: false }],
      total: 22,
      partial: false,
    });
    expect(values({ metric: 'followers', ...two })).toEqual([['ZONE A0', 101]]);
    expect(values({ metric: 'listeners', ...two })).toEqual([['ZONE A0', 5]]);
  });

  it('daily listeners are a mean over known days, streams per listener a ratio of sums', () => {
    made.spotify('2026-07-01', 1, { listeners: 100, streams: 200 });
    made.spotify('2026-07-02', 1, { listeners: 300, streams: 300 });
    made.spotify('2026-07-03', 1, { listeners: null, streams: 999 });
    made.spotify('2026-07-01', 2, { listeners: 50, streams: 100 });
    expect(asked({ metric: 'listeners' }).total).toBe(250); // (100 + 300) / 2 + 50
    expect(asked({ metric: 'streams_per_listener' }).total).toBe(600 / 450);
  });

  it('engagement: ratio of sums over days that know all parts, null without views', () => {
    made.social('2026-07-01', 'zone.a0', 'overview', { views: 1000, likes: 30, comments: -2, shares: 2 });
    made.social('2026-07-02', 'zone.a0', 'overview', { views: 0, likes: 10, comments: 0, shares: 0 });
    made.social('2026-07-03', 'zone.a0', 'overview', { views: null, likes: 500, comments: 0, shares: 0 });
    expect(asked({ metric: 'engagement_rate' }).total).toBe(0.04); // (30 - 2 + 2 + 10) / 1,000
    expect(asked({ metric: 'engagement_rate', from: '2026-07-02', to: '2026-07-02' }).total).toBeNull();
    expect(asked({ metric: 'video_views' }).total).toBe(1000);
  });
});
