import { describe, expect, it } from 'vitest';
import { type BankRow, bankFile, bankStyle, bankZip, loginPage, statsPage } from './distrokid.ts';
import { unzip } from './zip.ts';

const line: BankRow = {
  dateInserted: '2026-09-25',
  reportingDate: '2026-09-24',
  saleMonth: '2026-07',
  store: 'YouTube (Ads)',
  artist: 'ZONE A0 & Sxnctuary',
  title: 'CAFÉ, "TWO"',
  isrc: 'QZTST2600001',
  upc: '0198012345671',
  quantity: '1843',
  teamPercentage: '100',
  type: 'Song',
  country: 'NA',
  withheld: '0',
  earnings: '5.612034170012',
  recoup: '',
};

describe('bankFile', () => {
  it('writes generation 1 as 13 columns between TABs, cells as they are', () => {
    expect(bankFile([line], bankStyle(1)).toString()).toBe(
      'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\t' +
        'Country of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n' +
        '2026-09-24\t2026-07\tYouTube (Ads)\tZONE A0 & Sxnctuary\tCAFÉ, "TWO"\tQZTST2600001\t0198012345671\t1843\t' +
        '100\tSong\tNA\t0\t5.612034170012\n',
    );
  });

  it('writes generation 2 as 15 quoted columns', () => {
    expect(bankFile([line]).toString()).toBe(
      '"Date Inserted","Reporting Date","Sale Month","Store","Artist","Title","ISRC","UPC","Quantity",' +
        '"Team Percentage","Source Type","Country of Sale","Songwriter Royalties Withheld (USD)","Earnings (USD)",' +
        '"Recoup (USD)"\n' +
        '"2026-09-25","2026-09-24","2026-07","YouTube (Ads)","ZONE A0 & Sxnctuary","CAFÉ, ""TWO""","QZTST2600001",' +
        '"0198012345671","1843","100","Song","NA","0","5.612034170012",""\n',
    );
  });

  it('writes the mix: 15 columns that still say Song/Album', () => {
    const [header] = bankFile([], bankStyle('mixed')).toString().split('\n');
    expect(header?.split(',')).toHaveLength(15);
    expect(header).toContain('"Song/Album"');
    expect(header).not.toContain('Source Type');
  });

  it('writes latin-1 with CR alone', () => {
    const bytes = bankFile([line, line], bankStyle(1, { encoding: 'latin-1', newline: '\r' }));
    expect(bytes.includes(0x0a)).toBe(false);
    expect(bytes.filter((byte) => byte === 0x0d)).toHaveLength(3);
    expect(bytes.filter((byte) => byte === 0xc9)).toHaveLength(2);
  });

  it('comes inside a zip, byte for byte', async () => {
    const entries = await unzip(await bankZip([line], bankStyle(2), 'inside.csv'));
    expect(entries.map(({ name }) => name)).toEqual(['inside.csv']);
    expect(entries[0]?.bytes.equals(bankFile([line]))).toBe(true);
  });
});

describe('statsPage', () => {
  const points = [
    { day: '2026-10-01', count: 1210 },
    { day: '2026-10-02', count: 0 },
  ];

  it('writes numbers in quotes and a comma after the last point', () => {
    const page = statsPage({ data: 'streams', points });
    expect(page).toContain('AmCharts.makeChart("trend365day"');
    expect(page.replaceAll(/\s+/g, '')).toContain(
      '"dataProvider":[{"category":"2026-10-01","column-1":"1210"},{"category":"2026-10-02","column-1":"0"},]',
    );
    expect(page.match(/dataProvider/g)).toHaveLength(1);
  });

  it('gives the Apple page several charts and a variable, and the longest holds the days', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ day: `2026-10-${index + 10}`, count: index }));
    const page = statsPage({ data: 'applemusic', points: many, keys: 'field' });
    const arrays = [...page.matchAll(/"dataProvider": \[(.*?)\]/gs)].map(
      ([, body]) => body?.match(/"field"/g)?.length,
    );
    expect(arrays).toEqual([3, 20]);
    expect(page).toMatch(/var chartData = \[[^;]*\];/);
    expect(page).not.toContain('trend365day');
  });
});

describe('loginPage', () => {
  it('has a comma in its first lines and no chart', () => {
    expect(loginPage()).toContain('E-mail, user name');
    expect(loginPage()).not.toContain('dataProvider');
  });
});
