import { type DimensionAccess, listed, plainText, platforms, type TableAccess } from './compile-access.ts';

const campaign: DimensionAccess = {
  raw: 'campaign_key',
  joins: [{ table: 'campaigns', as: 'campaign', on: 'campaign.id = g.campaign_key' }],
  id: 'g.campaign_key',
  name: 'campaign.name',
  keep: (parameter) => `f.campaign_key IN ${listed(parameter)}`,
};

const ofCampaign = (raw: string, table: string, as: string, name: string): DimensionAccess => ({
  raw,
  joins: [{ table, as, on: `${as}.id = g.${raw}` }],
  id: `g.${raw}`,
  name: `${as}.${name}`,
  keep: (parameter) => `f.${raw} IN ${listed(parameter)}`,
});

const account: DimensionAccess = {
  raw: 'campaign_key',
  joins: campaign.joins,
  id: 'campaign.account',
  name: 'campaign.account',
  keep: (parameter) => `f.campaign_key IN (SELECT id FROM campaigns WHERE account IN ${listed(parameter)})`,
};

const campaignDays: TableAccess = {
  order: ['date'],
  series: null,
  facts: ['ad_performance_daily'],
  // A currency no file tells is one of its own: never added to dollars.
  from: "(SELECT date, platform_id, campaign_key, artist_id, track_id, coalesce(currency, '') AS currency, spend, impressions, clicks, link_clicks FROM ad_days)",
  money: { columns: ['spend', 'purchase_value'], day: 'date' },
  accounts: 'f.account',
  lines: `JOIN ad_rows AS r ON r.date = f.date AND r.campaign_key = f.campaign_key AND r.counted`,
  dimensions: {
    campaign,
    artist: ofCampaign('artist_id', 'artists', 'artist', 'name'),
    track: ofCampaign('track_id', 'tracks', 'track', 'title'),
    platform: platforms('platform_id'),
    account,
    currency: plainText('currency'),
  },
};

const TYPE = "CASE WHEN r.results IS NOT NULL THEN coalesce(r.result_type, '') END";

/** What each campaign has told at least once; the type of its results, where they are of one. */
const TOLD = `SELECT n.campaign, max(r.link_clicks IS NOT NULL) AS link_clicks,
    max(r.purchase_value IS NOT NULL) AS purchase_value, max(r.results IS NOT NULL) AS results,
    CASE WHEN min(${TYPE}) = max(${TYPE}) THEN max(${TYPE}) END AS result_type
  FROM ad_performance_daily AS r JOIN campaign_names AS n
    ON n.platform_id = r.platform_id AND n.name = coalesce(r.campaign_name, '') AND n.campaign_id = r.campaign_id
  GROUP BY n.campaign`;

/** A list of actions leaves out what did not happen: what a campaign has ever told, it had none of on a day without. */
const orNone = (column: string): string =>
  `CASE WHEN told.${column} THEN coalesce(d.${column}, 0) END AS ${column}_or_none`;

/** The rows of `ad_day_sums`, its columns in their order: days of campaigns with what each campaign has ever told. */
export const AD_DAY_SUMS = `SELECT d.date, d.campaign_key, d.platform_id, d.artist_id, d.track_id,
  coalesce(d.currency, '') AS currency, d.spend, d.impressions, d.clicks, d.link_clicks,
  ${orNone('link_clicks')},
  ${orNone('purchase_value')},
  CASE WHEN told.result_type IS NOT NULL THEN coalesce(d.results, 0) ELSE d.results END AS results_or_none,
  CASE WHEN told.results THEN coalesce(told.result_type, d.result_type, '') END AS result_type
  FROM ad_days AS d JOIN (${TOLD}) AS told ON told.campaign = d.campaign_key`;

const resultsIn = (
  days: string,
): string => `(SELECT date, platform_id, campaign_key, artist_id, track_id, currency, spend,
  link_clicks_or_none AS link_clicks, purchase_value_or_none AS purchase_value, results_or_none AS results, result_type
  FROM ${days})`;

export type AdTable = 'ad_days' | 'ad_results';

export const AD_TABLES: Record<AdTable, TableAccess> = {
  ad_days: campaignDays,
  ad_results: {
    ...campaignDays,
    from: resultsIn(`(${AD_DAY_SUMS})`),
    dimensions: { ...campaignDays.dimensions, result: plainText('result_type') },
  },
};

/** What is read in their place while `ad_day_sums` is fresh (ad-sums.ts). */
export const AD_SUMS: Record<AdTable, string> = {
  ad_days: 'ad_day_sums',
  ad_results: resultsIn('ad_day_sums'),
};
