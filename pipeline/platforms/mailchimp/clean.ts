import { dayOf } from '../../../core/days.ts';
import { type ColumnType, day } from '../../kit/types.ts';

/** A campaign's report, as the API has it; what is not known of it is left out or null. */
export type Report = Readonly<Record<string, unknown>>;

/** What is taken of a report: header name -> where it stands. Nothing else leaves the file. */
const FIELDS = {
  id: ['id'],
  send_time: ['send_time'],
  campaign_title: ['campaign_title'],
  subject_line: ['subject_line'],
  list_name: ['list_name'],
  list_id: ['list_id'],
  emails_sent: ['emails_sent'],
  hard_bounces: ['bounces', 'hard_bounces'],
  soft_bounces: ['bounces', 'soft_bounces'],
  syntax_errors: ['bounces', 'syntax_errors'],
  unsubscribed: ['unsubscribed'],
  abuse_reports: ['abuse_reports'],
  opens_total: ['opens', 'opens_total'],
  unique_opens: ['opens', 'unique_opens'],
  proxy_excluded_opens: ['opens', 'proxy_excluded_opens'],
  proxy_excluded_unique_opens: ['opens', 'proxy_excluded_unique_opens'],
  clicks_total: ['clicks', 'clicks_total'],
  unique_clicks: ['clicks', 'unique_clicks'],
  unique_subscriber_clicks: ['clicks', 'unique_subscriber_clicks'],
} as const satisfies Record<string, readonly string[]>;

export const HEADER: readonly string[] = Object.keys(FIELDS);

/** The cells of a report, in the order of `HEADER`; '' for what it does not tell. */
export const cellsOf = (report: Report): string[] =>
  Object.values(FIELDS).map((path) => {
    let value: unknown = report;
    for (const name of path) value = (value as Report | null | undefined)?.[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  });

/**
 * The reports of a document: one, a list of them, an answer of the API (`{ reports: [...] }`), or a list of answers.
 * Null where something in it is none.
 */
export function reportsOf(value: unknown): Report[] | null {
  if (Array.isArray(value)) {
    const parts = value.map(reportsOf);
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  }
  if (typeof value !== 'object' || value === null) return null;
  if ('reports' in value) return Array.isArray(value.reports) ? reportsOf(value.reports) : null;
  return 'emails_sent' in value ? [value as Report] : null;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The UTC day of an instant ("2026-09-18T23:30:00-05:00" is the 19th): the API writes UTC, and a campaign must keep its
 * day whoever wrote its file. A time without an offset is UTC.
 */
export const sentDay = (): ColumnType => ({
  ...day(),
  parse: (raw) => {
    const value = raw.trim();
    const [, offset] = INSTANT.exec(value) ?? [];
    if (!INSTANT.test(value)) return day().parse(value);
    const at = new Date(`${value.replace(' ', 'T')}${offset === undefined ? 'Z' : ''}`);
    return Number.isNaN(at.getTime()) ? { refuse: 'is not a time' } : dayOf(at);
  },
});
