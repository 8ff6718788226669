import { isDay, isMonth } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';

/** What a type makes of a text: a value, null for "not known", or the reason it is refused. */
export type Typed = string | number | null | { refuse: string };

/** A column type: runs once per distinct text. */
export interface ColumnType {
  name: string;
  /** How values are kept: text, a whole number, or money as whole 1e-9 units (exact up to 9 million of a currency). */
  storage: 'text' | 'integer' | 'nanos';
  /** Type of the curated column. */
  duckdb: string;
  parse(text: string): Typed;
}

const notKnown = (text: string): boolean => text === '';

/** Text as written, blanks at the ends cut. `unknown` lists texts that mean "not known": ['', 'n/a']. */
export const text = (options: { unknown?: readonly string[] } = {}): ColumnType => ({
  name: 'text',
  storage: 'text',
  duckdb: 'VARCHAR',
  parse: (raw) => {
    const value = raw.trim();
    return options.unknown?.includes(value) ? null : value;
  },
});

/** `YYYY-MM-DD`. */
export const day = (): ColumnType => ({
  name: 'day',
  storage: 'text',
  duckdb: 'DATE',
  parse: (raw) => {
    const value = raw.trim();
    if (notKnown(value)) return null;
    return isDay(value) ? value : { refuse: 'is not a day (YYYY-MM-DD)' };
  },
});

/** `YYYY-MM`. */
export const month = (): ColumnType => ({
  name: 'month',
  storage: 'text',
  duckdb: 'VARCHAR',
  parse: (raw) => {
    const value = raw.trim();
    if (notKnown(value)) return null;
    return isMonth(value) ? value : { refuse: 'is not a month (YYYY-MM)' };
  },
});

/** A whole number, signed, thousands commas allowed. `unknown` lists texts that mean "not known". */
export const count = (options: { min?: number; unknown?: readonly string[] } = {}): ColumnType => ({
  name: 'count',
  storage: 'integer',
  duckdb: 'BIGINT',
  parse: (raw) => {
    const value = raw.trim();
    if (notKnown(value) || options.unknown?.includes(value)) return null;
    if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0+)?$/.test(value)) return { refuse: 'is not a whole number' };
    const number = Number(value.replaceAll(',', ''));
    if (!Number.isSafeInteger(number)) return { refuse: 'is too large' };
    if (options.min !== undefined && number < options.min) return { refuse: `is below ${options.min}` };
    return number === 0 ? 0 : number;
  },
});

/** An amount in the feed's currency. */
export const money = (): ColumnType => ({
  name: 'money',
  storage: 'nanos',
  duckdb: 'DECIMAL(18, 9)',
  parse: (raw) => {
    const value = raw.trim();
    if (notKnown(value)) return null;
    const nanos = parseNanos(value);
    if (nanos === null) return { refuse: 'is not an amount' };
    const number = Number(nanos);
    return Number.isSafeInteger(number) ? number : { refuse: 'is over 9 million' };
  },
});

/** A percentage from 0 to 100, kept in millionths ("50" -> 500000). */
export const percent = (): ColumnType => ({
  name: 'percent',
  storage: 'integer',
  duckdb: 'INTEGER',
  parse: (raw) => {
    const value = raw.trim().replace(/%$/, '');
    if (notKnown(value)) return null;
    const nanos = parseNanos(value);
    if (nanos === null || nanos < 0n || nanos > 100_000_000_000n)
      return { refuse: 'is not a percentage (0 to 100)' };
    return Math.round(Number(nanos) / 100_000);
  },
});

/** A fraction, kept in millionths ("0.25" -> 250000). It may be over 1: clicks can be more than views. */
export const fraction = (options: { unknown?: readonly string[] } = {}): ColumnType => ({
  name: 'fraction',
  storage: 'integer',
  duckdb: 'BIGINT',
  parse: (raw) => {
    const value = raw.trim();
    if (notKnown(value) || options.unknown?.includes(value)) return null;
    const nanos = parseNanos(value);
    if (nanos === null || nanos < 0n) return { refuse: 'is not a fraction' };
    return Math.round(Number(nanos) / 1000);
  },
});

/** Two capital letters. 'NA' is Namibia, 'OU' is "outside the US". */
export const country = (): ColumnType => ({
  name: 'country',
  storage: 'text',
  duckdb: 'VARCHAR',
  parse: (raw) => {
    const value = raw.trim().toUpperCase();
    if (notKnown(value)) return null;
    return /^[A-Z]{2}$/.test(value) ? value : { refuse: 'is not a country code of two letters' };
  },
});
