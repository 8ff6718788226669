import { type ColumnType, country } from './types.ts';

/** Names that statements write otherwise than the English list of regions does. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'bosnia and herzegovina': 'BA',
  burma: 'MM',
  'cabo verde': 'CV',
  'cape verde': 'CV',
  'cote d ivoire': 'CI',
  'czech republic': 'CZ',
  'great britain': 'GB',
  'hong kong': 'HK',
  'ivory coast': 'CI',
  'korea republic of': 'KR',
  'korea south': 'KR',
  macau: 'MO',
  macedonia: 'MK',
  'moldova republic of': 'MD',
  myanmar: 'MM',
  palestine: 'PS',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  swaziland: 'SZ',
  'taiwan province of china': 'TW',
  turkey: 'TR',
  uk: 'GB',
  'united states of america': 'US',
  usa: 'US',
  'viet nam': 'VN',
};

let byName: ReadonlyMap<string, string> | undefined;

/**
 * The code of a country as statements write it: "DE", "de", "Germany", "Côte d’Ivoire". 'NA' is Namibia; '' stays ''.
 * A text nobody knows comes back as it was, so that the type `country` refuses it with its row.
 */
export function countryCode(text: string): string {
  const plain = text.trim();
  if (/^[A-Za-z]{2}$/.test(plain)) return foldName(plain) === 'uk' ? 'GB' : plain.toUpperCase();
  byName ??= new Map([...regionNames(), ...Object.entries(OTHER_NAMES)]);
  return byName.get(foldName(plain)) ?? plain;
}

function* regionNames(): Generator<[string, string]> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      // Codes that were given up ("DD") have the names of others, or mean no country.
      if (Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}` || NO_COUNTRY.has(code)) continue;
      const name = names.of(code);
      if (name !== undefined) yield [foldName(name), code];
    }
  }
}

const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

const foldName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/\bst\.?\s/g, 'saint ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

/** A country by its code or its English name. */
export const namedCountry = (): ColumnType => {
  const codes = country();
  return { ...codes, parse: (text) => codes.parse(countryCode(text)) };
};
