import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adRow } from './ad-rows.testing.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { nameCampaigns, put } from './views.testing.ts';

let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const rows = (sql: string): unknown[] => made.db.prepare(sql).raw().all();
const DOLLAR = 1_000_000_000;

describe('daily_streams', () => {
  it('adds accounts of a distributor, not distributors; a day nobody has told is no 0', () => {
    made.trend('2026-07-01', 1, 100);
    made.trend('2026-07-01', 1, 20, 'second');
    made.trend('2026-07-01', 2, 7);
    made.trend('2026-07-02', 1, null);
    expect(rows('SELECT * FROM daily_streams ORDER BY 1, 4')).toEqual([
      ['2026-07-01', 'trend', 'DistroKid', 'Apple Music', 7, 1],
      ['2026-07-01', 'trend', 'DistroKid', 'Spotify', 120, 2],
      ['2026-07-02', 'trend', 'DistroKid', 'Spotify', null, 0],
    ]);
  });
});

describe('monthly_streaming_summary', () => {
  it('has a column for each kind, counts days that are told, and never two currencies in a row', () => {
    made.trend('2026-07-01', 1, 100);
    made.trend('2026-07-02', 1, 50);
    made.trend('2026-07-03', 1, null);
    made.spotify('2026-07-01', 1, { streams: 90 });
    made.sale({ month: '2026-07', quantity: 10, amount: 2 * DOLLAR });
    made.sale({ month: '2026-07', track: 3, quantity: 5, amount: DOLLAR });
    made.sale({ month: '2026-07', quantity: 3, amount: DOLLAR / 2, currency: 'EUR' });
    made.sale({ month: '2026-07', store: 4, quantity: 1000, amount: 5 });
    const what =
      'month, kind, data_source, platform, artist, streams_trend, streams_observed, streams_reported';
    expect(
      rows(`SELECT ${what}, days, tracks, currency, revenue_decimal FROM monthly_streaming_summary
            ORDER BY kind, artist, currency`),
    ).toEqual([
      ['2026-07', 'observed', 'Spotify for Artists', 'Spotify', 'ZONE A0', null, 90, null, 1, 0, null, null],
      ['2026-07', 'reported', 'DistroKid', 'Spotify', 'PIG1987', null, null, 3, 0, 1, 'EUR', '0.50'],
      ['2026-07', 'reported', 'DistroKid', 'Spotify', 'PIG1987', null, null, 10, 0, 1, 'USD', '2.00'],
      ['2026-07', 'reported', 'DistroKid', 'Spotify', 'ZONE A0', null, null, 5, 0, 1, 'USD', '1.00'],
      ['2026-07', 'trend', 'DistroKid', 'Spotify', null, 150, null, null, 2, 0, null, null],
    ]);
  });

  it('has the sums of the facts, also with credits of several artists', () => {
    for (const track of [1, 2, 3])
      for (const store of [1, 2, 3])
        made.sale({ month: '2026-07', track, store, quantity: 10 ** track, amount: store });
    for (const day of ['2026-07-01', '2026-08-01']) {
      made.trend(day, 1, 5);
      made.spotify(day, 3, { streams: 11 });
    }
    const sums = 'sum(streams_trend), sum(streams_observed), sum(streams_reported), sum(revenue)';
    expect(rows(`SELECT ${sums} FROM monthly_streaming_summary`)).toEqual([[10, 22, 3330, 18]]);
    expect(rows('SELECT sum(quantity), sum(amount) FROM revenue_transactions')).toEqual([[3330, 18]]);
  });

  it('counts an artist under two spellings once, by the newer file', () => {
    put(made.db, 'artist_names', { id: 6, name: 'ZONE_A0' });
    put(made.db, 'artist_credits', { artist_name_id: 6, artist_id: 1 });
    made.spotify('2026-07-01', 1, { streams: 90, followers: 5 });
    made.spotify('2026-07-01', 6, { streams: 91, followers: 6 });
    expect(rows('SELECT streams_observed FROM monthly_streaming_summary')).toEqual([[91]]);
    expect(rows('SELECT streams_observed, spotify_followers FROM artist_performance')).toEqual([[91, 6]]);
  });
});

