import { isDay } from '../../core/days.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const NOT_KNOWN = new Set(['', '-', '--', 'n/a', 'none', 'null']);

/**
 * A day as pages write it, as `YYYY-MM-DD`; '' for what means "not known" (`n/a`, `-`). ISO days, with or without a time;
 * "Jul 11, 2026", "11 July 2026"; "2026/07/11"; and "13/07/2026", where only one order gives a day. Anything else comes
 * back as it was ("03/04/2026" may be March or April), so that the type `day` refuses it with its row.
 */
export function writtenDay(text: string): string {
  const plain = text.trim();
  if (NOT_KNOWN.has(plain.toLowerCase())) return '';
  const [, iso = ''] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:.*)?$/.exec(plain) ?? [];
  if (iso !== '') return iso;
  const [, year = '', month = '', day = ''] = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(plain) ?? [];
  if (year !== '') return dayFrom(year, month, day) ?? plain;
  return worded(plain) ?? slashed(plain) ?? plain;
}

function worded(text: string): string | null {
  const [, name = '', first = '', year = ''] =
    /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u.exec(text) ?? [];
  if (year !== '') return dayFrom(year, monthOf(name), first);
  const [, second = '', other = '', later = ''] =
    /^(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,9})\.?,? (\d{4})$/u.exec(text) ?? [];
  return later === '' ? null : dayFrom(later, monthOf(other), second);
}

/** Two numbers and a year: only where one order alone gives a day. */
function slashed(text: string): string | null {
  const [, a = '', b = '', year = ''] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  const days = new Set([dayFrom(year, a, b), dayFrom(year, b, a)].filter((day) => day !== null));
  const [only] = days;
  return days.size === 1 && only !== undefined ? only : null;
}

/** "Jul", "July", "Sept" -> its number; '' for a word that is no English month. */
function monthOf(name: string): string {
  const index = MONTHS.findIndex((month) => month.startsWith(name.toLowerCase()));
  return index < 0 ? '' : String(index + 1);
}

function dayFrom(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}
