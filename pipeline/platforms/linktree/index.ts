import { foldHeader } from '../../kit/header.ts';
import { type Column, definePlatform, type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, fraction, text } from '../../kit/types.ts';
import { isAnalytics, isOtherAnswer, NOT_ANALYTICS, readAnalytics } from './analytics.ts';
import { accountOfName, cleanDay } from './clean.ts';

/** In a table they stand together nowhere else. */
const MARKS = ['totalviews', 'totalclicks', 'uniqueviews'];
/** "Total Views", "total_views" and "totalViews" are one name. */
const squeeze = (name: string): string => foldHeader(name).replace(/[\s_-]/g, '');

const counted = (name: string, required = false): Column => ({
  type: count({ min: 0, unknown: ['-', 'null'] }),
  headers: [name, name.replace(' ', ''), name.replace(' ', '_'), name.replace(' ', '-')],
  required,
});

const analytics: Feed = {
  name: 'linktree_analytics',
  version: 1,
  type: 'analytics',
  label: 'Linktree analytics',
  kind: 'observed',
  freshness: { cadence: 'day', lagDays: 1, warnDays: 3, criticalDays: 7 },
  howToGet: {
    page: 'https://linktr.ee/admin/analytics',
    steps: [
      'Sign in to Linktree and open "Analytics".',
      'Open the developer tools of the browser (F12), "Network", and write "graphql" into the filter.',
      'Click the dates, choose "Last 365 days", then "Daily".',
      'Click the newest answers in the list; the one with "getAccountAnalytics" and "timeseries" in it is the one. Save it: right click, "Save response as".',
      'With an account for each artist, begin the name of the file with the account: "zone.a0-linktree.json".',
    ],
    file: 'a JSON file with "getAccountAnalytics" in it, or a CSV with the columns date, totalViews, uniqueViews, totalClicks, uniqueClicks, clickThroughRate.',
  },

  detect: (document) => {
    if (document.entry === null && isOtherAnswer(document)) throw new FileRefused(`It is ${NOT_ANALYTICS}`);
    return isAnalytics(document) || isTable(document)
      ? { account: accountOfName(document.originalName) }
      : null;
  },
  read: (document) => (document.format === 'json' ? readAnalytics(document) : readDelimited(document)),
  leaves: (document) => (isOtherAnswer(document) ? NOT_ANALYTICS : null),

  columns: {
    date: { type: day(), headers: ['date', 'day'], required: true },
    // Not in the file: `clean` takes both from its name.
    account: { type: text(), headers: ['account'], required: false },
    artist: { type: text(), headers: ['artist'], required: false },
    total_views: counted('total views', true),
    unique_views: counted('unique views'),
    total_clicks: counted('total clicks', true),
    unique_clicks: counted('unique clicks'),
    click_rate: {
      type: fraction(),
      headers: ['clickThroughRate', 'click through rate', 'click-through rate', 'click_through_rate', 'CTR'],
      required: false,
    },
  },
  ignores: ['__typename'],
  key: ['date', 'account'],
  dated: 'date',
  clean: ({ cells }, { originalName }) => cleanDay(cells, accountOfName(originalName)),

  load: {
    table: 'link_analytics_daily',
    from: {
      date: { column: 'date' },
      'platform_id.key': { value: 'linktree' },
      account: { column: 'account' },
      'artist_name_id.artist': { column: 'artist' },
      total_views: { column: 'total_views' },
      unique_views: { column: 'unique_views' },
      total_clicks: { column: 'total_clicks' },
      unique_clicks: { column: 'unique_clicks' },
      click_rate_millionths: { column: 'click_rate' },
    },
  },
};

function isTable({ header }: Document): boolean {
  const names = new Set(header?.map(squeeze));
  return MARKS.every((mark) => names.has(mark));
}

export default definePlatform({
  name: 'linktree',
  label: 'Linktree',
  feeds: [analytics],
  waysIn: ['file'],
});
