import { expect, it } from 'vitest';
import { territoryOf } from '../../../warehouse/kit/territories.ts';
import { LOCALES } from './months.ts';
import { territoryCode } from './territories.ts';

it.each([
  ['DE', 'DE'],
  ['NA', 'NA'],
  ['XK', 'XK'],
  ['United States', 'US'],
  ['Vereinigte Staaten', 'US'],
  ['Estados Unidos', 'US'],
  ['대한민국', 'KR'],
  ['  namibia ', 'NA'],
  ['UK', 'GB'],
  ['Turkey', 'TR'],
  ['Schweiz', 'CH'],
])('%s is %s', (text, code) => expect(territoryCode(text)).toBe(code));

// "DD" is no country any more, "EU" none at all.
it.each(['Others', '', 'ZZ', 'QQ', 'EU', 'DD', 'Atlantis', 'Unknown Region'])('%j is no country', (text) =>
  expect(territoryCode(text)).toBeNull(),
);

it('no language gives a country the code of another', () => {
  const codes = [
    'US',
    'GB',
    'DE',
    'FR',
    'BR',
    'NA',
    'KR',
    'KP',
    'CG',
    'CD',
    'GN',
    'GQ',
    'NE',
    'NG',
    'DM',
    'DO',
    'XK',
  ];
  const wrong: string[] = [];
  for (const locale of LOCALES) {
    const regions = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      expect(territoryOf(code).known).toBe(true);
      const found = territoryCode(regions.of(code) ?? code);
      if (found !== code && found !== null)
        wrong.push(`${locale} ${regions.of(code)}: ${found}, not ${code}`);
    }
  }
  expect(wrong).toEqual([]);
});
