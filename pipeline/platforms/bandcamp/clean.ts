import { type Day, isDay } from '../../../core/days.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The day of a sale, as Bandcamp writes it: "5/13/26 11:28pm" (month first), "12/31/2025 23:59", "2026-02-01 08:00:00",
 * "13 May 2026 23:28:01 GMT". The day is taken as it stands. Null where it is none of them.
 */
export function saleDay(text: string): Day | null {
  const plain = text.trim();
  const [, iso = ''] = /^(\d{4}-\d{2}-\d{2})(?:[T ]|$)/.exec(plain) ?? [];
  if (iso !== '') return isDay(iso) ? iso : null;
  const [, month = '', day = '', year = ''] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?:,? \d{1,2}:\d{2}(?::\d{2})? ?(?:[ap]m)?)?$/i.exec(plain) ?? [];
  if (year !== '') return dayFrom(year.length === 2 ? `20${year}` : year, month, day);
  const [, second = '', name = '', later = ''] =
    /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})(?: \d{2}:\d{2}:\d{2} (?:GMT|UTC))?$/.exec(plain) ?? [];
  const index = MONTHS.indexOf(name.toLowerCase());
  return index < 0 ? null : dayFrom(later, String(index + 1), second);
}

function dayFrom(year: string, month: string, day: string): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

const ROYALTIES = new Set(['album', 'track', 'discography']);
const MERCH = new Set(['package', 'bundle', 'merch']);

/** What kind of income an item is; one nobody knows ("subscription") is kept under its own name. */
export function incomeOf(itemType: string): string {
  const type = itemType.trim().toLowerCase();
  if (ROYALTIES.has(type)) return 'royalty';
  if (MERCH.has(type)) return 'merch';
  return type.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'royalty';
}