describe('artist_performance', () => {
  it('puts the kinds side by side, and the newest running totals of the month', () => {
    made.spotify('2026-07-01', 1, {
      streams: 90,
      saves: 2,
      playlist_adds: 1,
      followers: 10,
      monthly_listeners: 70,
    });
    made.spotify('2026-07-02', 1, { streams: 95, saves: 3, followers: 11 });
    made.social('2026-07-01', 'zone.a0', 'overview', { views: 1000, likes: 10, comments: 1, shares: 2 });
    made.social('2026-07-01', 'zone.a0', 'followers', { followers: 500 });
    made.social('2026-07-03', 'zone.a0', 'followers', { followers: 510 });
    made.social('2026-07-02', 'zone.live', 'followers', { followers: 3 });
    made.sale({ month: '2026-07', track: 3, quantity: 5, amount: DOLLAR });
    made.sale({ month: '2026-07', track: 3, store: 4, quantity: 99, amount: DOLLAR / 4 });
    expect(made.db.prepare('SELECT * FROM artist_performance').all()).toEqual([
      {
        month: '2026-07',
        artist: 'ZONE A0',
        status: 'own',
        streams_trend: null,
        streams_observed: 185,
        streams_reported: 5,
        playlist_adds: 1,
        saves: 5,
        monthly_listeners: 70,
        spotify_followers: 11,
        video_views: 1000,
        likes: 10,
        comments: 1,
        shares: 2,
        social_followers: 513,
        currency: 'USD',
        revenue: 1_250_000_000,
        revenue_decimal: '1.25',
      },
    ]);
  });

  it('counts a collaboration for each of its artists, and knows no revenue of two currencies', () => {
    made.sale({ month: '2026-07', track: 2, quantity: 8, amount: DOLLAR });
    made.sale({ month: '2026-07', track: 1, quantity: 1, amount: DOLLAR });
    made.sale({ month: '2026-07', track: 1, quantity: 1, amount: DOLLAR, currency: 'EUR' });
    expect(
      rows('SELECT artist, streams_reported, currency, revenue FROM artist_performance ORDER BY 1'),
    ).toEqual([
      ['PIG1987', 2, null, null],
      ['Sxnctuary', 8, 'USD', DOLLAR],
      ['ZONE A0', 8, 'USD', DOLLAR],
    ]);
  });
});

describe('track_leaderboard', () => {
  it('ranks by streams of statements, once for a track of several artists, and adds no windows', () => {
    made.db.exec(
      "INSERT INTO track_artists VALUES (1, 2, 'primary'), (2, 1, 'primary'), (2, 3, 'primary'), (2, 3, 'featured')",
    );
    made.sale({ month: '2026-06', track: 1, quantity: 10, amount: DOLLAR });
    made.sale({ month: '2026-07', track: 2, quantity: 30, amount: 2 * DOLLAR });
    made.sale({ month: '2026-08', track: 2, quantity: -5, amount: -DOLLAR });
    const songs = { artist_name_id: 2, track_name_id: 1, file_id: 1, line: 2 };
    put(made.db, 'spotify_song_metrics', { ...songs, as_of: '2026-07-01', period: 'all', streams: 700 });
    put(made.db, 'spotify_song_metrics', { ...songs, as_of: '2026-08-01', period: 'all', streams: 750 });
    put(made.db, 'spotify_song_metrics', { ...songs, as_of: '2026-08-01', period: '28day', streams: 50 });
    const day = { platform_id: 1, artist_name_id: 2, track_name_id: 1, file_id: 1, line: 2 };
    put(made.db, 'track_daily', { ...day, date: '2026-08-01', territory: '', streams: 9 });
    put(made.db, 'track_daily', { ...day, date: '2026-08-01', territory: 'US', streams: 4 });
    const what =
      'place, track, isrc, artist, streams_reported, streams_observed, spotify_all_time, revenue_decimal';
    expect(rows(`SELECT ${what}, first_month, last_month FROM track_leaderboard`)).toEqual([
      [
        1,
        'DUET FOR ROBOTS',
        'QZTST2600002',
        'ZONE A0, Sxnctuary',
        25,
        null,
        null,
        '1.00',
        '2026-07',
        '2026-08',
      ],
      [2, 'NEON ABATTOIR', 'QZTST2600001', 'PIG1987', 10, 9, 750, '1.00', '2026-06', '2026-06'],
    ]);
  });
});

