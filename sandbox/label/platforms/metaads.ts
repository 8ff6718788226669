import { addDays, type Day } from '../../../core/days.ts';
import { centsText, csv, grouped } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import type { AdDay, Campaign } from '../model/ads.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';

const NANOS_A_CENT = 10_000_000n;
const ROWS_A_PAGE = 250;
const COUNTS = [
  ...(['impressions', 'reach', 'clicks', 'linkClicks', 'viewContent', 'videoViews'] as const),
  ...(['purchases', 'purchaseCents'] as const),
] as const;

/** All ads of a campaign on a day. */
export interface CampaignDay extends Omit<AdDay, 'ad'> {
  campaign: Campaign;
}

export function campaignDays(days: readonly AdDay[]): CampaignDay[] {
  const byKey = new Map<string, CampaignDay>();
  for (const { ad: _, ...day } of days) {
    const key = `${day.day} ${day.campaign.id}`;
    const sum = byKey.get(key);
    if (!sum) byKey.set(key, day);
    else {
      const added = { ...sum, cents: sum.cents + day.cents };
      for (const count of COUNTS) added[count] = sum[count] + day[count];
      // Some see both ads.
      added.reach = Math.round(added.reach * 0.9);
      byKey.set(key, added);
    }
  }
  return [...byKey.values()];
}

/** What a campaign counts as its result, as Meta's indicator says, and how many there were. */
const resultOf = ({
  campaign,
  clicks,
  linkClicks,
  videoViews,
}: CampaignDay): { indicator: string; results: number } =>
  campaign.objective === 'OUTCOME_ENGAGEMENT'
    ? { indicator: 'actions:post_engagement', results: clicks + videoViews }
    : { indicator: 'actions:link_click', results: linkClicks };

/** Nothing is said of purchases where there were none: lists of actions hold what happened. */
const bought = ({ purchases, purchaseCents }: CampaignDay) => ({
  purchases: purchases || null,
  purchase_value: purchases > 0 ? BigInt(purchaseCents) * NANOS_A_CENT : null,
});

const values = (row: CampaignDay) => ({
  spend: BigInt(row.cents) * NANOS_A_CENT,
  impressions: row.impressions,
  reach: row.reach,
  clicks: row.clicks,
  link_clicks: row.linkClicks,
  results: resultOf(row).results,
  ...bought(row),
});

/** Answers of the insights API by campaign and day, the newest 28 days told again, and a table of Ads Manager by ad. */
export function metaFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const days = campaignDays(world.ads.days);
  const half = addDays(world.own, 250);
  const exports = [...(half < addDays(today, -40) ? [half] : []), today];
  const answers = exports.map((at, index) => {
    const from = index === 0 ? world.own : addDays(exports[index - 1] as Day, -28);
    return insights(tell, days, from, addDays(at, -1), at);
  });
  return [...answers, adsManager(tell, world.ads.days, addDays(today, -60), addDays(today, -1), today)];
}

function insights(tell: Telling, all: readonly CampaignDay[], from: Day, to: Day, at: Day): LabelFile {
  const rows = all
    .filter(({ day }) => from <= day && day <= to)
    .map((row) => {
      // What was spent in the last two days is still being counted.
      const open = row.day >= addDays(to, -1);
      const told = open ? { ...row, cents: Math.floor(row.cents * 0.97) } : row;
      const view = told.viewContent;
      tell.row('metaads_daily', 'ad_performance_daily', [told.day, 'campaign', told.campaign.id], {
        ...values(told),
        view_content: view,
        post_engagements: told.clicks + told.videoViews,
      });
      return insight(told);
    });
  const pages = [];
  for (let start = 0; start < rows.length; start += ROWS_A_PAGE)
    pages.push({ data: rows.slice(start, start + ROWS_A_PAGE), paging: {} });
  return {
    originalName: `insights_${from}_${to}.json`,
    what: `Meta Ads insights by campaign and day, ${from} to ${to}, ${rows.length} rows`,
    at,
    bytes: Buffer.from(JSON.stringify(pages)),
  };
}

function insight(row: CampaignDay): object {
  const { campaign, day, cents, impressions, reach, clicks, linkClicks, viewContent, videoViews } = row;
  const { indicator, results } = resultOf(row);
  // Meta tells one conversion under several names.
  const view = ['offsite_conversion.fb_pixel_view_content', 'view_content'];
  const actions = [
    ...[
      ['link_click', linkClicks],
      ['video_view', videoViews],
      ['post_engagement', clicks + videoViews],
    ],
    ...view.map((name) => [name, viewContent]),
    ...(row.purchases > 0 ? [['omni_purchase', row.purchases]] : []),
  ];
  return {
    ...{ account_id: '1188223344556677', account_currency: 'USD' },
    ...{ campaign_id: campaign.id, campaign_name: campaign.name, objective: campaign.objective },
    ...{ date_start: day, date_stop: day, spend: centsText(cents), impressions: String(impressions) },
    ...{ clicks: String(clicks), reach: String(reach), inline_link_clicks: String(linkClicks) },
    frequency: (impressions / reach).toFixed(6),
    actions: actions.map(([action_type, value]) => ({ action_type, value: String(value) })),
    ...(row.purchases > 0
      ? { action_values: [{ action_type: 'omni_purchase', value: centsText(row.purchaseCents) }] }
      : {}),
    results: [{ indicator, values: [{ value: String(results) }] }],
  };
}

const HEADER = [
  ...['Campaign name', 'Ad set name', 'Ad name', 'Day', 'Campaign ID', 'Ad set ID', 'Ad ID', 'Ad delivery'],
  ...[
    'Reporting starts',
    'Reporting ends',
    'Amount spent (USD)',
    'Impressions',
    'Reach',
    'Clicks (all)',
    'Link clicks',
  ],
  ...['Results', 'Result indicator', 'Purchases', 'Purchases conversion value'],
];

function adsManager(tell: Telling, all: readonly AdDay[], from: Day, to: Day, at: Day): LabelFile {
  const days = all.filter(({ day }) => from <= day && day <= to);
  const rows = days.map((row) => {
    const ad = row.campaign.ads[row.ad];
    const { indicator, results } = resultOf(row);
    tell.row('metaads_daily', 'ad_performance_daily', [row.day, 'ad', ad?.id ?? ''], values(row));
    return [
      ...[row.campaign.name, row.campaign.adset.name, ad?.name ?? '', row.day],
      ...[row.campaign.id, row.campaign.adset.id, ad?.id ?? '', 'active', from, to, centsText(row.cents)],
      ...[row.impressions, row.reach, row.clicks, row.linkClicks].map(grouped),
      ...[grouped(results), indicator],
      ...(row.purchases > 0 ? [grouped(row.purchases), centsText(row.purchaseCents)] : ['', '']),
    ];
  });
  const sum = (of: (row: AdDay) => number): number => days.reduce((total, row) => total + of(row), 0);
  const totals = [
    centsText(sum((row) => row.cents)),
    grouped(sum((row) => row.impressions)),
    '',
    grouped(sum((row) => row.clicks)),
    ...['', '', '', '', ''],
  ];
  return {
    originalName: `BEDROT-Ads-${from}-–-${to}.csv`,
    what: `Meta Ads Manager by ad and day, ${from} to ${to}, ${rows.length} rows`,
    at,
    bytes: csv([HEADER, ['', '', '', '', '', '', '', '', from, to, ...totals], ...rows], {
      encoding: 'utf-8-bom',
    }),
  };
}
