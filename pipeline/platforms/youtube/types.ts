import { parseNanos } from '../../../core/money.ts';
import { type ColumnType, count, day, money } from '../../kit/types.ts';
import { writtenDay } from '../../kit/written-day.ts';

/** What pages write for "not known". */
const UNKNOWN = ['-', '--', '—', '–'];

/** A whole number, signed: spam that is taken back makes a day's likes negative. */
export const number = (): ColumnType => count({ unknown: UNKNOWN });

/** A day, as `2026-09-20`, `2026-07-20 13:18:00` or `Sep 20, 2026`. */
export const pageDay = (): ColumnType => ({ ...day(), parse: (raw) => day().parse(writtenDay(raw)) });

/** Seconds, of `184`, `3:04` or `1:03:04`; parts of a second are rounded. */
export const clock = (): ColumnType => ({
  ...count(),
  name: 'duration',
  parse: (raw) => {
    const value = raw.trim().replaceAll(',', '');
    if (value === '' || UNKNOWN.includes(value)) return null;
    if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value));
    const match = /^(?:(\d+):)?(\d{1,2}):([0-5]\d)$/.exec(value);
    const [hours = 0, minutes = 0, seconds = 0] = match?.slice(1).map((part) => Number(part ?? 0)) ?? [];
    if (!match || (match[1] !== undefined && minutes > 59))
      return { refuse: 'is not a duration (seconds, or H:MM:SS)' };
    return hours * 3600 + minutes * 60 + seconds;
  },
});

/** A percentage, kept in millionths ("4.9" -> 49000). @param most in percent. */
export const share = ({ most }: { most?: number } = {}): ColumnType => ({
  ...count(),
  name: 'percent',
  parse: (raw) => {
    const value = raw.trim().replace(/ ?%$/, '').replaceAll(',', '');
    if (value === '' || UNKNOWN.includes(value)) return null;
    const nanos = parseNanos(value);
    const millionths = Math.round(Number(nanos) / 100_000);
    if (nanos === null || !Number.isSafeInteger(millionths)) return { refuse: 'is not a percentage' };
    if (most !== undefined && millionths > most * 10_000) return { refuse: `is over ${most} %` };
    return millionths === 0 ? 0 : millionths;
  },
});

/** An amount, with or without thousands commas. */
export const amount = (): ColumnType => ({
  ...money(),
  parse: (raw) => {
    const value = raw.trim();
    if (UNKNOWN.includes(value)) return null;
    return money().parse(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value) ? value.replaceAll(',', '') : value);
  },
});
