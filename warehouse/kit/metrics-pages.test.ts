import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { MetricDimension, Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';
import { put } from './views.testing.ts';

const metrics = await loadMetrics();
let made: HandMade;
let line: number;
beforeEach(() => {
  made = handMade();
  line = 1;
});
afterEach(() => made.close());

const JULY = { from: '2026-07-01', to: '2026-07-31' };
type Row = Record<string, string | number | null>;
const fact = (table: string, row: Row) => put(made.db, table, { file_id: 2, line: ++line, ...row });
const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, ...JULY, ...more });
const total = (metric: string, more: Partial<Question> = {}) => asked(metric, more).total;
const rows = (metric: string, by: MetricDimension) =>
  asked(metric, { by: [by] }).rows.map(({ keys, value }) => [keys[by], value]);
const linesBehind = (metric: string) =>
  lineage(made.db, metrics, { metric, ...JULY }).files.flatMap((file) => file.lines);

describe('link pages', () => {
  const visits = (date: string, account: string, artist: number, counts: (number | null)[]) => {
    const [total_views = null, unique_views = null, total_clicks = null, unique_clicks = null] = counts;
    const of = { total_views, unique_views, total_clicks, unique_clicks };
    fact('link_analytics_daily', { date, platform_id: 4, account, artist_name_id: artist, ...of });
  };
  beforeEach(() => {
    visits('2026-07-01', 'zone', 1, [100, 80, 10, 9]);
    visits('2026-07-02', 'zone', 1, [300, 100, 20, 11]);
    visits('2026-07-01', 'pig', 2, [50, 40, 25, null]);
  });

  it.each([
    ['link_views', 450],
    ['link_clicks', 55],
    // 55 / 450, not the mean of 10 %, 6.7 % and 50 %
    ['link_ctr', 55 / 450],
    // (80 + 100) / 2 + 40
    ['link_visitors', 130],
    ['link_clickers', 10],
  ])('%s of two pages is %s', (metric, value) => expect(total(metric)).toBe(value));

  it('by artist and account; a missing day is no 0 and makes it partial', () => {
    expect(rows('link_clicks', 'artist')).toEqual([
      ['ZONE A0', 30],
      ['PIG1987', 25],
    ]);
    expect(rows('link_ctr', 'account')).toEqual([
      ['pig', 0.5],
      ['zone', 30 / 400],
    ]);
    expect(asked('link_clicks').partial).toBe(true);
    expect(total('link_views', { from: '2026-08-01', to: '2026-08-31' })).toBeNull();
    visits('2026-08-01', 'zone', 1, [0, 0, 0, 0]);
    expect(total('link_ctr', { from: '2026-08-01', to: '2026-08-31' })).toBeNull();
    expect(total('link_clicks', { from: '2026-08-01', to: '2026-08-31' })).toBe(0);
    expect(linesBehind('link_ctr')).toEqual([2, 3, 4]);
  });
});

describe('social accounts', () => {
  const day = (date: string, account: string, told: Row) =>
    fact('social_media_daily', {
      ...{ date, platform_id: 3, account, artifact: 'overview', artist_name_id: 4 },
      ...told,
    });
  beforeEach(() => {
    day('2026-07-01', 'zone.a0', { watch_seconds: 5400, followers_gained: 8, followers_lost: 3, reach: 100 });
    day('2026-07-02', 'zone.a0', { watch_seconds: 1800, followers_gained: 2, viewers: 7, reach: 200 });
    day('2026-07-01', 'pig1987', { artist_name_id: 5, impressions: 9, viewers: 4, reach: null });
  });

  it.each([
    ['watch_hours', 2],
    ['followers_gained', 10],
    ['followers_lost', 3],
    ['reach', 150],
    ['viewers', 11],
    ['thumbnail_impressions', 9],
  ])('%s of two accounts is %s', (metric, value) => expect(total(metric)).toBe(value));

  it('watch time by week keeps its unit', () => {
    const weeks = asked('watch_hours', { grain: 'week' });
    expect(weeks.rows.map(({ keys, value }) => [keys.date, value])).toEqual([['2026-06-29', 2]]);
    expect(weeks.unit).toBe('hours');
  });
});

