import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import type { MetricRegistry, Question } from '../warehouse/kit/metric.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { ask } from '../warehouse/kit/query.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';

// Golden cells: one real file of each platform comes through the front door, and the numbers that must come out stand
// here, worked out by reading the files in pipeline/platforms/*/fixture/.

const FIXTURES = [
  'applemusic/applemusic_days/one-day-window-assumed',
  'bandcamp/bandcamp_sales/utf-8-other-order-api-dates-refusals',
  'capitalone/capitalone_account/unsigned-with-type',
  'capitalone/capitalone_card/debit-credit',
  'distrokid/distrokid_bank/13-columns-tab',
  'distrokid/distrokid_stats/spotify-newest-days-open',
  'instagram/instagram_insights/api-days',
  'instagram/instagram_insights/api-totals-of-a-day',
  'lake/lake_audience/curated',
  'lake/lake_streams/tidy',
  'linktree/linktree_analytics/graphql-answer-nulls',
  'mailchimp/mailchimp_reports/page-with-fractions',
  'metaads/metaads_daily/ads-manager-one-day-no-ids',
  'metaads/metaads_daily/api-pages-campaigns',
  'own/own_income/template',
  'own/own_rates/ecb-wide',
  'soundcloud/soundcloud_statement/with-preamble',
  'spotify/spotify_audience/9-columns',
  'spotify/spotify_catalog/wrapper-28day',
  'spotify/spotify_timeline/special-characters-second-download',
  'submithub/submithub_links/daily-per-link-assumed',
  'tiktok/tiktok_followers/zip-of-four',
  'tiktok/tiktok_overview/over-new-year',
  'toolost/toolost_analytics/spotify-newest-day-open',
  'toolost/toolost_sales/with-currency-assumed',
  'youtube/youtube_channel_days/table-by-date',
];

type Cell = readonly [
  metric: string,
  from: string,
  to: string,
  total: number | string | null,
  where?: Question['where'],
];
const of = (platform: string): Question['where'] => ({ platform: [platform] });
const by = (artist: string): Question['where'] => ({ artist: [artist] });

