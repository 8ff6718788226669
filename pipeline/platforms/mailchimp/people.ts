import { foldHeader } from '../../kit/header.ts';
import type { Document } from '../../kit/read/document.ts';

/** In every export of an audience or of who opened a campaign, and in nothing else. */
const LIST_MARKS = [
  'member_rating',
  'optin_time',
  'confirm_time',
  'leid',
  'euid',
  'unsub_time',
  'clean_time',
];
const PERSON_KEYS = /"(?:merge_fields|unique_email_id|email_id|ip_signup|ip_opt)"\s*:/;

/** True for a document that names subscribers: an audience (CSV or API), who was sent, opened or left a campaign (API). */
export function tellsSubscribers(document: Document): boolean {
  if (document.format === 'json')
    return /"email_address"\s*:/.test(document.head) && PERSON_KEYS.test(document.head);
  const header = document.header?.map(foldHeader) ?? [];
  return header.includes('email address') && LIST_MARKS.some((mark) => header.includes(mark));
}

/** Property names that are empty in the landed file: people, and the password of a shared report. */
export const DROPS = [
  'email_address',
  'email_id',
  'unique_email_id',
  'email',
  'full_name',
  'first_name',
  'last_name',
  'merge_fields',
  'ip_*',
  'members',
  'sent_to',
  'unsubscribes',
  'share_report',
  'share_password',
] as const;
