import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import {
  type Column,
  definePlatform,
  type Feed,
  FileRefused,
  PersonalDataRefused,
} from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, text } from '../../kit/types.ts';
import { cellsOf, HEADER, reportsOf, sentDay } from './clean.ts';
import { DROPS, tellsSubscribers } from './people.ts';

const has = ({ head }: Document, key: string): boolean => new RegExp(`"${key}"\\s*:`).test(head);

function detect(document: Document): { account: string } | null {
  if (document.format === 'json' && has(document, 'emails_sent')) {
    if (has(document, 'bounces') && has(document, 'opens')) return { account: '' };
    if (has(document, 'report_summary'))
      throw new FileRefused(
        "It is Mailchimp's list of campaigns, which does not tell bounces. Bring the answer of /3.0/reports.",
      );
  }
  if (tellsSubscribers(document))
    throw new PersonalDataRefused(
      'It holds addresses of subscribers, which are never kept. Delete it, and bring the reports of the campaigns: they hold none.',
    );
  return null;
}

/** @throws FileRefused for damaged JSON, or where something in it is no report. */
async function* read(document: Document): AsyncGenerator<Cells> {
  let value: unknown;
  try {
    value = JSON.parse(await document.text());
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused('It is damaged JSON. Get it again.');
  }
  const reports = reportsOf(value);
  if (reports === null)
    throw new FileRefused(
      'Not all in it are reports of campaigns. Bring the answer of /3.0/reports as it came.',
    );
  yield* cellsFromRows(
    HEADER,
    reports.map((report, index) => ({ line: index + 1, cells: cellsOf(report) })),
  );
}

const known = (header: string): Column => ({
  type: text({ unknown: [''] }),
  headers: [header],
  required: false,
});
const counted = (header: string): Column => ({ type: count({ min: 0 }), headers: [header], required: false });

const reports: Feed = {
  name: 'mailchimp_reports',
  version: 1,
  type: 'reports',
  label: 'Mailchimp campaign reports',
  kind: 'observed',
  freshness: { cadence: 'month', lagDays: 1, warnDays: 45, criticalDays: 75 },
  howToGet: {
    page: 'https://mailchimp.com/developer/marketing/api/reports/list-campaign-reports/',
    steps: [
      'In Mailchimp click your name, "Account & billing", "Extras", "API keys", and create a key. Its end (us21) is the data centre.',
      'In a terminal: curl -u x "https://<data centre>.api.mailchimp.com/3.0/reports?count=1000" -o reports.json. It asks for a password: paste the key.',
      'Delete the key there if nothing else uses it.',
    ],
    file: 'reports.json, under any name. It holds no address of a subscriber; exports of the audience are refused.',
  },

  detect,
  read,
  drops: DROPS,

  columns: {
    sent_on: { type: sentDay(), headers: ['send_time'], required: true },
    campaign: { type: text(), headers: ['id'], required: true },
    title: known('campaign_title'),
    subject: known('subject_line'),
    list: known('list_name'),
    list_id: known('list_id'),
    emails_sent: counted('emails_sent'),
    hard_bounces: counted('hard_bounces'),
    soft_bounces: counted('soft_bounces'),
    syntax_errors: counted('syntax_errors'),
    unsubscribed: counted('unsubscribed'),
    abuse_reports: counted('abuse_reports'),
    opens: counted('opens_total'),
    unique_opens: counted('unique_opens'),
    // Without those that Apple Mail's proxy makes for everybody: these are people.
    proxy_excluded_opens: counted('proxy_excluded_opens'),
    proxy_excluded_unique_opens: counted('proxy_excluded_unique_opens'),
    clicks: counted('clicks_total'),
    unique_clicks: counted('unique_clicks'),
    unique_subscriber_clicks: counted('unique_subscriber_clicks'),
    // Not in the file: a report goes on growing, so it is as new as the day it came.
    read_on: { type: day(), headers: ['read_on'], required: false, filled: true },
  },
  key: ['sent_on', 'campaign'],
  dated: 'sent_on',
  freshBy: 'read_on',
  clean: ({ cells }, { landedDay }) => ({
    ...cells,
    list: cells.list || cells.list_id || '',
    read_on: landedDay,
  }),

  load: {
    table: 'email_campaigns',
    from: {
      sent_on: { column: 'sent_on' },
      'platform_id.key': { value: 'mailchimp' },
      ...Object.fromEntries(
        [
          'campaign',
          'title',
          'subject',
          'list',
          'emails_sent',
          'hard_bounces',
          'soft_bounces',
          'syntax_errors',
          'unsubscribed',
          'abuse_reports',
          'opens',
          'unique_opens',
          'proxy_excluded_opens',
          'proxy_excluded_unique_opens',
          'clicks',
          'unique_clicks',
          'unique_subscriber_clicks',
        ].map((name) => [name, { column: name }]),
      ),
    },
  },
};

export default definePlatform({
  name: 'mailchimp',
  label: 'Mailchimp',
  feeds: [reports],
  waysIn: ['file'],
});