const CELLS: Record<string, readonly Cell[]> = {
  applemusic: [
    ['track_streams', '2026-10-04', '2026-10-04', 210, of('Apple Music')],
    // NEON ABATTOIR 12, BASEMENT CHOIR 0.
    ['track_listeners', '2026-10-04', '2026-10-04', 12],
    ['track_streams', '2026-10-05', '2026-10-05', null, of('Apple Music')],
  ],
  // 0.80 on 31 December, 0.40 in February, 3.20 in May; the other lines are refused.
  bandcamp: [
    ['revenue', '2025-12-01', '2026-05-31', '4.40', of('Bandcamp')],
    ['revenue', '2026-02-01', '2026-02-28', '0.40', by('DEEPCURSE')],
    ['revenue', '2026-03-01', '2026-03-31', null, of('Bandcamp')],
  ],
  // The card: 25 + 54.99 + 20 - 54.99 taken back; the account: 21 + 21. Payments and the payout are no spending.
  capitalone: [
    ['expenses', '2026-10-01', '2026-10-31', '87.00'],
    ['other_income', '2026-10-01', '2026-10-31', '0.42'],
    ['other_income', '2026-10-01', '2026-10-14', '0.00'],
    ['expenses', '2026-09-01', '2026-09-30', null],
  ],
  distrokid: [
    // The same line twice is real: 2 x 5.612034170012, each kept with nine decimals; the video ad beside it 0.08004412.
    ['revenue', '2026-07-01', '2026-07-31', '11.22406834', of('Spotify')],
    ['revenue', '2026-07-01', '2026-07-31', '0.08004412', of('YouTube Music')],
    // 5.61203417 / 1843.
    ['revenue_per_stream', '2026-07-01', '2026-07-31', '0.003045054', of('Spotify')],
    // A reversal is negative, and belongs to both.
    ['revenue', '2026-06-01', '2026-06-30', '-0.691', by('Sxnctuary')],
    // 11.22406834 + 0.03122045 - 0.691 + 0.08004412, Tidal's stated 0; SoundCloud took 0.02 back in July.
    ['revenue_received', '2026-09-24', '2026-09-24', '10.64433291'],
    // 1180 + a 0 in the middle + 1210; the two zeros at the end are not reported yet.
    ['streams', '2026-09-29', '2026-10-03', 2390, { distributor: ['DistroKid'] }],
    ['streams', '2026-09-30', '2026-09-30', 0, { distributor: ['DistroKid'] }],
    ['streams', '2026-10-02', '2026-10-03', null, { distributor: ['DistroKid'] }],
  ],
  // 23 + 0 - 2; the fourth day is null.
  instagram: [
    ['followers_gained', '2026-06-21', '2026-06-24', 21, of('Instagram')],
    ['reach', '2026-01-10', '2026-01-10', 1234, by('ZONE A0')],
    ['followers_gained', '2026-06-24', '2026-06-24', null],
    // Each number has a row of its own: 120 likes, 0 comments and 2 shares of 8,230 views.
    ['engagement_rate', '2026-08-22', '2026-08-22', 122 / 8230, of('Instagram')],
  ],
  lake: [
    ['streams', '2025-05-30', '2025-06-01', 2579, { distributor: ['DistroKid'] }],
    ['streams', '2025-05-30', '2025-05-30', 314, { distributor: ['Too Lost'] }],
    // "0" in the lake's table is a day it knew nothing of.
    ['streams', '2025-06-01', '2025-06-01', null, { distributor: ['DistroKid'], platform: ['Spotify'] }],
    ['streams', '2025-05-30', '2025-05-30', 900, by('ZONE A0')],
    ['followers', '2025-05-30', '2025-05-30', null, { artist: ['PIG1987'] }],
  ],
  // 120 + 8 + 0; 41 + 12 + 0; unique views of the second day are null: (96 + 0) / 2.
  linktree: [
    ['link_views', '2026-10-01', '2026-10-04', 128],
    ['link_ctr', '2026-10-01', '2026-10-04', 53 / 128],
    ['link_visitors', '2026-10-01', '2026-10-04', 48],
    ['link_views', '2026-10-03', '2026-10-03', 0],
    ['link_ctr', '2026-10-03', '2026-10-03', null],
    ['link_views', '2026-10-04', '2026-10-04', null],
  ],
  // 1200 - 12 - 8 - 1 delivered. The newsletter of 1 January went to nobody.
  mailchimp: [
    ['email_open_rate', '2026-09-01', '2026-09-30', 260 / 1179],
    ['email_click_rate', '2026-09-01', '2026-09-30', 71 / 1179],
    ['emails_sent', '2026-01-01', '2026-01-01', 0],
    ['email_open_rate', '2026-01-01', '2026-01-01', null],
  ],
  metaads: [
    // 9.50 + 12.345678901; the page told the second campaign twice.
    ['ad_spend', '2026-10-01', '2026-10-01', '21.845678901'],
    ['ad_spend', '2026-10-01', '2026-10-01', '9.50', by('PIG1987')],
    ['ctr', '2026-10-01', '2026-10-01', 81 / 9300],
    // Only one campaign tells purchases: 39.98 for 12.345678901.
    ['roas', '2026-10-01', '2026-10-01', 39.98 / 12.345678901],
    // Delivered without a click: 0 is told, and a price of a click is not.
    ['ad_spend', '2026-10-03', '2026-10-03', '0.00'],
    ['cpc', '2026-10-03', '2026-10-03', null],
    ['ad_spend', '2026-10-04', '2026-10-04', '7.10'],
    ['ad_spend', '2026-10-02', '2026-10-02', null],
  ],
  own: [
    // 25 + 25 - 25 sent back.
    ['revenue', '2026-10-01', '2026-10-31', '25.00', of('Web shop')],
    ['revenue', '2026-10-01', '2026-10-31', '250.00', by('PIG1987')],
    // 180.50 + 400, in euros, as there is no rate of October.
    ['revenue', '2026-10-01', '2026-10-31', '580.50', by('ZONE A0')],
    ['revenue', '2026-10-01', '2026-10-31', null],
  ],
  // 1.204 + 0.017; of its partners 1000 streams at Spotify, whose first artist is ZONE A0.
  soundcloud: [
    ['revenue', '2026-08-01', '2026-08-31', '1.221', of('SoundCloud')],
    ['revenue', '2026-08-01', '2026-08-31', '4.321', by('ZONE A0')],
    ['revenue', '2026-08-01', '2026-08-31', '3.10', by('Sxnctuary')],
  ],
  spotify: [
    // "-" on the second day is not known, and the third is refused.
    ['streams', '2026-10-01', '2026-10-03', 160, by('DEEPCURSE')],
    ['followers', '2026-10-01', '2026-10-03', 291, { artist: ['DEEPCURSE'], platform: ['Spotify'] }],
    ['monthly_listeners', '2026-10-01', '2026-10-03', 1401],
    ['streams', '2026-10-02', '2026-10-02', null, by('DEEPCURSE')],
    // (75 + 0) / (750 + 98,765); the third song tells nothing.
    ['save_rate', '2026-10-04', '2026-10-04', 75 / 99_515, by('ZONE A0')],
    // 12 + 1,204 + 0.
    ['track_streams', '2026-10-01', '2026-10-03', 1216, of('Spotify')],
  ],
  submithub: [
    ['link_visits', '2026-10-01', '2026-10-02', 1219],
    ['link_visit_clicks', '2026-10-01', '2026-10-02', 314, by('PIG1987')],
    ['link_visits', '2026-10-02', '2026-10-02', 0, by('ZONE A0')],
    ['link_visit_rate', '2026-10-02', '2026-10-02', null, by('ZONE A0')],
  ],
  tiktok: [
    ['video_views', '2025-12-30', '2026-01-02', 4533, of('TikTok')],
    // Likes 111, comments 4 + 2 - 1, shares 42.
    ['engagement_rate', '2025-12-30', '2026-01-02', 158 / 4533, of('TikTok')],
    ['comments', '2026-01-01', '2026-01-01', -1],
    ['video_views', '2026-01-02', '2026-01-02', null],
    ['followers', '2025-12-30', '2026-01-01', 10_486, by('ZONE A0')],
    ['followers', '2025-12-31', '2025-12-31', null],
  ],
  toolost: [
    // 4.331200000051 + 0.04 - 0.018.
    ['revenue', '2026-08-01', '2026-08-31', '4.3532', { distributor: ['Too Lost'] }],
    // The newest day's 0 is open, and so is the one before it; that of 30 September is one.
    ['streams', '2026-09-30', '2026-10-04', 1514, { distributor: ['Too Lost'] }],
    ['streams', '2026-09-30', '2026-09-30', 0, { distributor: ['Too Lost'] }],
    ['streams', '2026-10-03', '2026-10-04', null, { distributor: ['Too Lost'] }],
  ],
  youtube: [
    ['video_views', '2026-09-17', '2026-09-20', 3010, of('YouTube')],
    ['watch_hours', '2026-09-17', '2026-09-20', 20.75],
    // 90 likes, -1 comments, 3 shares; of the fourth day only views are known.
    ['engagement_rate', '2026-09-17', '2026-09-20', 92 / 3010, of('YouTube')],
    ['viewers', '2026-09-17', '2026-09-20', 900],
    ['video_views', '2026-09-20', '2026-09-20', 0],
    ['likes', '2026-09-20', '2026-09-20', null],
  ],
};

