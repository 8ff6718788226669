import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adRow } from '../warehouse/kit/ad-rows.testing.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { nameCampaigns, put } from '../warehouse/kit/views.testing.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

const DOLLAR = 1_000_000_000;

/** Beside the sample (October: 2.21 USD of statements): lines of a card, two campaigns, two days of a link page. */
function fill(): void {
  const db = openWarehouseForWriting(sample.data);
  const names = [
    [1, 'ADOBE', 'software', 'expense'],
    [2, 'FACEBK', 'advertising', 'expense'],
    [3, 'GRANT', 'grants', 'income'],
  ] as const;
  for (const [id, description, category, kind] of names)
    put(db, 'transaction_names', { id, description, bank_category: '', category, kind, known: 1 });
  const book = (date: string, name: number, amount: number, line: number) =>
    put(db, 'financial_transactions', {
      ...{ date, account: '4821', transaction_name_id: name, amount: amount * DOLLAR, occurrence: 0 },
      ...{ currency: 'USD', file_id: 1, line },
    });
  book('2026-10-02', 1, -1, 2);
  book('2026-10-03', 2, -0.5, 3);
  book('2026-10-04', 3, 3, 4);
  book('2026-11-20', 1, -1, 5);
  const ad = { currency: 'USD', account: 'a1', file_id: 1 };
  const a = { ...ad, campaign_id: '1', campaign_name: 'A' };
  adRow(db, { ...a, date: '2026-10-10', spend: 3 * DOLLAR, impressions: 1000, clicks: 10 });
  adRow(db, {
    ...{ ...ad, campaign_id: '2', campaign_name: 'B' },
    ...{ date: '2026-10-11', spend: 5 * DOLLAR, impressions: 3000, clicks: 40 },
    ...{ results: 20, result_type: 'link_click' },
  });
  put(db, 'artists', { id: 2, key: 'someone', name: 'Someone', status: 'collaborator' });
  put(db, 'tracks', { id: 1, key: 'title:x', title: 'X', isrc: null, content_type: 'song' });
  nameCampaigns(db);
  const page = {
    platform_id: db.prepare("SELECT id FROM platforms WHERE key = 'tiktok'").pluck().get() as number,
  };
  const zone = db.prepare("SELECT id FROM artist_names WHERE name = 'ZONE A0'").pluck().get() as number;
  for (const [day, views, clicks] of [
    [10, 100, 10],
    [11, 300, 20],
  ] as const)
    put(db, 'link_analytics_daily', {
      ...{ ...page, date: `2026-10-${day}`, account: 'zone', artist_name_id: zone, file_id: 1, line: day },
      ...{ total_views: views, unique_views: views / 2, total_clicks: clicks, unique_clicks: clicks },
    });
  db.close();
}

const OCTOBER = { period: '2026-10' };

describe('pnl', () => {
  it('adds up: revenue and other income, less what was spent', async () => {
    fill();
    const answer = await sample.ask('owner', 'pnl', OCTOBER);
    expect(answer.figures.map(({ key, value }) => [key, value])).toEqual([
      ['revenue_received', '2.21'],
      ['other_income', '3.00'],
      ['expenses', '1.50'],
      ['net_revenue', '3.71'],
      ['profit_margin', 3.71 / 5.21],
    ]);
    expect(answer.table?.rows).toEqual([
      ['Revenue', 'royalty', '2.21'],
      ['Other income', 'grants', '3.00'],
      ['Expenses', 'software', '-1.00'],
      ['Expenses', 'advertising', '-0.50'],
    ]);
    expect(answer.audience).toBe('money');
    const rows = answer.table?.rows ?? [];
    expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(3.71, 9);
  });

  it('a category alone, and its months', async () => {
    fill();
    const answer = await sample.ask('owner', 'pnl', { category: 'software', period: 'ytd' });
    expect(figure(answer, 'expenses').value).toBe('2.00');
    // September has no line of software: a hole, not 0.
    expect(answer.chart?.series[0]?.values.slice(-3)).toEqual([null, 1, 1]);
    expect(answer.chart?.labels.slice(-2)).toEqual(['2026-10', '2026-11']);
  });

  it('without the books there is no net, and it says what is missing; a viewer sees nothing', async () => {
    const answer = await sample.ask('owner', 'pnl', OCTOBER);
    expect(figure(answer, 'revenue_received').value).toBe('2.21');
    for (const key of ['expenses', 'other_income', 'net_revenue', 'profit_margin'])
      expect(figure(answer, key).value, key).toBeNull();
    expect(answer.notes.join('\n')).toContain('Not known without other_income and expenses');
    await expect(sample.ask('viewer', 'pnl')).rejects.toThrow();
  });
});

