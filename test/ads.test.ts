import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const CAMPAIGN = { campaign_id: '120224907266750075', campaign_name: 'PIG1987 - NEON ABATTOIR - BROAD' };
const ADSET = { ...CAMPAIGN, adset_id: '120224907266760075', adset_name: 'Broad' };
const ad = (last: number) => ({ ...ADSET, ad_id: `12022490726677007${last}`, ad_name: 'Video' });
const row = (of: object, spend: string, date = '2026-10-01') => ({
  ...of,
  account_currency: 'USD',
  date_start: date,
  date_stop: date,
  spend,
});
const page = (...rows: object[]): string => JSON.stringify({ data: rows, paging: {} });
const spends = (): unknown[] =>
  lake.rows(
    'SELECT date, level, rows, spend, currency, campaign_name FROM ad_days ORDER BY date, campaign_key',
  );

it('gives the spend of a day once, from exports of campaign, ad set and ad, in any order', async () => {
  const files = [
    ['campaigns.json', page(row(CAMPAIGN, '9.50'))],
    ['adsets.json', page(row(ADSET, '9.50'))],
    ['ads.json', page(row(ad(1), '6.25'), row(ad(2), '3.25'))],
    [
      'by-hand.csv',
      'Campaign name,Ad name,Amount spent (USD),Day\nPIG1987 - NEON ABATTOIR - BROAD,Video,9.50,2026-10-01\n',
    ],
  ] as const;
  const once = [['2026-10-01', 'ad', 2, 9_500_000_000, 'USD', CAMPAIGN.campaign_name]];
  const reports = await lake.bring(...files);
  expect(reports.map((report) => [report.feed, report.rows, report.loaded, report.money?.amount])).toEqual([
    ['metaads_daily', 1, 1, '9.50'],
    ['metaads_daily', 1, 1, '9.50'],
    ['metaads_daily', 2, 2, '9.50'],
    ['metaads_daily', 1, 1, '9.50'],
  ]);
  expect(spends()).toEqual(once);
  expect(lake.rows('SELECT campaign_id, artist_id IS NOT NULL, settled FROM campaigns')).toEqual([
    [CAMPAIGN.campaign_id, 1, 'name'],
  ]);

  const other = testLake();
  try {
    for (const file of files.toReversed()) await other.bring(file);
    expect(other.rows('SELECT date, level, rows, spend, currency, campaign_name FROM ad_days')).toEqual(once);
  } finally {
    other.remove();
  }
});

it('takes a row that two pages give once, corrects what Meta restates, and knows a renamed campaign', async () => {
  const [first] = await lake.bring(['a.json', page(row(CAMPAIGN, '9.50')) + page(row(CAMPAIGN, '9.50'))]);
  expect(first).toMatchObject({ rows: 2, loaded: 1, unchanged: 1, refused: 0 });
  const renamed = { ...CAMPAIGN, campaign_name: 'PIG1987 - NEON ABATTOIR - LLA' };
  const [second] = await lake.bring(['b.json', page(row(renamed, '9.75'), row(renamed, '1', '2026-10-02'))]);
  expect(second).toMatchObject({ rows: 2, loaded: 2, corrected: 1, unchanged: 0, refused: 0 });
  expect(spends()).toEqual([
    ['2026-10-01', 'campaign', 1, 9_750_000_000, 'USD', renamed.campaign_name],
    ['2026-10-02', 'campaign', 1, 1_000_000_000, 'USD', renamed.campaign_name],
  ]);

  const [contradiction] = await lake.bring([
    'c.json',
    page(row(CAMPAIGN, '1', '2026-10-05'), row(ADSET, '1', '2026-10-05'), row(CAMPAIGN, '2', '2026-10-05')),
  ]);
  expect(contradiction).toMatchObject({ rows: 3, loaded: 1, refused: 2 });
});

it('says that a file tells no currency, and takes it from where it is told', async () => {
  const { account_currency: _, ...bare } = row(CAMPAIGN, '2', '2026-10-02');
  const [report] = await lake.bring(['a.json', page(bare)]);
  expect(report?.money).toBeNull();
  expect(report?.notes.join()).toMatch(/does not tell the currency of 1 of its amounts/);
  expect(spends()).toEqual([['2026-10-02', 'campaign', 1, 2_000_000_000, null, CAMPAIGN.campaign_name]]);
  await lake.bring(['b.json', page(row(CAMPAIGN, '1'))]);
  expect(spends().map((day) => (day as unknown[])[4])).toEqual(['USD', 'USD']);
});

it('reads the insights of a dump, names what it does not read, and is built anew the same', async () => {
  const fixture = join(
    import.meta.dirname,
    '..',
    'pipeline/platforms/metaads/fixture/metaads_period/raw-dump-zip',
  );
  const name = 'meta_ads_dump_20250527_184530.zip';
  const [report] = await lake.bring([name, readFileSync(join(fixture, name))]);
  expect(report).toMatchObject({ feed: 'metaads_period', rows: 2, loaded: 2 });
  expect(
    report?.notes.filter((note) => note.includes('how campaigns, ad sets or ads are set up')),
  ).toHaveLength(3);
  await lake.bring(['a.json', page(row(CAMPAIGN, '9.50'), row(ad(1), '9.50'))]);
  expect(lake.rows('SELECT date_start, date_stop, level, spend FROM ad_spans ORDER BY 1')).toEqual([
    ['2023-11-20', '2025-05-27', 'adset', 1_259_750_000_000],
    ['2025-05-27', '2025-05-27', 'adset', 3_100_000_000],
  ]);
  const before = hashTables(lake.house.data);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
});

it('loads the days of a link page, and tells of the other answers of the page', async () => {
  const days = [{ date: '2026-10-01', totalViews: 120, totalClicks: 41, clickThroughRate: 0.3417 }];
  const answer = JSON.stringify({ data: { getAccountAnalytics: { overview: { timeseries: days } } } });
  const [loaded, other] = (
    await lake.bring(['graphql_17.json', answer], ['graphql_18.json', '{"data":{"getLinks":[]}}'])
  ).toSorted((a, b) => a.state.localeCompare(b.state));
  expect(loaded).toMatchObject({ feed: 'linktree_analytics', rows: 1, loaded: 1 });
  expect(other).toMatchObject({ state: 'quarantined' });
  expect(other?.reason).toMatch(/another answer of Linktree's page/);
  expect(
    lake.rows(
      'SELECT date, account, artist_name_id, total_views, unique_views, click_rate_millionths FROM link_analytics_daily',
    ),
  ).toEqual([['2026-10-01', '', 0, 120, null, 341_700]]);
  expect(lake.notes()).toEqual([]);
});
