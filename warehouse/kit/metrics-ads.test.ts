import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nanosToDecimal } from '../../core/money.ts';
import { adRow } from './ad-rows.testing.ts';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';
import { nameCampaigns } from './views.testing.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const DOLLAR = 1_000_000_000;
const A = { campaign_id: '11', campaign_name: 'A', currency: 'USD', account: 'a1' };
const B = { campaign_id: '22', campaign_name: 'B', currency: 'USD' };
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };

const total = (metric: string, more: object = {}) => {
  nameCampaigns(made.db);
  return ask(made.db, metrics, { metric, ...OCTOBER, ...more }).total;
};

/**
 * A: 1 October 9.50 USD, 4,200 shown, 37 clicks, 30 on the link (told again by its ad set); 2 October 0.50 USD, 800 shown,
 * 3 clicks, no list of actions. B: 1 October 10 USD, 5,000 shown, 60 clicks, 2 purchases worth 25 USD.
 */
function twoCampaigns(): void {
  const first = { ...A, spend: 9.5 * DOLLAR, impressions: 4200, clicks: 37, link_clicks: 30 };
  adRow(made.db, { ...first, line: 2 });
  adRow(made.db, { ...first, adset_id: '111', adset_name: 'Broad', line: 3 });
  adRow(made.db, { ...A, date: '2026-10-02', spend: 0.5 * DOLLAR, impressions: 800, clicks: 3, line: 4 });
  adRow(made.db, {
    ...B,
    spend: 10 * DOLLAR,
    impressions: 5000,
    clicks: 60,
    purchases: 2,
    purchase_value: 25 * DOLLAR,
    line: 5,
  });
}

describe('advertising', () => {
  it.each([
    ['ad_spend', '20.00'],
    ['ad_impressions', 10_000],
    ['ad_clicks', 100],
    ['ad_link_clicks', 30],
    // 20 / 10,000 x 1000
    ['cpm', '2.000000000'],
    ['cpc', '0.200000000'],
    ['ctr', 0.01],
    // A alone tells link clicks: its second day had none and cost 0.50; (9.50 + 0.50) / 30
    ['cost_per_link_click', '0.333333333'],
    // B alone tells purchases: 25 / 10
    ['roas', 2.5],
    ['cost_per_result', null],
  ])('%s of two campaigns is %s, the ad set not told twice', (metric, value) => {
    twoCampaigns();
    expect(total(metric)).toBe(value);
  });

  it('is told by campaign, artist, track, platform, account and day', () => {
    twoCampaigns();
    nameCampaigns(made.db);
    made.db.exec("UPDATE campaigns SET artist_id = NULL, track_id = NULL, account = NULL WHERE name = 'B'");
    const rows = (by: string) =>
      ask(made.db, metrics, { metric: 'ad_spend', ...OCTOBER, by: [by as 'campaign'] }).rows.map((row) => [
        row.keys[by],
        row.value,
      ]);
    expect(rows('campaign')).toEqual([
      ['A', '10.00'],
      ['B', '10.00'],
    ]);
    expect(rows('artist')).toEqual([
      ['PIG1987', '10.00'],
      ['not known', '10.00'],
    ]);
    expect(rows('track')).toEqual([
      ['NEON ABATTOIR', '10.00'],
      ['not known', '10.00'],
    ]);
    expect(rows('platform')).toEqual([['Meta Ads', '20.00']]);
    expect(rows('account')).toEqual([
      ['a1', '10.00'],
      ['not known', '10.00'],
    ]);
    expect(rows('currency')).toEqual([['USD', '20.00']]);
    expect(total('ad_spend', { where: { campaign: ['B'] } })).toBe('10.00');
    expect(total('ad_spend', { where: { campaign: ['22'] } })).toBe('10.00');
    expect(total('ad_spend', { where: { artist: ['pig1987'] } })).toBe('10.00');
    expect(total('ad_spend', { where: { track: ['NEON ABATTOIR'] } })).toBe('10.00');
    expect(total('ad_spend', { where: { account: ['a1'] } })).toBe('10.00');
    const days = ask(made.db, metrics, { metric: 'cpc', ...OCTOBER, grain: 'day' }).rows;
    expect(days.map(({ keys, value }) => [keys.date, value])).toEqual([
      // 19.50 / 97, half to even in 1e-9
      ['2026-10-01', '0.201030928'],
      ['2026-10-02', '0.166666667'],
    ]);
  });

  it('unlike results are no number until they are told apart', () => {
    adRow(made.db, { ...A, spend: 6 * DOLLAR, results: 12, result_type: 'link_click' });
    // Nothing happened that day, and its spend counts.
    adRow(made.db, { ...A, date: '2026-10-02', spend: 2 * DOLLAR });
    expect(total('cost_per_result')).toBe('0.666666667');
    adRow(made.db, { ...B, spend: 9 * DOLLAR, results: 3, result_type: 'purchase' });
    expect(total('cost_per_result')).toBeNull();
    expect(total('cost_per_result', { where: { result: ['purchase'] } })).toBe('3.000000000');
    const asked = ask(made.db, metrics, { metric: 'cost_per_result', ...OCTOBER, by: ['result'] });
    expect(asked.rows.map(({ keys, value }) => [keys.result, value])).toEqual([
      ['purchase', '3.000000000'],
      ['link_click', '0.666666667'],
    ]);
    expect(asked.total).toBeNull();
    expect(asked.notes).toContain(
      'link_click and purchase are not one number: ask by result, or for one of them.',
    );
    const byArtist = ask(made.db, metrics, { metric: 'cost_per_result', ...OCTOBER, by: ['artist'] });
    expect(byArtist.rows).toEqual([
      { keys: { artist: 'PIG1987' }, value: null, partial: expect.any(Boolean) },
    ]);
  });

  it('has no wrong zero: a period without a campaign, a column nobody tells, nothing shown', () => {
    expect(total('ad_spend')).toBeNull();
    adRow(made.db, { ...A, date: '2026-11-05', spend: 0, impressions: 0, clicks: 0 });
    for (const name of ['ad_spend', 'ad_clicks', 'cpm', 'cpc', 'ctr', 'roas', 'cost_per_link_click'])
      expect(total(name), name).toBeNull();
    const november = { from: '2026-11-01', to: '2026-11-30' };
    expect(total('ad_spend', november)).toBe('0.00');
    for (const name of ['ad_link_clicks', 'cpm', 'cpc', 'ctr', 'roas'])
      expect(total(name, november), name).toBeNull();
  });

  it('never adds two currencies, and a currency no file tells is one of its own', () => {
    adRow(made.db, { ...A, spend: DOLLAR, clicks: 5 });
    adRow(made.db, { ...B, currency: 'EUR', spend: DOLLAR, clicks: 6 });
    expect(() => total('ad_spend')).toThrow(/EUR and USD, which are not added/);
    expect(total('ad_clicks')).toBe(11);
    made.db.exec("UPDATE ad_performance_daily SET currency = NULL WHERE campaign_id = '22'");
    expect(() => total('ad_spend')).toThrow(/not added/);
  });

  it('says as of when: to the newest day of the account, whatever the filter', () => {
    twoCampaigns();
    nameCampaigns(made.db);
    const result = ask(made.db, metrics, { metric: 'ad_spend', ...OCTOBER, where: { campaign: ['B'] } });
    expect(result).toMatchObject({
      begins: '2026-10-01',
      newest: '2026-10-02',
      completeTo: '2026-10-02',
      partial: true,
      tables: ['ad_performance_daily'],
      kind: 'observed',
      unit: 'USD',
    });
    const told = ask(made.db, metrics, { metric: 'ad_spend', from: '2026-10-01', to: '2026-10-02' });
    expect(told.partial).toBe(false);
  });

  it('is explained by the lines that count: the ad set, not the campaign above it', () => {
    twoCampaigns();
    nameCampaigns(made.db);
    for (const metric of ['ad_spend', 'roas', 'cpc']) {
      const behind = lineage(made.db, metrics, { metric, ...OCTOBER });
      expect(
        behind.files.flatMap((file) => file.lines),
        metric,
      ).toEqual(metric === 'roas' ? [5] : [3, 4, 5]);
    }
  });
});

