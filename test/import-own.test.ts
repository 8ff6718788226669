import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const BANK_HEADER =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)\n';
const statement = (title: string, isrc: string, upc: string) =>
  `${BANK_HEADER}2026-09-24\t2026-07\tSpotify\tZONE A0\t${title}\t${isrc}\t${upc}\t100\t100\tSong\tUS\t0\t1.5\n`;
const splits = () =>
  lake.rows(
    `SELECT t.title, s.party, s.share_millionths FROM track_splits s JOIN tracks t ON t.id = s.track_id ORDER BY 1, 2`,
  );

describe('the catalog', () => {
  it('gives a track of the statements its release date and split, and a UPC where no statement tells one', async () => {
    await lake.bring(
      ['bank.tsv', statement('HOLD ON', 'QZTST2600002', '0198012345688')],
      [
        'track_catalog_royalty_splits.csv',
        `artist,title,isrc,upc,release_date,release_type,party,royalty_percentage
ZONE A0,Hold On,QZ-TST-26-00002,111111111111,2024-05-03,single,,60
ZONE A0,Hold On,QZ-TST-26-00002,111111111111,2024-05-03,single,Sxnctuary,40
PIG1987,UNTOLD,,222222222222,2026-12-24,single,,100
`,
      ],
    );
    expect(lake.rows('SELECT title, isrc, upc, release_date FROM tracks ORDER BY title')).toEqual([
      ['HOLD ON', 'QZTST2600002', '0198012345688', '2024-05-03'],
      ['UNTOLD', null, '222222222222', '2026-12-24'],
    ]);
    expect(splits()).toEqual([
      ['HOLD ON', 'Sxnctuary', 400_000],
      ['HOLD ON', 'Test Label', 600_000],
      ['UNTOLD', 'Test Label', 1_000_000],
    ]);
  });

  it('gives way to the splits of label.json, track by track', async () => {
    lake.remove();
    lake = testLake({ ...LABEL, splits: [{ title: 'HOLD ON', party: 'Producer', share: 0.25 }] });
    await lake.bring([
      'catalog.csv',
      'artist,title,your_revenue_share\nZONE A0,HOLD ON,0.5\nPIG1987,UNTOLD,0.9\n',
    ]);
    expect(splits()).toEqual([
      ['HOLD ON', 'Producer', 250_000],
      ['UNTOLD', 'Test Label', 900_000],
    ]);
  });

  it('follows a later one, and the label may stand in it by its name', async () => {
    await lake.bring([
      'a.csv',
      'artist,title,release_date,royalty_percentage\nZONE A0,HOLD ON,2024-05-03,50\n',
    ]);
    await lake.bring([
      'b.csv',
      'artist,title,party,release_date,royalty_percentage\nZONE A0,HOLD ON,,2024-05-10,70\nzone.a0,Hold On,Test Label,,80\n',
    ]);
    expect(lake.rows('SELECT release_date FROM tracks')).toEqual([['2024-05-10']]);
    expect(splits()).toEqual([['HOLD ON', 'Test Label', 700_000]]);
  });

  it('is refused when nobody can tell percentages from fractions', async () => {
    const [mixed, ones] = await lake.bring(
      ['a.csv', 'artist,title,royalty_percentage\nZONE A0,ONE,50\nZONE A0,TWO,0.5\n'],
      ['b.csv', 'artist,title,royalty_percentage\nZONE A0,ONE,1\nZONE A0,TWO,1\n'],
    );
    expect(mixed).toMatchObject({
      state: 'quarantined',
      reason: expect.stringMatching(/fractions .* and percentages/),
    });
    expect(ones).toMatchObject({ state: 'quarantined', reason: expect.stringMatching(/1 % or the whole/) });
  });
});

const INCOME = 'date,income_type,source,artist,title,isrc,country,quantity,currency,amount,note\n';

describe('own income', () => {
  const SHOW = '2026-10-03,live,Venue LLC,ZONE A0,,,,,USD,400.00,\n';
  const SHIRTS = '2026-10-03,merch,Venue LLC,ZONE A0,,,,12,USD,180.50,\n';
  const rows = () =>
    lake.rows(
      `SELECT r.sale_month, r.reporting_date, r.income_type, n.name, d.key, r.amount / 1e9, a.name
       FROM revenue_transactions r JOIN platform_names n ON n.id = r.platform_name_id
       JOIN platforms d ON d.id = r.distributor_id JOIN track_names t ON t.id = r.track_name_id
       JOIN artist_names a ON a.id = t.artist_name_id ORDER BY r.income_type, r.amount`,
    );

  it('stands beside the statements, and two payments of one evening in two files are two', async () => {
    await lake.bring(['live.csv', INCOME + SHOW], ['merch.csv', INCOME + SHIRTS]);
    expect(rows()).toEqual([
      ['2026-10', '2026-10-03', 'live', 'Venue LLC', 'own', 400, 'ZONE A0'],
      ['2026-10', '2026-10-03', 'merch', 'Venue LLC', 'own', 180.5, 'ZONE A0'],
    ]);
    // An income of no track makes no track.
    expect(lake.rows('SELECT count(*) FROM tracks')).toEqual([[0]]);
  });

  it('counts once however often the growing list comes, and follows what is changed in it', async () => {
    await lake.bring(['income.csv', INCOME + SHOW]);
    await lake.bring(['income.csv', INCOME + SHOW + SHIRTS]);
    await lake.bring(['income.csv', INCOME + SHIRTS + SHOW.replace('400', '450')]);
    expect(rows().map((row) => (row as unknown[])[5])).toEqual([450, 180.5]);
  });
});

it('own files make the same warehouse when it is built anew', async () => {
  await lake.bring(
    ['income.csv', `${INCOME}2026-10-03,live,Venue LLC,ZONE A0,,,,,USD,400.00,\n`],
    ['catalog.csv', 'artist,title,your_revenue_share,release_date\nZONE A0,HOLD ON,0.5,2024-05-03\n'],
    ['eurofxref-hist.csv', 'Date,USD,JPY,\n2026-11-20,1.0843,163.91,\n2026-11-19,1.0851,N/A,\n'],
  );
  expect(lake.rows('SELECT date, currency, quote, rate, source FROM fx_rates ORDER BY 1, 3')).toEqual([
    ['2026-11-19', 'EUR', 'USD', 1_085_100_000, 'ECB'],
    ['2026-11-20', 'EUR', 'JPY', 163_910_000_000, 'ECB'],
    ['2026-11-20', 'EUR', 'USD', 1_084_300_000, 'ECB'],
  ]);
  const before = hashTables(lake.house.data);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
});
