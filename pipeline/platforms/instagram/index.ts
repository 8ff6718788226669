import { type Column, definePlatform, type Feed } from '../../kit/platform.ts';
import { count, day, text } from '../../kit/types.ts';
import { insightsAccount, readInsights } from './api.ts';
import { dayOfMidnight } from './clean.ts';
import { type Metric, metricNames } from './metrics.ts';
import { readSuite, suiteColumns, suiteOf } from './suite.ts';

const counts = metricNames.map((name): [Metric, Column] => [
  name,
  // Signed: what is taken back is counted off.
  { type: count(), headers: [name], required: false },
]);
const isMetric = (name: string): boolean => metricNames.some((metric) => metric === name);

/** One feed for both ways, the page's export and the API: a day's number is the same, whichever brought it. */
const insights: Feed = {
  name: 'instagram_insights',
  version: 1,
  type: 'insights',
  label: 'Instagram insights',
  kind: 'observed',
  freshness: { cadence: 'day', lagDays: 2, warnDays: 4, criticalDays: 7 },
  howToGet: {
    page: 'https://business.facebook.com/latest/insights',
    steps: [
      'Open Meta Business Suite in English and choose the Instagram account at the top (not its Facebook page).',
      'Open "Insights", then "Results", and choose the days.',
      'On each card (Views, Reach, Content interactions, Link clicks, Visits, Follows) open "Export" and choose CSV.',
      'Name each file with the account, like "Views-zone.a0.csv": nothing in it tells whose it is.',
      'Or save the answer of "GET /<ig-user-id>/insights" as "insights-zone.a0.json"; totals of one day as "insights-zone.a0-2026-08-22.json".',
    ],
    file: '<Metric>-<account>.csv, one for each metric.',
  },

  detect: (document) => {
    const account = suiteOf(document)?.handle ?? insightsAccount(document);
    return account === null ? null : { account };
  },
  header: (document) => {
    const suite = suiteOf(document);
    return suite && { ...suite.place, cells: suiteColumns(suite) };
  },
  read: (document) => {
    const suite = suiteOf(document);
    return suite ? readSuite(document, suite) : readInsights(document);
  },

  columns: {
    date: { type: day(), headers: ['Date'], required: true },
    account: { type: text(), headers: ['Account'], required: true },
    // Not in the files: the handle, as it was written.
    artist: { type: text(), headers: ['Artist'], required: false, filled: true },
    artifact: { type: text(), headers: ['Metric'], required: true },
    ...Object.fromEntries(counts),
  },
  key: ['date', 'account', 'artifact'],
  dated: 'date',
  clean: ({ cells }) => {
    const { account = '', artifact = '' } = cells;
    if (!isMetric(artifact)) return { leaveOut: `values of ${artifact}, which is not kept` };
    return {
      ...cells,
      date: dayOfMidnight(cells.date ?? ''),
      account: account.toLowerCase(),
      artist: account,
    };
  },

  load: {
    table: 'social_media_daily',
    from: {
      date: { column: 'date' },
      'platform_id.key': { value: 'instagram' },
      account: { column: 'account' },
      artifact: { column: 'artifact' },
      'artist_name_id.artist': { column: 'artist' },
      ...Object.fromEntries(metricNames.map((name) => [name, { column: name }])),
    },
  },
};

export default definePlatform({
  name: 'instagram',
  label: 'Instagram',
  feeds: [insights],
  waysIn: ['file'],
});