describe('ads', () => {
  it('tells each campaign, and ratios of sums over both', async () => {
    fill();
    const answer = await sample.ask('owner', 'ads', OCTOBER);
    const values = Object.fromEntries(answer.figures.map(({ key, value }) => [key, value]));
    expect(values).toEqual({
      ad_spend: '8.00',
      ad_impressions: 4000,
      ad_clicks: 50,
      ctr: 0.0125,
      cpm: '2.000000000',
      cpc: '0.160000000',
      cost_per_link_click: null,
      cost_per_result: '0.250000000',
      roas: null,
      // Ads ran from the first day of the account's data on.
      incremental_streams: null,
      cost_per_incremental_stream: null,
      roi: null,
    });
    expect(answer.table?.rows).toEqual([
      ['B', '5.00', 3000, 40, 40 / 3000, '0.125000000', '0.250000000', null],
      ['A', '3.00', 1000, 10, 0.01, '0.300000000', null, null],
    ]);
    const one = await sample.ask('owner', 'ads', { ...OCTOBER, campaign: 'a' });
    expect(figure(one, 'ad_spend').value).toBe('3.00');
    expect(one.title).toBe('Advertising of "a"');
  });

  it('says what is missing before anything came, and shows a viewer nothing', async () => {
    const answer = await sample.ask('owner', 'ads');
    for (const one of answer.figures)
      expect([one.key, one.value, Boolean(one.note)]).toEqual([one.key, null, true]);
    expect(answer.table?.rows).toEqual([]);
    await expect(sample.ask('viewer', 'ads')).rejects.toThrow();
  });
});

describe('links', () => {
  it('adds views and clicks, and takes the mean of visitors', async () => {
    fill();
    const answer = await sample.ask('viewer', 'links', OCTOBER);
    expect(answer.figures.map(({ key, value }) => [key, value])).toEqual([
      ['link_views', 400],
      ['link_clicks', 30],
      ['link_ctr', 0.075],
      ['link_visitors', 100],
    ]);
    expect(answer.table?.rows).toEqual([['ZONE A0', 'TikTok', 'zone', 30, 400, 0.075, 100]]);
    expect(answer.audience).toBe('numbers');
  });

  it('knows nothing before anything came', async () => {
    const answer = await sample.ask('viewer', 'links');
    for (const one of answer.figures) expect(one.value).toBeNull();
  });
});

describe('summary with the books', () => {
  it('fills ad spend and net; what no source tells keeps its reason', async () => {
    fill();
    const answer = await sample.ask('owner', 'summary', OCTOBER);
    expect(figure(answer, 'ad_spend').value).toBe('8.00');
    expect(figure(answer, 'net').value).toBe('3.71');
    expect(figure(answer, 'roi')).toMatchObject({
      value: null,
      note: expect.stringMatching(/^Not known: no ads that ran can be held against days without/),
    });
    expect(figure(answer, 'click_to_stream').note).toMatch(/^Not known: /);
    const artist = await sample.ask('owner', 'summary', { ...OCTOBER, artist: 'ZONE A0' });
    expect(figure(artist, 'net')).toMatchObject({
      value: null,
      note: 'Not told by artist: other income and expenses.',
    });
    expect(figure(artist, 'ad_spend').value).toBeNull();
  });
});
