import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { MetricDimension, Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, dimensionValues } from './query.ts';
import { put } from './views.testing.ts';

const metrics = await loadMetrics();
let made: HandMade;
let line: number;
beforeEach(() => {
  made = handMade();
  line = 1;
});
afterEach(() => made.close());

type Row = Record<string, string | number | null>;
const fact = (table: string, row: Row) => put(made.db, table, { file_id: 2, line: ++line, ...row });
const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, from: '2026-07-01', to: '2026-07-31', ...more });
const rows = (metric: string, by: MetricDimension, more: Partial<Question> = {}) =>
  asked(metric, { by: [by], ...more }).rows.map(({ keys, value }) => [keys[by], value]);

const post = (as_of: string, period: string, item: string, more: Row) =>
  fact('content_snapshots', {
    ...{ as_of, period, item, platform_id: 3, account: 'zone.a0', artist_name_id: 1, title: item },
    ...more,
  });

describe('posts and videos', () => {
  beforeEach(() => {
    post('2026-07-10', 'lifetime', 'old', { views: 100, likes: 10, comments: 0, shares: 0 });
    post('2026-07-10', 'lifetime', 'new', { views: 50, likes: 1, comments: 1, shares: 1 });
    // The later page names one of them only.
    post('2026-07-20', 'lifetime', 'new', { views: 80, likes: 2, comments: 1, shares: 1 });
  });

  it('takes the newest lifetime count of each, and adds no readings', () => {
    expect(rows('content_views', 'video')).toEqual([
      ['old', 100],
      ['new', 80],
    ]);
    expect(asked('content_views').total).toBe(180);
    // (10 + 2 + 1 + 1) / 180
    expect(asked('content_engagement_rate').total).toBe(14 / 180);
    expect(asked('content_views').completeTo).toBe('2026-07-20');
    // As it was on the 15th.
    expect(asked('content_views', { to: '2026-07-15' }).total).toBe(150);
  });

  it('shows the lines behind it, only those that count', () => {
    const question = { metric: 'content_views', from: '2026-07-01', to: '2026-07-31' };
    expect(lineage(made.db, metrics, question).files.flatMap((file) => file.lines)).toEqual([2, 4]);
  });

  it('takes one window of an account, and never adds it to another or to lifetime', () => {
    const youtube = { platform_id: 4, account: 'zone' };
    post('2026-07-05', '2026-06-08..2026-07-05', 'clip', { ...youtube, views: 9 });
    post('2026-07-25', '2026-07-19..2026-07-25', 'clip', { ...youtube, views: 3 });
    post('2026-07-25', '2026-06-28..2026-07-25', 'clip', { ...youtube, views: 7 });
    const mixed = asked('content_views', { by: ['post', 'window'] });
    expect(mixed.rows.map(({ keys, value }) => [keys.post, keys.window, value])).toEqual([
      ['old', 'lifetime', 100],
      ['new', 'lifetime', 80],
      ['clip', '28 days', 7],
    ]);
    expect(mixed.total).toBeNull();
    expect(mixed.notes).toContain(
      '28 days and lifetime are not one number: ask by window, or for one of them.',
    );
    expect(asked('content_views', { where: { window: ['lifetime'] } }).total).toBe(180);
    expect(asked('content_views', { where: { account: ['zone'] } })).toMatchObject({
      total: 7,
      newest: '2026-07-25',
      begins: null,
    });
    expect(asked('content_views', { where: { account: ['zone.a0'] } }).newest).toBe('2026-07-20');
  });

  it('a post of another kind of platform is no video', () => {
    post('2026-07-25', 'lifetime', 'photo', { platform_id: 4, account: 'zone', views: 7 });
    expect(rows('content_views', 'post')).toHaveLength(3);
    expect(rows('content_views', 'video')).toHaveLength(2);
  });

  it('tells two of one title apart by their day, and finds them by that name, their title or their id', () => {
    post('2026-07-20', 'lifetime', '7001', { title: 'NEON', published_on: '2026-07-01', views: 4 });
    post('2026-07-20', 'lifetime', '7002', { title: 'NEON', published_on: '2026-07-09', views: 6 });
    post('2026-07-20', 'lifetime', '7003', { title: '', published_on: '2026-07-10', views: null });
    expect(rows('content_views', 'video').slice(2)).toEqual([
      ['2026-07-09 · NEON', 6],
      ['2026-07-01 · NEON', 4],
    ]);
    const of = (video: string) => asked('content_views', { where: { video: [video] } }).total;
    expect(of('2026-07-09 · NEON')).toBe(6);
    expect(of('7001')).toBe(4);
    expect(of('neon')).toBe(10);
    expect(dimensionValues(made.db, 'video').map(({ name }) => name)).toContain('2026-07-10 · untitled');
    post('2026-07-20', 'lifetime', '7004', { title: 'NEON', published_on: '2026-07-09', views: 1 });
    expect(rows('content_views', 'video').slice(2)).toEqual([
      ['2026-07-09 7002 · NEON', 6],
      ['2026-07-01 · NEON', 4],
      ['2026-07-09 7004 · NEON', 1],
    ]);
    expect(of('2026-07-09 7004 · NEON')).toBe(1);
    expect(() => of('NEOM')).toThrow('Did you mean "NEON"?');
  });

  it('adds days of single videos, and knows no day as 0', () => {
    for (const [date, views] of [
      ['2026-07-01', 5],
      ['2026-07-02', null],
      ['2026-07-03', 7],
    ] as const)
      fact('content_daily', {
        date,
        platform_id: 3,
        account: 'zone',
        item: 'clip',
        artist_name_id: 1,
        views,
      });
    const days = asked('content_day_views', { by: ['video'] });
    expect(days).toMatchObject({ total: 12, partial: true, completeTo: '2026-07-03' });
    // No snapshot names it: the platform's id does not stand in for a title.
    expect(days.rows.map(({ keys }) => keys.video)).toEqual(['untitled']);
    expect(asked('content_day_views', { grain: 'day' }).rows).toHaveLength(2);
  });
});

