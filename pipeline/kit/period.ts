import { firstOfMonth, isDay, isMonth, type Month, monthOf } from '../../core/days.ts';
import { type ColumnType, day, month } from './types.ts';

const NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });

/**
 * The month that statements write as "2026-10", "2026-10-01", "10-2026", "10/2026", "202610", "October 2026" or
 * "Oct 2026". Null where it is none of them; a day in an order that only its country knows ("01/10/2026") is none.
 */
export function writtenMonth(text: string): Month | null {
  const plain = text.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(plain)?.[1];
  if (iso !== undefined) return isDay(iso) ? monthOf(iso) : null;
  const [, year = '', number = ''] = /^(\d{4})[-/.]?(\d{2})$/.exec(plain) ?? [];
  if (year !== '') return monthFrom(year, number);
  const [, first = '', later = ''] = /^(\d{1,2})[-/.](\d{4})$/.exec(plain) ?? [];
  if (later !== '') return monthFrom(later, first);
  const [, name = '', last = ''] = /^(\p{L}{3,9})\.?[ ,-]+(\d{4})$/u.exec(plain) ?? [];
  const index = NAMES.indexOf(name.slice(0, 3).toLowerCase());
  if (index < 0 || !longName(index).startsWith(name.toLowerCase())) return null;
  return monthFrom(last, String(index + 1));
}

const longName = (index: number): string => FULL.format(Date.UTC(2026, index, 1)).toLowerCase();

function monthFrom(year: string, number: string): Month | null {
  const text = `${year}-${number.padStart(2, '0')}`;
  return isMonth(text) ? text : null;
}

/** A month, as statements write it. */
export const period = (): ColumnType => ({
  ...month(),
  parse: (text) => {
    if (text.trim() === '') return null;
    return writtenMonth(text) ?? { refuse: 'is not a month (like 2026-10)' };
  },
});

/**
 * The day that stands for the month of a statement: its first, which never is later than the file. Always that one, also
 * where a day is written, so that a row has the same key however the next statement writes its period.
 */
export const periodDay = (): ColumnType => ({
  ...day(),
  parse: (text) => {
    if (text.trim() === '') return null;
    const month = writtenMonth(text);
    return month === null ? { refuse: 'is not a month (like 2026-10)' } : firstOfMonth(month);
  },
});
