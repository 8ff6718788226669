import type { Column } from '../../kit/platform.ts';
import { count, money, text } from '../../kit/types.ts';

// Headers of the API (and of the old data lake) first, then those of Ads Manager in English. The reader has cut the
// currency off ("Amount spent (USD)" is "Amount spent").

const words = (...headers: string[]): Column => ({
  type: text({ unknown: [''] }),
  headers,
  required: false,
});
/** A part of the key: '' where the file does not tell it. */
const keyed = (...headers: string[]): Column => ({ type: text(), headers, required: false });
const counted = (...headers: string[]): Column => ({
  type: count({ min: 0, unknown: ['-', '—'] }),
  headers,
  required: false,
});

/** What both feeds have beside their days. `clean` makes `level` and `by_name`, and splits the lists of actions. */
export const AD_COLUMNS = {
  level: keyed('level'),
  campaign_id: keyed('campaign_id', 'Campaign ID'),
  adset_id: keyed('adset_id', 'Ad set ID'),
  ad_id: keyed('ad_id', 'Ad ID'),
  by_name: keyed('by_name'),
  account: words('account_id', 'Account ID', 'account_name', 'Account name'),
  campaign_name: words('campaign_name', 'Campaign name', 'Campaign'),
  adset_name: words('adset_name', 'Ad set name', 'Ad set'),
  ad_name: words('ad_name', 'Ad name', 'Ad'),
  currency: words('account_currency', 'currency'),
  spend: { type: money(), headers: ['Amount spent', 'spend', 'spend_usd'], required: true },
  impressions: counted('impressions'),
  reach: counted('reach'),
  clicks: counted('clicks', 'Clicks (all)'),
  link_clicks: counted('inline_link_clicks', 'Link clicks'),
  landing_page_views: counted('Landing page views', 'Website landing page views'),
  view_content: counted('Content views', 'Website content views'),
  add_to_cart: counted('Adds to cart', 'Website adds to cart'),
  initiate_checkout: counted('Checkouts initiated', 'Website checkouts initiated'),
  purchases: counted('Purchases', 'Website purchases'),
  purchase_value: {
    type: money(),
    headers: ['action_values', 'Purchases conversion value', 'Website purchases conversion value'],
    required: false,
  },
  leads: counted('Leads', 'Website leads'),
  registrations: counted('Registrations completed', 'Website registrations completed'),
  post_engagements: counted('Post engagements', 'Post engagement'),
  messages_started: counted('Messaging conversations started'),
  results: counted('results'),
  result_type: words('Result indicator', 'Result type'),
  objective: words('objective', 'campaign_objective'),
  status: words(
    'effective_status',
    'campaign_status',
    'status',
    'Ad delivery',
    'Ad set delivery',
    'Campaign delivery',
    'Delivery status',
    'Delivery',
  ),
  other_actions: words('actions', 'meta_pixel_events'),
} as const satisfies Record<string, Column>;

/** Follow from other columns, or say how an ad is set up. */
export const AD_IGNORES: readonly string[] = [
  ...[
    'account_name',
    'account name',
    'is_active',
    'delivery level',
    'attribution setting',
    'conversion_values',
  ],
  ...['cpc', 'cpm', 'ctr', 'cpp', 'frequency', 'website_ctr', 'inline_link_click_ctr', 'cost_per_result'],
  ...['cost_per_action_type', 'cost_per_inline_link_click', 'cost_per_unique_click', 'purchase_roas'],
  ...['unique_clicks', 'unique_ctr', 'cost_per_conversion', 'website_purchase_roas', 'social_spend'],
  ...['cost per results', 'cost per result', 'cost per purchase', 'cost per landing page view', 'ctr (all)'],
  ...['cpc (all)', 'cpc (cost per link click)', 'cpm (cost per 1,000 impressions)', 'unique link clicks'],
  ...['ctr (link click-through rate)', 'purchase roas (return on ad spend)', 'unique clicks (all)'],
  ...[
    'quality ranking',
    'engagement rate ranking',
    'conversion rate ranking',
    'starts',
    'ends',
    'bid',
    'bid type',
  ],
  ...[
    'campaign budget',
    'campaign budget type',
    'ad set budget',
    'ad set budget type',
    'last significant edit',
  ],
  ...['export starts', 'export ends', 'created_time', 'updated_time', 'buying_type', 'optimization_goal'],
];

/** A row of one of these is a part of a campaign's day, and nothing tells it from the whole. */
const BREAKDOWNS = new Set([
  ...['age', 'gender', 'country', 'region', 'dma', 'dma region', 'impression_device', 'impression device'],
  ...[
    'publisher_platform',
    'platform_position',
    'device_platform',
    'platform',
    'placement',
    'device platform',
  ],
  ...['hourly_stats_aggregated_by_advertiser_time_zone', 'time of day (ad account time zone)'],
  ...['hourly_stats_aggregated_by_audience_time_zone', "time of day (viewer's time zone)", 'frequency_value'],
  ...['product_id', 'product id', 'place_page_id', 'body_asset', 'title_asset', 'description_asset'],
  ...['image_asset', 'video_asset', 'link_url_asset', 'call_to_action_asset', 'ad_format_asset'],
  ...['week', '2 weeks', 'month'],
]);

/** Header names (folded) that break a file's rows down further than by day and ad. */
export const breakdownsOf = (names: readonly string[]): string[] =>
  names.filter((name) => BREAKDOWNS.has(name));