describe('playlists', () => {
  const list = (as_of: string, period: string, artist: number, playlist: string, more: Row = {}) =>
    fact('playlist_snapshots', {
      ...{ as_of, period, artist_name_id: artist, track_name_id: 0, playlist, author: 'Spotify' },
      ...{ platform_id: 1, streams: null, listeners: null, added_on: null, ...more },
    });

  it('takes the newest reading of each artist, of one window, under one spelling', () => {
    list('2026-07-01', '28day', 1, 'Gone', { streams: 900 });
    list('2026-07-20', '7day', 1, 'Radio', { streams: 10 });
    list('2026-07-20', '28day', 1, 'Radio', { streams: 40, listeners: 20 });
    list('2026-07-20', '28day', 1, 'Late', { streams: 5, listeners: 5 });
    // ZONE A0 again, as another file spells it.
    list('2026-07-20', '28day', 4, 'Late', { streams: 6, listeners: 5 });
    list('2026-07-10', '28day', 2, 'Radio', { streams: 2, listeners: 1 });
    expect(rows('playlist_streams', 'playlist')).toEqual([
      ['Radio', 42],
      ['Late', 6],
    ]);
    expect(rows('playlists', 'artist')).toEqual([
      ['ZONE A0', 2],
      ['PIG1987', 1],
    ]);
    expect(asked('playlist_listeners').total).toBe(26);
    expect(rows('playlist_streams', 'window')).toEqual([['28 days', 48]]);
    // A day between the two readings of PIG1987 knows the older one.
    expect(asked('playlist_streams', { to: '2026-07-09' }).total).toBe(900);
  });

  it('tells two of one title apart by who keeps them', () => {
    list('2026-07-20', '28day', 1, 'Techno', { streams: 4 });
    list('2026-07-20', '28day', 1, 'Techno', { streams: 3, author: 'a_listener' });
    expect(rows('playlist_streams', 'playlist')).toEqual([
      ['Techno (Spotify)', 4],
      ['Techno (a_listener)', 3],
    ]);
    expect(asked('playlist_streams', { where: { playlist: ['Techno (a_listener)'] } }).total).toBe(3);
  });
});

describe('visits of release links', () => {
  const visit = (date: string, source: string, territory: string, opened: number, clicked: number | null) =>
    fact('link_visits_daily', {
      ...{ date, source, territory, opened, clicked, platform_id: 3, artist_name_id: 1, track_name_id: 3 },
      ...{ utm_source: '', utm_medium: '', utm_campaign: '' },
    });

  it('adds by source and country; a rate is of the rows that know both', () => {
    visit('2026-07-01', 'instagram', 'US', 10, 4);
    visit('2026-07-03', 'instagram', 'NA', 2, null);
    visit('2026-07-04', '', 'US', 5, 0);
    expect(rows('link_visits', 'source')).toEqual([
      ['instagram', 12],
      ['not known', 5],
    ]);
    expect(rows('link_visit_clicks', 'country')).toEqual([['United States', 4]]);
    // 4 / 10 and 0 / 5: the row without clicks is in neither sum
    expect(asked('link_visit_rate').total).toBe(4 / 15);
    expect(asked('link_visits', { where: { source: ['instagram'] } }).total).toBe(12);
    expect(rows('link_visits', 'track')).toEqual([['NEON ABATTOIR', 17]]);
  });
});