it('spend of any rows equals plain sums over the counted ones', () => {
  const row = fc.record({
    date: fc.constantFrom('2026-10-01', '2026-10-02', '2026-11-01'),
    campaign: fc.constantFrom(A, B),
    adset: fc.constantFrom('', '1', '2'),
    spend: fc.option(fc.bigInt({ min: 0n, max: 10n ** 13n }), { freq: 6 }),
    clicks: fc.option(fc.nat(1000), { freq: 6 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(row, {
        selector: (r) => JSON.stringify([r.date, r.campaign.campaign_id, r.adset]),
        maxLength: 12,
      }),
      (rows) => {
        made.db.exec('DELETE FROM campaigns; DELETE FROM ad_performance_daily');
        for (const { date, campaign, adset, spend, clicks } of rows) {
          const set = adset ? { adset_id: adset, adset_name: adset } : {};
          adRow(made.db, { ...campaign, ...set, date, spend, clicks });
        }
        // The finest level of the campaign's day, by a loop.
        const counted = rows.filter(
          (one) =>
            one.adset !== '' ||
            !rows.some(
              (other) => other.adset !== '' && other.date === one.date && other.campaign === one.campaign,
            ),
        );
        const inside = counted.filter((one) => one.date < '2026-11');
        const spends = inside.flatMap(({ spend }) => (spend === null ? [] : [spend]));
        const sum = spends.reduce((all, one) => all + one, 0n);
        expect(total('ad_spend')).toBe(spends.length > 0 ? nanosToDecimal(sum) : null);
        const clicks = inside.flatMap((one) => one.clicks ?? []);
        expect(total('ad_clicks')).toBe(clicks.length > 0 ? clicks.reduce((all, one) => all + one, 0) : null);
      },
    ),
    { numRuns: 60 },
  );
});