describe('tracks on their stores', () => {
  const day = (date: string, platform: number, artist: number, track: number, told: Row) =>
    fact('track_daily', {
      date,
      platform_id: platform,
      artist_name_id: artist,
      track_name_id: track,
      ...told,
    });
  beforeEach(() => {
    made.db.exec("INSERT INTO track_artists VALUES (1, 2, 'primary'), (2, 1, 'primary'), (2, 3, 'featured')");
    made.db.exec("INSERT OR IGNORE INTO track_artists VALUES (2, 1, 'featured')");
    day('2026-07-01', 1, 0, 1, { streams: 10 });
    day('2026-07-02', 1, 0, 1, { streams: 20 });
    day('2026-07-01', 2, 2, 1, { streams: 5, listeners: 4 });
    // The same song on the pages of two artists; the newer file corrected it.
    day('2026-07-01', 2, 1, 2, { streams: 7, listeners: 3, file_id: 1 });
    day('2026-07-01', 2, 3, 2, { streams: 8, listeners: 5 });
    // The world, and a part of it.
    day('2026-07-01', 2, 2, 1, { streams: 2, territory: 'US' });
  });

  it.each([
    ['track_streams', 43],
    // 4 and 5 a day
    ['track_listeners', 9],
  ])('%s count a track once: %s', (metric, value) => expect(total(metric)).toBe(value));

  it('by track, platform and the artists of the track', () => {
    expect(rows('track_streams', 'track')).toEqual([
      ['NEON ABATTOIR', 35],
      ['DUET FOR ROBOTS', 8],
    ]);
    expect(rows('track_streams', 'platform')).toEqual([
      ['Spotify', 30],
      ['Apple Music', 13],
    ]);
    expect(rows('track_streams', 'artist')).toEqual([
      ['PIG1987', 35],
      ['Sxnctuary', 8],
      ['ZONE A0', 8],
    ]);
    expect(total('track_streams', { where: { artist: ['ZONE A0'] } })).toBe(8);
    expect(total('track_streams', { where: { track: ['NEON ABATTOIR'], platform: ['spotify'] } })).toBe(30);
    expect(linesBehind('track_listeners')).toEqual([4, 6]);
  });
});

describe('save rate', () => {
  const read = (
    as_of: string,
    artist: number,
    track: number,
    savers: number | null,
    listeners: number,
    period = '28day',
  ) =>
    fact('spotify_song_metrics', {
      ...{ as_of, period, artist_name_id: artist, track_name_id: track },
      ...{ savers, listeners },
    });

  it('is of the newest reading of each page, never of two windows', () => {
    read('2026-07-10', 2, 1, 90, 100);
    read('2026-07-20', 2, 1, 5, 100);
    read('2026-07-20', 2, 1, 70, 100, 'all');
    read('2026-07-15', 1, 3, 30, 100);
    expect(total('save_rate')).toBe(35 / 200);
    expect(total('save_rate', { where: { artist: ['PIG1987'] } })).toBe(0.05);
    expect(total('save_rate', { where: { platform: ['spotify'] } })).toBe(35 / 200);
    expect(total('save_rate', { to: '2026-07-12' })).toBe(0.9);
    expect(linesBehind('save_rate')).toEqual([3, 5]);
  });

  it('is not known where the page was not read, tells no savers, or nobody listened', () => {
    expect(total('save_rate')).toBeNull();
    read('2026-07-20', 2, 1, null, 100);
    expect(total('save_rate')).toBeNull();
    read('2026-07-21', 2, 1, 0, 0);
    expect(total('save_rate')).toBeNull();
    read('2026-07-22', 2, 1, 0, 10);
    expect(total('save_rate')).toBe(0);
    expect(total('save_rate', { from: '2026-08-01', to: '2026-08-31' })).toBeNull();
  });
});

