import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nanosToDecimal } from '../../core/money.ts';
import { FACTS, type FactDefinition, type FactTable } from './facts.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { fillFacts, nameCampaigns, nameTransactions } from './views.testing.ts';

/** The readable view of every fact table. A table without one fails. */
const VIEW_OF: Readonly<Record<FactTable, string>> = {
  revenue_transactions: 'royalty_transactions',
  content_streams: 'streaming_performance',
  spotify_audience_daily: 'spotify_audience',
  social_media_daily: 'social_media_performance',
  spotify_song_metrics: 'spotify_songs',
  track_daily: 'track_days',
  track_snapshots: 'track_windows',
  playlist_snapshots: 'playlist_placements',
  audience_segments: 'audience_breakdown',
  audience_hours: 'audience_activity',
  content_snapshots: 'content_performance',
  content_daily: 'content_days',
  ad_performance_daily: 'advertising_levels',
  ad_performance_period: 'advertising_spans',
  link_analytics_daily: 'link_analytics',
  link_visits_daily: 'link_visits',
  email_campaigns: 'email_performance',
  financial_transactions: 'account_lines',
  catalog_tracks: 'track_catalog',
  fx_rates: 'exchange_rates',
};
type Told = readonly (string | null)[];
/** View -> its columns of names, and what they are in the three hand-made rows. */
const NAMED: Readonly<Record<string, readonly [columns: string, ...Told[]]>> = {
  royalty_transactions: [
    'reporting_date, artist, kind, track, isrc, store, platform, usage, country, country_name, distributor',
    [
      '2026-09-24',
      'PIG1987',
      'reported',
      'NEON ABATTOIR',
      'QZTST2600001',
      'Spotify',
      'Spotify',
      'stream',
      'NA',
      'Namibia',
      'Spotify',
    ],
    [
      '2026-09-24',
      'ZONE A0, Sxnctuary',
      'reported',
      'DUET FOR ROBOTS',
      'QZTST2600002',
      'Apple Music',
      'Apple Music',
      'stream',
      'US',
      'United States',
      'Apple Music',
    ],
    [
      '2026-10-24',
      'ZONE A0',
      'reported',
      'NEON ABATTOIR',
      'QZTST2600003',
      'Facebook',
      'Meta',
      'social',
      'OU',
      'Outside the US',
      'TikTok',
    ],
  ],
  streaming_performance: [
    'performance_date, kind, data_source, platform, artist, track, country',
    ['2026-07-01', 'trend', 'Spotify', 'Spotify', 'ZONE A0', 'NEON ABATTOIR', 'NA'],
    ['2026-07-02', 'trend', 'Apple Music', 'Apple Music', 'PIG1987', 'DUET FOR ROBOTS', 'US'],
    ['2026-08-01', 'trend', 'TikTok', 'TikTok', 'ZONE A0, Sxnctuary', 'NEON ABATTOIR', 'OU'],
  ],
  social_media_performance: [
    'date, kind, platform, account, artist, artifacts',
    ['2026-07-01', 'observed', 'Spotify', 'account 0', 'ZONE A0', 'artifact 0'],
    ['2026-07-02', 'observed', 'Apple Music', 'account 1', 'PIG1987', 'artifact 1'],
    ['2026-08-01', 'observed', 'TikTok', 'account 2', 'ZONE A0, Sxnctuary', 'artifact 2'],
  ],
  playlist_placements: [
    'as_of, kind, period, platform, artist, track, playlist, author, added_on',
    [
      '2026-07-01',
      'observed',
      '7day',
      'Spotify',
      'ZONE A0',
      'NEON ABATTOIR',
      'playlist 0',
      'author 0',
      'added_on 0',
    ],
    [
      '2026-07-02',
      'observed',
      '28day',
      'Apple Music',
      'PIG1987',
      'DUET FOR ROBOTS',
      'playlist 1',
      'author 1',
      'added_on 1',
    ],
    [
      '2026-08-01',
      'observed',
      'all',
      'TikTok',
      'ZONE A0, Sxnctuary',
      'NEON ABATTOIR',
      'playlist 2',
      'author 2',
      'added_on 2',
    ],
  ],
  audience_breakdown: [
    'as_of, kind, period, platform, artist, breakdown, segment, country, country_name',
    ['2026-07-01', 'observed', '7day', 'Spotify', 'ZONE A0', 'country', 'segment 0', 'NA', 'Namibia'],
    ['2026-07-02', 'observed', '28day', 'Apple Music', 'PIG1987', 'city', 'segment 1', 'US', 'United States'],
    [
      '2026-08-01',
      'observed',
      'all',
      'TikTok',
      'ZONE A0, Sxnctuary',
      'gender',
      'segment 2',
      'OU',
      'Outside the US',
    ],
  ],
  account_lines: [
    'date, account, description, bank_category, category, counts_as, currency',
    ['2026-07-01', 'account 0', 'CANVA', 'Other', 'software', 'expense', 'USD'],
    ['2026-07-02', 'account 1', 'DISTROKID', 'Other', 'royalties', 'payout', 'EUR'],
    ['2026-08-01', 'account 2', 'META ADS', 'Other', 'advertising', 'expense', 'USD'],
  ],
  track_catalog: [
    'track, artist, isrc, upc, party, release_type, distributor',
    ['DUET FOR ROBOTS', 'PIG1987', 'isrc 1', 'upc 1', 'party 1', 'release_type 1', 'distributor 1'],
    ['NEON ABATTOIR', 'ZONE A0', 'isrc 0', 'upc 0', 'party 0', 'release_type 0', 'distributor 0'],
    ['NEON ABATTOIR', 'ZONE A0, Sxnctuary', 'isrc 2', 'upc 2', 'party 2', 'release_type 2', 'distributor 2'],
  ],
  advertising_levels: [
    'date, kind, platform, account, level, campaign_id, campaign_name, ad_name, other_actions',
    [
      '2026-07-01',
      'observed',
      'Spotify',
      'account 0',
      'campaign',
      'campaign_id 0',
      'campaign_name 0',
      'ad_name 0',
      '{"page_engagement": 3}',
    ],
    [
      '2026-07-02',
      'observed',
      'Apple Music',
      'account 1',
      'campaign',
      'campaign_id 1',
      'campaign_name 1',
      'ad_name 1',
      '{"page_engagement": 4, "video_view": 5}',
    ],
    [
      '2026-08-01',
      'observed',
      'TikTok',
      'account 2',
      'campaign',
      'campaign_id 2',
      'campaign_name 2',
      'ad_name 2',
      '{}',
    ],
  ],
};
const tables = Object.keys(FACTS) as FactTable[];

