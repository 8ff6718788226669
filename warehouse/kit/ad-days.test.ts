import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { adRow } from './ad-rows.testing.ts';
import { resolveNames } from './names-resolve.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

const label = parseLabel(JSON.stringify({ name: 'L', artists: [{ name: 'PIG1987' }] }));
let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-ad-days-'));
  db = openWarehouseForWriting(folder);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const CAMPAIGN = { campaign_id: '120224907266750075', campaign_name: 'PIG1987 - BROAD' };
const ADSET = { ...CAMPAIGN, adset_id: '120224907266760075', adset_name: 'Broad' };
const AD = (last: number, name: string) => ({ ...ADSET, ad_id: `12022490726677007${last}`, ad_name: name });

function days(columns: string, view = 'ad_days'): unknown[] {
  resolveNames(db, label);
  return db.prepare(`SELECT ${columns} FROM ${view} ORDER BY 1, 2, 3`).raw().all();
}

describe('ad_days', () => {
  it('gives the spend of a day once, from the finest level delivered', () => {
    adRow(db, { ...CAMPAIGN, spend: 9_500_000_000, impressions: 4200, reach: 3360, currency: 'USD' });
    expect(days('date, level, rows, spend, reach')).toEqual([
      ['2026-10-01', 'campaign', 1, 9_500_000_000, 3360],
    ]);
    adRow(db, { ...ADSET, spend: 9_500_000_000, impressions: 4200, reach: 3360 });
    expect(days('date, level, rows, spend')).toEqual([['2026-10-01', 'adset', 1, 9_500_000_000]]);
    adRow(db, {
      ...AD(1, 'A'),
      spend: 6_250_000_000,
      impressions: 2700,
      reach: 2300,
      clicks: 25,
      link_clicks: 19,
    });
    adRow(db, { ...AD(2, 'B'), spend: 3_250_000_000, impressions: 1500, reach: 1400, clicks: 12 });
    // Uniques of ads overlap: the reach is the campaign's own. The currency is told on one row, and is the campaign's.
    expect(
      days(
        'date, level, rows, currency, spend, campaign_level_spend, impressions, reach, clicks, link_clicks, leads',
      ),
    ).toEqual([['2026-10-01', 'ad', 2, 'USD', 9_500_000_000, 9_500_000_000, 4200, 3360, 37, 19, null]]);
  });

  it('does not know the reach of several ads, nor adds results of two kinds', () => {
    adRow(db, { ...AD(1, 'A'), reach: 5, results: 3, result_type: 'actions:link_click' });
    adRow(db, { ...AD(2, 'B'), reach: 6, results: 1, result_type: 'actions:purchase' });
    expect(days('reach, results, result_type')).toEqual([[null, null, null]]);
  });

  it('takes levels day by day and campaign by campaign', () => {
    adRow(db, { ...CAMPAIGN, date: '2026-10-01', spend: 1 });
    adRow(db, { ...AD(1, 'A'), date: '2026-10-01', spend: 1 });
    adRow(db, { ...CAMPAIGN, date: '2026-10-02', spend: 2 });
    adRow(db, { date: '2026-10-01', campaign_id: '9', campaign_name: 'OTHER', spend: 4 });
    expect(days('date, campaign_name, level, spend')).toEqual([
      ['2026-10-01', 'OTHER', 'campaign', 4],
      ['2026-10-01', 'PIG1987 - BROAD', 'ad', 1],
      ['2026-10-02', 'PIG1987 - BROAD', 'campaign', 2],
    ]);
  });

  it("counts rows without ids only where the campaign's day has none with them", () => {
    const byHand = { campaign_name: 'PIG1987 - BROAD' };
    adRow(db, { ...byHand, ad_name: 'A', date: '2026-10-01', spend: 5 });
    adRow(db, { ...byHand, ad_name: 'A', date: '2026-10-02', spend: 6 });
    expect(days('date, campaign_id, spend')).toEqual([
      ['2026-10-01', '', 5],
      ['2026-10-02', '', 6],
    ]);
    adRow(db, { ...CAMPAIGN, date: '2026-10-01', spend: 7 });
    // Half of the ids: more is known of it than by name alone, less than by all of them.
    adRow(db, { ...CAMPAIGN, ad_name: 'A', date: '2026-10-02', spend: 8 });
    adRow(db, { ...CAMPAIGN, ad_name: 'A', date: '2026-10-01', spend: 9 });
    expect(days('date, campaign_id, level, spend')).toEqual([
      ['2026-10-01', CAMPAIGN.campaign_id, 'campaign', 7],
      ['2026-10-02', CAMPAIGN.campaign_id, 'ad', 8],
    ]);
  });

  it('knows a row by an older name of the campaign, and one of two campaigns of a name', () => {
    adRow(db, { ...CAMPAIGN, date: '2026-09-30', spend: 1 });
    adRow(db, { ...CAMPAIGN, campaign_name: 'RENAMED', date: '2026-10-01', spend: 2 });
    adRow(db, { campaign_name: 'PIG1987 - BROAD', date: '2026-10-01', spend: 3 });
    adRow(db, { campaign_id: '8', campaign_name: 'TWIN', date: '2026-10-01', spend: 10 });
    adRow(db, { campaign_id: '9', campaign_name: 'TWIN', date: '2026-10-02', spend: 20 });
    adRow(db, { campaign_name: 'TWIN', date: '2026-10-01', spend: 40 });
    adRow(db, { campaign_name: 'TWIN', date: '2026-10-03', spend: 80 });
    expect(days('date, counted, spend', 'ad_rows')).toEqual([
      ['2026-09-30', 1, 1],
      ['2026-10-01', 0, 3],
      ['2026-10-01', 0, 40],
      ['2026-10-01', 1, 2],
      ['2026-10-01', 1, 10],
      ['2026-10-02', 1, 20],
      ['2026-10-03', 1, 80],
    ]);
    expect(days('date, campaign_name, campaign_id, spend')).toEqual([
      ['2026-09-30', 'RENAMED', CAMPAIGN.campaign_id, 1],
      ['2026-10-01', 'RENAMED', CAMPAIGN.campaign_id, 2],
      ['2026-10-01', 'TWIN', '8', 10],
      ['2026-10-02', 'TWIN', '9', 20],
      ['2026-10-03', 'TWIN', '', 80],
    ]);
  });
});