describe('newsletters', () => {
  const mail = (sent_on: string, campaign: string, told: Row) =>
    fact('email_campaigns', {
      ...{ sent_on, platform_id: 9, campaign, title: `Letter ${campaign}`, emails_sent: 100 },
      ...{ hard_bounces: 3, soft_bounces: 2, syntax_errors: null },
      ...told,
    });

  it('rates are of what was delivered, without the opens of proxies', () => {
    mail('2026-07-01', 'a', {
      unique_opens: 80,
      proxy_excluded_unique_opens: 19,
      unique_subscriber_clicks: 5,
    });
    mail('2026-07-08', 'b', { emails_sent: 910, syntax_errors: 5, proxy_excluded_unique_opens: 91 });
    expect(total('emails_sent')).toBe(1010);
    // (19 + 91) / (95 + 900)
    expect(total('email_open_rate')).toBe(110 / 995);
    // b tells no clicks.
    expect(total('email_click_rate')).toBe(5 / 95);
    expect(rows('email_open_rate', 'campaign')).toEqual([
      ['Letter a', 0.2],
      ['Letter b', 91 / 900],
    ]);
    expect(total('email_open_rate', { where: { campaign: ['letter a'] } })).toBe(0.2);
    expect(asked('email_open_rate')).toMatchObject({ newest: '2026-07-08', tables: ['email_campaigns'] });
    expect(linesBehind('email_click_rate')).toEqual([2]);
  });

  it('has no wrong zero: none sent, bounces not told, all bounced', () => {
    expect(total('emails_sent')).toBeNull();
    mail('2026-07-01', 'a', { soft_bounces: null, proxy_excluded_unique_opens: 5 });
    expect(total('email_open_rate')).toBeNull();
    mail('2026-07-02', 'b', { hard_bounces: 98, proxy_excluded_unique_opens: 0 });
    expect(total('email_open_rate')).toBeNull();
    expect(total('email_click_rate')).toBeNull();
  });
});

describe('growth and the mean day', () => {
  it('a mean day leaves out days nobody has told', () => {
    for (const [day, streams] of [
      ['2026-07-01', 100],
      ['2026-07-02', 200],
      ['2026-07-03', null],
    ] as const)
      made.trend(day, 1, streams);
    made.trend('2026-07-01', 2, 10);
    expect(total('streams_per_day')).toBe(160);
    expect(total('streams_per_day', { from: '2026-08-01', to: '2026-08-02' })).toBeNull();
  });

  it('against the year before: the same month, week and days of it', () => {
    for (const day of ['2025-07-01', '2025-07-02']) made.trend(day, 1, 100);
    for (const day of ['2026-06-30', '2026-07-01', '2026-07-02']) made.trend(day, 1, 150);
    made.trend('2025-06-01', 1, 1);
    const year = { from: '2026-07-01', to: '2026-07-02' };
    expect(total('growth_year', year)).toBe(0.5);
    const days = asked('growth_year', { ...year, grain: 'day' });
    expect(days.rows.map(({ keys, value }) => [keys.date, value])).toEqual([
      ['2026-07-01', 0.5],
      ['2026-07-02', 0.5],
    ]);
    expect(total('growth', { from: '2026-07-02', to: '2026-07-02' })).toBe(0);
  });

  it('of followers and of revenue', () => {
    made.social('2026-06-30', 'zone.a0', 'followers', { followers: 200 });
    made.social('2026-07-31', 'zone.a0', 'followers', { followers: 210 });
    expect(total('follower_growth', { period: '2026-07' })).toBe(0.05);
    made.sale({ month: '2026-01', quantity: 1, amount: 4_000_000_000 });
    made.sale({ month: '2026-02', quantity: 1, amount: 5_000_000_000 });
    made.sale({ month: '2026-07', quantity: 1, amount: 1 });
    const february = { from: '2026-02-01', to: '2026-02-28' };
    expect(total('revenue_growth', february)).toBe(0.25);
  });
});