let made: HandMade;
beforeEach(() => {
  made = handMade();
  nameTransactions(made.db);
  for (const table of tables) fillFacts(made.db, table);
  nameCampaigns(made.db);
});
afterEach(() => made.close());

const one = (sql: string): Record<string, unknown> =>
  made.db.prepare<[], Record<string, unknown>>(sql).get() as Record<string, unknown>;
const columnsOf = (name: string): string[] =>
  made.db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name);

describe('the readable view of a fact table', () => {
  it.each(tables)('%s: a row a fact, and the same sums', (table) => {
    const view = VIEW_OF[table];
    const { values } = FACTS[table] as FactDefinition;
    expect(one(`SELECT count(*) AS n FROM ${view}`)).toEqual(one(`SELECT count(*) AS n FROM ${table}`));
    expect(one(`SELECT count(*) AS n FROM ${table}`)).toEqual({ n: 3 });
    const there = new Set(columnsOf(view));
    const numbers = values.filter(({ is, name }) => (is === 'integer' || is === 'nanos') && there.has(name));
    // Whatever is a number in the table is one in the view.
    expect(numbers).toEqual(values.filter(({ is }) => is === 'integer' || is === 'nanos'));
    if (numbers.length === 0) return;
    const sums = numbers.map(({ name }) => `sum(${name}) AS ${name}`).join(', ');
    expect(one(`SELECT ${sums} FROM ${view}`)).toEqual(one(`SELECT ${sums} FROM ${table}`));
  });

  it.each(tables)('%s: money has its exact decimal beside it', (table) => {
    const view = VIEW_OF[table];
    const { key, values } = FACTS[table] as FactDefinition;
    const money = [...key, ...values].filter(({ is }) => is === 'nanos').map(({ name }) => name);
    for (const name of money)
      for (const [nanos, text] of made.db
        .prepare(`SELECT ${name}, ${name}_decimal FROM ${view}`)
        .safeIntegers()
        .raw()
        .all() as [bigint, string][])
        expect(text).toBe(nanosToDecimal(nanos));
  });

  it.each(Object.entries(NAMED))('%s says names in place of ids', (view, [columns, ...told]) => {
    expect(made.db.prepare(`SELECT ${columns} FROM ${view} ORDER BY 1, 2`).raw().all()).toEqual(told);
  });

  it('a table with more rows than its view would be found', () => {
    made.db.exec("DELETE FROM campaign_names WHERE campaign_id = 'campaign_id 0'");
    expect(one('SELECT count(*) AS n FROM advertising_levels')).toEqual({ n: 2 });
  });

  it('the decimal is exact for any amount, and NULL for none', () => {
    const amounts = [
      0n,
      1n,
      -1n,
      500_000_000n,
      -1_500_000_000n,
      5_612_034_170n,
      9_007_199_254_740_993n,
      null,
    ];
    made.db.exec('DELETE FROM revenue_transactions');
    for (const amount of amounts) made.sale({ month: '2026-07', quantity: 1, amount });
    const rows = made.db
      .prepare('SELECT amount_decimal FROM royalty_transactions ORDER BY line')
      .pluck()
      .all();
    const told = [
      '0.00',
      '0.000000001',
      '-0.000000001',
      '0.50',
      '-1.50',
      '5.61203417',
      '9007199.254740993',
      null,
    ];
    expect(rows).toEqual(told);
  });
});