describe('advertising', () => {
  const campaign = { campaign_id: '120224907266750075', campaign_name: 'PIG1987 - BROAD', currency: 'USD' };
  const ad = { ...campaign, adset_id: '2', adset_name: 'Broad', ad_id: '3', ad_name: 'A' };

  it('gives the spend of a day once, and every level with whether it counts', () => {
    adRow(made.db, { ...campaign, spend: 5 * DOLLAR, clicks: 9, impressions: 100, view_content: 4 });
    adRow(made.db, { ...ad, spend: 5 * DOLLAR, clicks: 9, impressions: 100, view_content: 4 });
    adRow(made.db, { ...ad, ad_id: '4', ad_name: 'B', spend: DOLLAR / 4, clicks: 1, impressions: 20 });
    nameCampaigns(made.db);
    const what = 'performance_date, campaign_id, artist, track, level, "rows", spend_decimal, clicks';
    expect(rows(`SELECT ${what} FROM advertising_performance`)).toEqual([
      ['2026-10-01', '120224907266750075', 'PIG1987', 'NEON ABATTOIR', 'ad', 2, '5.25', 10],
    ]);
    expect(rows('SELECT level, counted, spend_decimal FROM advertising_levels ORDER BY 1, 3')).toEqual([
      ['ad', 1, '0.25'],
      ['ad', 1, '5.00'],
      ['campaign', 0, '5.00'],
    ]);
    expect(
      rows(
        'SELECT campaign_name, spend_decimal, cost_per_click_decimal, click_rate_millionths FROM campaign_performance',
      ),
    ).toEqual([['PIG1987 - BROAD', '5.25', '0.525', 83_333]]);
  });

  it('has a row a campaign, day and event, from columns and other actions of the rows that count', () => {
    adRow(made.db, { ...campaign, view_content: 40, purchases: 2, other_actions: '{"page_engagement": 70}' });
    adRow(made.db, { ...ad, view_content: 30, purchases: 2, other_actions: '{"page_engagement": 7}' });
    adRow(made.db, {
      ...ad,
      ad_id: '4',
      view_content: 10,
      other_actions: '{"page_engagement": 1, "video_view": 5}',
    });
    nameCampaigns(made.db);
    expect(rows('SELECT campaign_name, event_type, event_count FROM meta_pixel_events ORDER BY 2')).toEqual([
      ['PIG1987 - BROAD', 'page_engagement', 8],
      ['PIG1987 - BROAD', 'purchase', 2],
      ['PIG1987 - BROAD', 'video_view', 5],
      ['PIG1987 - BROAD', 'view_content', 40],
    ]);
    expect(rows('SELECT sum(event_count) FROM meta_pixel_events')).toEqual([[55]]);
  });
});

describe('the books', () => {
  const book = (date: string, id: number, amount: number, currency = 'USD'): void =>
    put(made.db, 'financial_transactions', {
      ...{
        date,
        account: '4821',
        transaction_name_id: id,
        amount,
        occurrence: 0,
        currency,
        file_id: 1,
        line: 2,
      },
    });
  beforeEach(() => {
    const line = { bank_category: 'Other', known: 1 };
    put(made.db, 'transaction_names', {
      ...line,
      id: 1,
      description: 'CANVA',
      category: 'software',
      kind: 'expense',
    });
    put(made.db, 'transaction_names', {
      ...line,
      id: 2,
      description: 'PAYMENT',
      category: 'transfer',
      kind: 'transfer',
    });
  });

  it('business_expenses are positive, a refund negative, a transfer none', () => {
    book('2026-07-01', 1, -15 * DOLLAR);
    book('2026-07-02', 1, 5 * DOLLAR);
    book('2026-07-03', 2, -500 * DOLLAR);
    expect(
      rows('SELECT date, category, description, amount_decimal FROM business_expenses ORDER BY 1'),
    ).toEqual([
      ['2026-07-01', 'software', 'CANVA', '15.00'],
      ['2026-07-02', 'software', 'CANVA', '-5.00'],
    ]);
    expect(rows("SELECT -sum(amount) FROM pnl_by_month WHERE section = 'expense'")).toEqual([[10 * DOLLAR]]);
    expect(rows('SELECT sum(amount) FROM business_expenses')).toEqual([[10 * DOLLAR]]);
  });

  it('profit and loss has exact decimals, and no net where a part is not known', () => {
    made.sale({ month: '2026-05', reported: '2026-07-24', quantity: 1, amount: 1_000_000_001 });
    book('2026-07-01', 1, -DOLLAR);
    book('2026-08-01', 1, -DOLLAR);
    expect(
      rows('SELECT month, section, category, amount_decimal, lines FROM pnl_by_month ORDER BY 1, 2'),
    ).toEqual([
      ['2026-07', 'expense', 'software', '-1.00', 1],
      ['2026-07', 'revenue', 'royalty', '1.000000001', 1],
      ['2026-08', 'expense', 'software', '-1.00', 1],
    ]);
    expect(
      rows(
        'SELECT month, revenue_decimal, expenses_decimal, net_decimal FROM pnl_totals_by_month ORDER BY 1',
      ),
    ).toEqual([
      ['2026-07', '1.000000001', '-1.00', '0.000000001'],
      ['2026-08', null, '-1.00', null],
    ]);
  });
});