describe('campaign_performance', () => {
  it('has a campaign in one row, with ratios of sums over the days that know both', () => {
    adRow(db, { ...AD(1, 'A'), date: '2026-10-01', spend: 6_000_000_000, impressions: 3000, clicks: 20 });
    adRow(db, { ...AD(2, 'B'), date: '2026-10-01', spend: 3_000_000_000, impressions: 1000, clicks: 10 });
    adRow(db, { ...CAMPAIGN, date: '2026-10-01', spend: 9_000_000_000, impressions: 4000, clicks: 30 });
    // No clicks told: its spend is in no cost of a click.
    adRow(db, { ...CAMPAIGN, date: '2026-10-02', spend: 3_000_000_000, impressions: 2000 });
    adRow(db, { campaign_id: '9', campaign_name: 'OTHER', spend: 0, impressions: 0, clicks: 0 });
    expect(
      days(
        `campaign_name, artist, days, spend, clicks, cost_per_click, cost_per_thousand_impressions, click_rate_millionths`,
        'campaign_performance',
      ),
    ).toEqual([
      ['OTHER', null, 1, 0, 0, null, null, null],
      // 9 / 30, 12 / 6 thousand, 30 of 4000.
      ['PIG1987 - BROAD', 'PIG1987', 2, 12_000_000_000, 30, 300_000_000, 2_000_000_000, 7_500],
    ]);
  });
});

describe('ad_spans', () => {
  it('gives the spend of a span once, beside the days', () => {
    const span = { date_start: '2026-08-01', date_stop: '2026-08-31' };
    for (const row of [
      { ...CAMPAIGN, ...span, spend: 12 },
      { ...ADSET, ...span, spend: 12 },
      { ...ADSET, date_start: '2026-08-01', date_stop: '2026-10-01', spend: 20 },
      { ...span, campaign_name: 'PIG1987 - BROAD', spend: 12 },
    ])
      adRow(db, row, 'ad_performance_period');
    adRow(db, { ...CAMPAIGN, date: '2026-08-01', spend: 3 });
    expect(days('date_start, date_stop, level, spend', 'ad_spans')).toEqual([
      ['2026-08-01', '2026-08-31', 'adset', 12],
      ['2026-08-01', '2026-10-01', 'adset', 20],
    ]);
    expect(days('date, level, spend')).toEqual([['2026-08-01', 'campaign', 3]]);
  });
});
