import { type Day, firstOfMonth, isDay, type Month, monthOf } from '../../../core/days.ts';
import { platformKey } from '../../../warehouse/kit/stores.ts';
import { writtenMonth } from '../period.ts';
import { type ColumnType, count, day, fraction, money, month, percent, text } from '../types.ts';
import { writtenDay } from '../written-day.ts';

/**
 * In which order a table writes day and month where only numbers tell: "03/04/2026". `named`: nobody said, and only days
 * that can mean nothing else are read.
 */
export type Dates = 'dmy' | 'mdy' | 'named';
/** What stands before the decimals. */
export type Decimals = 'point' | 'comma';

const NUMBERS = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,? \d{1,2}:\d{2}(?::\d{2})? ?(?:[ap]m)?)?$/i;

/** A day as a table writes it; null where it is none. ISO days and days with the month's name need no order. */
export function dayIn(text: string, dates: Dates): Day | null {
  const plain = text.trim();
  const [, first = '', second = '', year = ''] = NUMBERS.exec(plain) ?? [];
  if (year !== '' && dates !== 'named') {
    const [number, month] = dates === 'dmy' ? [first, second] : [second, first];
    const written = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${number.padStart(2, '0')}`;
    return isDay(written) ? written : null;
  }
  const found = writtenDay(plain);
  return isDay(found) ? found : null;
}

/** A month as a table writes it, or the month of a day. */
export const monthIn = (text: string, dates: Dates): Month | null => {
  const found = writtenMonth(text);
  if (found !== null) return found;
  const day = dayIn(text, dates);
  return day === null ? null : monthOf(day);
};

/** "1.234,50 €" or "(12.00)" as a plain decimal; null where it is no number written so. */
export function plainNumber(text: string, decimals: Decimals): string | null {
  const bare = text
    .replaceAll('\u2212', '-')
    .replace(/[€$£¥\s\u00a0\u202f'’]|\b[A-Z]{3}\b/g, '')
    .replace(/%$/, '');
  const [, bracket = '', sign = '', digits = '', after = ''] =
    /^(\(?)([+-]?)([\d.,]+(?:e-?\d+)?)(-?)\)?$/i.exec(bare) ?? [];
  if (digits === '') return null;
  const point = decimals === 'point' ? digits : digits.replace(/[.,]/g, (one) => (one === '.' ? ',' : '.'));
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e-?\d+)?$/i.test(point)) return null;
  const plain = point.replaceAll(',', '').replace(/^\./, '0.').replace(/\.$/, '');
  return (bracket !== '' || after !== '') !== (sign === '-') ? `-${plain}` : plain;
}

const reading = (type: ColumnType, read: (text: string) => string | null, what: string): ColumnType => ({
  ...type,
  parse: (raw) => {
    if (NOT_KNOWN.has(raw.trim().toLowerCase())) return null;
    const value = read(raw);
    return value === null ? { refuse: what } : type.parse(value);
  },
});

const NOT_KNOWN = new Set(['', '-', '--', 'n/a', 'none', 'null']);

export const days = (dates: Dates): ColumnType =>
  reading(day(), (raw) => dayIn(raw, dates), `is not a day (${SAY_DATES[dates]})`);
export const months = (dates: Dates): ColumnType =>
  reading(month(), (raw) => monthIn(raw, dates), `is not a month or a day (${SAY_DATES[dates]})`);
/** A day, or the first of a month. */
export const daysOrMonths = (dates: Dates): ColumnType =>
  reading(
    day(),
    (raw) => {
      const found = dayIn(raw, dates);
      if (found !== null) return found;
      const whole = writtenMonth(raw);
      return whole === null ? null : firstOfMonth(whole);
    },
    `is not a day or a month (${SAY_DATES[dates]})`,
  );
export const amounts = (decimals: Decimals): ColumnType =>
  reading(money(), (raw) => plainNumber(raw, decimals), `is not an amount (decimals after a ${decimals})`);
export const counts = (decimals: Decimals): ColumnType =>
  reading(count(), (raw) => plainNumber(raw, decimals), 'is not a whole number');
/** "34.2%" is a share of 0.342, "0.342" too. */
export const rates = (decimals: Decimals): ColumnType => {
  const [whole, part] = [percent(), fraction()];
  return {
    ...part,
    parse: (raw) => {
      if (NOT_KNOWN.has(raw.trim().toLowerCase())) return null;
      const number = plainNumber(raw, decimals);
      if (number === null) return { refuse: 'is not a rate' };
      return raw.trim().endsWith('%') ? whole.parse(number) : part.parse(number);
    },
  };
};
/** The key of a platform by its name: "Apple Music" -> "apple-music". */
export const platformKeys = (): ColumnType => reading(text(), platformKey, 'is no name');
export const currencies = (): ColumnType =>
  reading(
    text(),
    (raw) => (/^[A-Za-z]{3}$/.test(raw.trim()) ? raw.trim().toUpperCase() : null),
    'is not a currency code of three letters',
  );
/** Of an account's number never more than its last four digits. */
export const lastFour = (): ColumnType =>
  reading(text(), (raw) => raw.replace(/\D/g, '').slice(-4) || null, 'is no account number');

const SAY_DATES = {
  dmy: 'day before month',
  mdy: 'month before day',
  named: 'like 2026-10-31; say --dates for others',
} as const;
