import type { Cells } from '../cells.ts';
import { countryCode } from '../countries.ts';
import { country } from '../types.ts';
import type { FieldKind } from './shape.ts';
import { dayIn, monthIn, plainNumber } from './values.ts';

const MOST_TEXTS = 2000;
/** Texts that mean "not known" tell nothing of a column. */
const NOT_KNOWN = new Set(['', '-', '--', 'n/a', 'none', 'null']);

/** What the texts of a column are: shares of its distinct texts, 0 to 1. */
export interface Profile {
  /** Distinct texts looked at, empty ones not counted. */
  texts: number;
  /** The first of them. */
  samples: readonly string[];
  share: Readonly<Record<FieldKind, number>>;
  dmy: number;
  mdy: number;
  /** Days of numbers alone, which an order must be told for. */
  numberDays: number;
  comma: number;
  point: number;
  /** "€", "£" or a code of three letters that stands in all of them; '' where none does. */
  currency: string;
}

export function profileOf(column: Cells['columns'][number] | undefined): Profile {
  const texts: string[] = [];
  for (let id = 0; column && id < Math.min(column.texts.size, MOST_TEXTS); id++) {
    const text = column.texts.at(id).trim();
    if (!NOT_KNOWN.has(text.toLowerCase())) texts.push(text);
  }
  const share = (is: (text: string) => boolean): number =>
    texts.length === 0 ? 0 : texts.filter(is).length / texts.length;
  const day = (text: string) => dayIn(text, 'dmy') !== null || dayIn(text, 'mdy') !== null;
  const number = (text: string) => isNumber(text);
  return {
    texts: texts.length,
    samples: texts.slice(0, 3),
    share: {
      day: share(day),
      month: share((text) => monthIn(text, 'dmy') !== null || monthIn(text, 'mdy') !== null),
      'day-or-month': share((text) => day(text) || monthIn(text, 'named') !== null),
      money: share((text) => number(text) && !/^\d{12,}$/.test(text)),
      count: share(
        (text) =>
          /^[+-]?[\d.,'\s]+$/.test(text) &&
          number(text) &&
          !/[.,]\d{1,2}$/.test(text) &&
          !/^\d{12,}$/.test(text),
      ),
      rate: share((text) => number(text) && (text.endsWith('%') || Math.abs(Number(text)) <= 1)),
      isrc: share((text) => /^[A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5}$/i.test(text)),
      upc: share((text) => /^\d{11,14}$/.test(text)),
      country: share((text) => typeof country().parse(countryCode(text)) === 'string'),
      currency: share((text) => CURRENCIES.has(text.toUpperCase())),
      platform: share((text) => /\p{L}/u.test(text)),
      'account-number': share((text) => /\d{4}$/.test(text.replace(/\s/g, ''))),
      text: share((text) => /\p{L}/u.test(text)),
    },
    dmy: share((text) => dayIn(text, 'dmy') !== null),
    mdy: share((text) => dayIn(text, 'mdy') !== null),
    numberDays: share((text) => day(text) && dayIn(text, 'named') === null),
    comma: share((text) => /\d,(?:\d{1,2}|\d{4,})\D*$/.test(text) && plainNumber(text, 'comma') !== null),
    point: share((text) => /\d?\.(?:\d{1,2}|\d{4,})\D*$/.test(text) && plainNumber(text, 'point') !== null),
    currency: currencyIn(texts),
  };
}

const isNumber = (text: string): boolean =>
  plainNumber(text, 'point') !== null || plainNumber(text, 'comma') !== null;

function currencyIn(texts: readonly string[]): string {
  for (const [sign, code] of [
    ['€', 'EUR'],
    ['£', 'GBP'],
  ] as const) {
    if (texts.length > 0 && texts.every((text) => text.includes(sign))) return code;
  }
  return '';
}

export const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