let lake: TestLake;
let db: Db;
let metrics: MetricRegistry;
beforeAll(async () => {
  const artists = LABEL.artists.map((artist) =>
    artist.name === 'DEEPCURSE' ? { ...artist, aliases: ['DEEP CURSE'] } : artist,
  );
  const [zone, ...others] = artists;
  const ids = { tiktok: ['zone.a0'], spotify: ['62owJQCD2XzVB2o19CVsFM'] };
  lake = testLake({ ...LABEL, artists: [{ ...zone, accounts: ids }, ...others] });
  await lake.bring(
    ...FIXTURES.map((one): [string, Buffer] => {
      const [platform = '', ...rest] = one.split('/');
      const folder = join(import.meta.dirname, '../pipeline/platforms', platform, 'fixture', ...rest);
      const name = readdirSync(folder).find((file) => !/^(expected|refused)\.csv$/.test(file)) ?? '';
      return [name, readFileSync(join(folder, name))];
    }),
  );
  db = lake.open();
  metrics = await loadMetrics();
});
afterAll(() => {
  db?.close();
  lake?.remove();
});

it('has a cell of every platform', () => {
  const platforms = readdirSync(join(import.meta.dirname, '../pipeline/platforms'));
  expect(Object.keys(CELLS).sort()).toEqual(platforms.sort());
  expect([...new Set(FIXTURES.map((one) => one.split('/')[0]))]).toEqual(Object.keys(CELLS));
});

it.each(Object.keys(CELLS))('%s: what its files say comes out', (platform) => {
  for (const [metric, from, to, total, where] of CELLS[platform] ?? []) {
    const told = ask(db, metrics, { metric, from, to, currency: 'USD', ...(where && { where }) });
    const named = `${metric} ${from}..${to} ${JSON.stringify(where ?? {})}`;
    if (typeof total === 'number') expect(told.total, named).toBeCloseTo(total, 12);
    else expect(told.total, named).toBe(total);
    // What is not known says why.
    if (total === null)
      expect(told.notes.join(' '), named).toMatch(/[Nn]ot known|Nothing|not added|No exchange rate/);
  }
});
