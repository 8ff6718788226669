import { describe, expect, it } from 'vitest';
import { countryCode } from './countries.ts';

describe('countryCode', () => {
  it.each([
    ['DE', 'DE'],
    ['na', 'NA'],
    ['UK', 'GB'],
    ['', ''],
    ['Germany', 'DE'],
    [' united states ', 'US'],
    ['United States of America', 'US'],
    ['Namibia', 'NA'],
    ['Côte d’Ivoire', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Myanmar', 'MM'],
    ['Hong Kong', 'HK'],
    ['St. Lucia', 'LC'],
    ['Trinidad and Tobago', 'TT'],
    ['Korea, Republic of', 'KR'],
    ['Germania', 'Germania'],
    ['European Union', 'European Union'],
  ])('%j is %j', (text, code) => expect(countryCode(text)).toBe(code));

  it('knows the names that the runtime itself gives', () => {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
    const codes = [
      'AF',
      'AX',
      'BR',
      'CD',
      'CG',
      'CZ',
      'GE',
      'KP',
      'MM',
      'NA',
      'PS',
      'SZ',
      'TW',
      'VA',
      'VN',
      'ZW',
    ];
    expect(codes.map((code) => countryCode(names.of(code) ?? ''))).toEqual(codes);
  });
});
