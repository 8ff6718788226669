import { type Column, type Feed, FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { day } from '../../kit/types.ts';
import { cleanAd } from './clean.ts';
import { AD_COLUMNS, AD_IGNORES } from './columns.ts';
import { grainOfInsights, readInsights } from './insights.ts';
import { adTable, adTableHeader, readAdTable } from './table.ts';

/** Days, and spans of days that cannot be split: two tables that are never added. */
type Grain = 'daily' | 'period';

const START = ['date_start', 'Reporting starts'];
const STOP = ['date_stop', 'Reporting ends'];

const DAYS: Readonly<Record<Grain, Readonly<Record<string, Column>>>> = {
  daily: {
    date: { type: day(), headers: ['Day', 'date', ...START], required: true },
    // Only to see that a row is one day.
    date_stop: { type: day(), headers: STOP, required: false },
  },
  period: {
    date_start: { type: day(), headers: START, required: true },
    date_stop: { type: day(), headers: STOP, required: true },
  },
};

/**
 * Both feeds read the same documents; the days in the first 256 KiB decide. A file of which each row is one day is daily.
 * One span in it makes it a file of periods, and a row of one day in it is a period of one day.
 */
export function adFeed(grain: Grain): Feed {
  const days = DAYS[grain];
  const columns = { ...days, ...AD_COLUMNS };
  const loaded = Object.keys(columns).filter((name) => grain === 'period' || name !== 'date_stop');
  return {
    name: `metaads_${grain}`,
    version: 1,
    type: grain === 'daily' ? 'ads-daily' : 'ads-period',
    label: grain === 'daily' ? 'Meta Ads by day' : 'Meta Ads by period',
    kind: 'observed',
    // What has no days is brought now and then, for what is older than the days reach.
    freshness: grain === 'daily' ? { cadence: 'day', lagDays: 1, warnDays: 2, criticalDays: 4 } : null,
    howToGet: {
      page: 'https://adsmanager.facebook.com/adsmanager/manage/ads',
      steps: [
        'Open Ads Manager in English, choose the ad account and the tab "Ads".',
        'Choose the days: the last 30, since Meta corrects numbers for 28 days.',
        ...(grain === 'daily'
          ? ['Open "Breakdown", "By time" and choose "Day".']
          : ['Leave "Breakdown" empty.']),
        'Open "Columns", "Customise columns" and add "Campaign name", "Campaign ID", "Ad set name", "Ad set ID" and "Ad ID": without ids a new name makes a new campaign.',
        'Open "Reports", "Export table data", choose CSV and click "Export". Answers of the insights API, saved as JSON, do as well.',
      ],
      file: 'a CSV with "Campaign name" and "Amount spent (USD)" in its header, in your currency.',
    },

    detect: (document) => (grainOf(document) === grain ? { account: accountOf(document) } : null),
    header: adTableHeader,
    read: (document) => (document.format === 'json' ? readInsights(document) : readAdTable(document)),
    leaves: (document) => (isSetUp(document) ? SET_UP : null),

    columns,
    ignores: AD_IGNORES,
    key: [
      ...Object.keys(days).filter((name) => loaded.includes(name)),
      'level',
      'campaign_id',
      'adset_id',
      'ad_id',
      'by_name',
    ],
    dated: grain === 'daily' ? 'date' : 'date_stop',
    clean: (row) => {
      const { date, date_stop: stop } = row.cells;
      if (grain === 'daily' && stop && stop !== date)
        return {
          refuse: `tells ${date} to ${stop} in one, in a file of single days: bring it in a file of its own`,
        };
      const ad = cleanAd(row);
      return grain === 'daily' && !isRefused(ad) ? { ...ad, date_stop: date ?? '' } : ad;
    },

    load: {
      table: grain === 'daily' ? 'ad_performance_daily' : 'ad_performance_period',
      from: {
        'platform_id.key': { value: 'metaads' },
        ...Object.fromEntries(loaded.map((name) => [name, { column: name }])),
      },
      money: { column: 'spend', currency: { column: 'currency' } },
    },
  };
}

const isRefused = (result: Record<string, string> | { refuse: string }): result is { refuse: string } =>
  Object.keys(result).length === 1 && 'refuse' in result;

function grainOf(document: Document): Grain | null {
  if (isSetUp(document) && document.entry === null) throw new FileRefused(`It is ${SET_UP}`);
  const grain = document.format === 'json' ? grainOfInsights(document) : (adTable(document)?.grain ?? null);
  return grain === null ? null : grain === 'day' ? 'daily' : 'period';
}

const SET_UP =
  'a list of how campaigns, ad sets or ads are set up; it tells no numbers. Those are in insights.json beside it.';

/** campaigns.json, adsets.json and ads.json of a dump. */
const isSetUp = ({ format, head }: Document): boolean =>
  format === 'json' &&
  !/"date_start"/.test(head) &&
  /"created_time"\s*:/.test(head) &&
  /"(objective|bid_strategy|optimization_goal|tracking_specs|effective_status)"\s*:/.test(head);

/** Of the first row, where it is told: a file is of one ad account. */
const accountOf = ({ format, head }: Document): string =>
  format === 'json' ? (/"account_id"\s*:\s*"?(?:act_)?(\d+)/.exec(head)?.[1] ?? '') : '';
