import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import {
  bank,
  type Count,
  MONTHS,
  page,
  plantFacts,
  qualityOf,
  sold,
  stats,
  steady,
} from './support/quality.ts';

// Every check of the data passes on clean files brought through the front door, and does not on planted ones.

let lake: TestLake;
beforeEach(() => {
  lake = testLake(LABEL, '2026-11-22T17:00:00Z');
});
afterEach(() => lake.remove());

const result = (source: string, check: string) => qualityOf(lake, source, check);
const counts = (source: string, check: string): (number | undefined)[] => [
  result(source, check)?.passed,
  result(source, check)?.total,
];
const plant = (sql: string) => plantFacts(lake, sql);

describe('days', () => {
  it('pass whole, and fail by the holes, the unlike days and the thin days that are planted', async () => {
    await lake.bring(stats(steady), page('ZONE A0', steady));
    expect(counts('distrokid_stats', 'gaps')).toEqual([45, 45]);
    expect(counts('distrokid_stats', 'outliers')).toEqual([45, 45]);
    expect(counts('spotify_audience', 'gaps')).toEqual([45, 45]);

    lake.remove();
    lake = testLake(LABEL, '2026-11-22T17:00:00Z');
    await lake.bring(
      stats((day, at) => (at >= 10 && at < 13 ? null : day === '2026-10-21' ? 50_000 : steady(day, at))),
    );
    expect(counts('distrokid_stats', 'gaps')).toEqual([42, 45]);
    expect(result('distrokid_stats', 'gaps')?.detail.examples).toEqual([
      'Spotify by DistroKid: 2026-10-11 to 2026-10-13 (3 days) missing',
    ]);
    // The three days at the beginning have fewer than 14 known days within 14 days.
    expect(counts('distrokid_stats', 'outliers')).toEqual([38, 39]);
    expect(result('distrokid_stats', 'outliers')?.detail.examples?.[0]).toContain('2026-10-21 has 50000');
  });

  it('compare distributors with the page, to both sides', async () => {
    await lake.bring(stats(steady), page('ZONE A0', steady));
    expect(counts('distrokid_stats', 'variance')).toEqual([2, 2]);
    expect(counts('distrokid_stats', 'above-page')).toEqual([2, 2]);
    // A fifth more than the page in November: told twice. A fifth less in October: something is not brought.
    await lake.bring(
      stats(
        (day, at) => Math.round((steady(day, at) ?? 0) * (day < '2026-11-01' ? 0.8 : 1.2)),
        'streams_stats_20261122_030000.html',
      ),
    );
    expect(counts('distrokid_stats', 'variance')).toEqual([0, 2]);
    expect(counts('distrokid_stats', 'above-page')).toEqual([1, 2]);
    expect(result('distrokid_stats', 'above-page')?.detail.examples?.[0]).toMatch(
      /^2026-11, 14 days: .* \(\+20\.0 %\)$/,
    );
  });

  it('of an artist under two spellings count once, and are told', async () => {
    await lake.bring(page('ZONE A0', steady));
    expect(counts('spotify_audience', 'duplicates')).toEqual([45, 45]);
    await lake.bring(page('zone.a0', (day, at) => (at === 0 ? 1001 : steady(day, at))));
    expect(lake.rows('SELECT count(DISTINCT artist_name_id) FROM spotify_audience_daily')).toEqual([[2]]);
    expect(counts('spotify_audience', 'duplicates')).toEqual([45, 90]);
  });

  it('tell a page that has fewer series than usual', async () => {
    const more =
      (by: number): Count =>
      (_, at) =>
        1000 + by + (at % 7);
    await lake.bring(page('ZONE A0', more(1)), page('PIG1987', more(2)), page('DEEPCURSE', more(3)));
    expect(counts('spotify_audience', 'volume')).toEqual([7, 7]);
    await plant(`DELETE FROM spotify_audience_daily WHERE date IN ('2026-11-10', '2026-11-11') AND artist_name_id IN
      (SELECT id FROM artist_names WHERE name IN ('PIG1987', 'DEEPCURSE'))`);
    expect(counts('spotify_audience', 'volume')).toEqual([5, 7]);
  });
});

describe('statements', () => {
  it('pass, and fail by the month that is missing, the store nobody knows and the rate of another world', async () => {
    await lake.bring(bank());
    for (const check of ['known', 'signs', 'names', 'refused', 'duplicates'])
      expect([check, ...counts('distrokid_bank', check)]).toEqual([check, 9, 9]);
    expect(counts('distrokid_bank', 'gaps')).toEqual([9, 9]);
    expect(counts('distrokid_bank', 'outliers')).toEqual([6, 6]);
    expect(counts('distrokid_bank', 'totals')).toEqual([1, 1]);
    expect(counts('distrokid_bank', 'volume')).toEqual([1, 1]);

    lake.remove();
    lake = testLake(LABEL, '2026-11-22T17:00:00Z');
    const wrong = MONTHS.filter((month) => month !== '2026-07').map((month) =>
      sold(month, month === '2026-03' ? { earnings: '600.0' } : {}),
    );
    await lake.bring(
      bank([
        ...wrong,
        ...Array.from({ length: 5 }, (_, at) =>
          sold('2026-06', { country: ['DE', 'FR', 'GB', 'ES', 'IT'][at] ?? '' }),
        ),
        sold('2026-02', { store: 'Nobody Knows FM' }),
        sold('2026-02', { quantity: 'many' }),
      ]),
    );
    expect(counts('distrokid_bank', 'gaps')).toEqual([8, 9]);
    expect(counts('distrokid_bank', 'names')).toEqual([13, 14]);
    expect(result('distrokid_bank', 'names')?.detail.examples?.[0]).toContain('at Nobody Knows FM');
    expect(counts('distrokid_bank', 'refused')).toEqual([14, 15]);
    expect(counts('distrokid_bank', 'outliers')).toEqual([4, 5]);
    expect(result('distrokid_bank', 'outliers')?.detail.examples).toEqual([
      'Spotify: 2026-03 pays 100.0 times its usual a play',
    ]);
  });

  it('fail by an amount that is not known, a sign that cannot be, and money that is gone', async () => {
    await lake.bring(bank());
    await plant(`UPDATE revenue_transactions SET amount = NULL WHERE sale_month = '2026-01';
      UPDATE revenue_transactions SET quantity = -quantity WHERE sale_month = '2026-02';
      DELETE FROM revenue_transactions WHERE sale_month = '2026-03'`);
    expect(counts('distrokid_bank', 'known')).toEqual([7, 8]);
    expect(counts('distrokid_bank', 'signs')).toEqual([7, 8]);
    expect(counts('distrokid_bank', 'totals')).toEqual([0, 1]);
    expect(result('distrokid_bank', 'totals')?.detail).toEqual({
      examples: ['bank.tsv: 8 of its 9 rows are there'],
      money: ['bank.tsv: 12.00 USD of its total is not there'],
    });
  });

  it('tie over corrections and withdrawn lines too', async () => {
    await lake.bring(bank());
    // June is corrected, and July is told no more by the next issue of its statement.
    await lake.bring(
      bank(
        MONTHS.map((month) => sold(month, month === '2026-06' ? { earnings: '7.5' } : {})),
        'again.tsv',
      ),
    );
    expect(lake.rows('SELECT corrected, unchanged FROM files ORDER BY id')).toEqual([
      [0, 0],
      [1, 8],
    ]);
    expect(counts('distrokid_bank', 'totals')).toEqual([1, 1]);
    await plant(`UPDATE changes SET old_value = '1'`);
    expect(counts('distrokid_bank', 'totals')).toEqual([0, 1]);
  });

  it('of one track under two spellings in two files are told twice', async () => {
    const rows = MONTHS.map((month) => sold(month));
    await lake.bring(bank(rows), bank([sold('2026-05', { artist: 'PIG 1987' })], 'other.tsv'));
    expect(counts('distrokid_bank', 'duplicates')).toEqual([9, 10]);
  });

  it('of two distributors for one track, month and store are told, by what they stand for', async () => {
    await lake.bring(bank([sold('2026-06'), sold('2026-06', { store: 'Apple Music' }), sold('2026-05')]));
    expect(result('distrokid_bank', 'two-distributors')).toBeUndefined();
    await lake.bring(['lifetime_statement_5f0c2f0e_2026-09_77.csv', soundcloud('Spotify')]);
    expect(counts('distrokid_bank', 'partner-twice')).toEqual([0, 1]);
    expect(counts('soundcloud_statement', 'partner-twice')).toEqual([0, 1]);
    expect(counts('distrokid_bank', 'two-distributors')).toEqual([1, 1]);
    expect(counts('distrokid_bank', 'apple-twice')).toEqual([1, 1]);
    expect(result('soundcloud_statement', 'partner-twice')?.detail.examples).toEqual([
      '"NEON ABATTOIR" of 2026-06 at Spotify: DistroKid and SoundCloud',
    ]);
    // The same tables with another distributor than SoundCloud.
    await plant(`INSERT OR IGNORE INTO platforms (id, key, name, known) VALUES (77, 'toolost', 'TooLost', 1);
      UPDATE revenue_transactions SET distributor_id = 77 WHERE distributor_id = (SELECT id FROM platforms WHERE key = 'soundcloud')`);
    expect(counts('distrokid_bank', 'two-distributors')).toEqual([1, 2]);
    await plant(`UPDATE revenue_transactions SET platform_name_id = (SELECT id FROM platform_names WHERE name = 'Apple Music')
      WHERE distributor_id = 77`);
    expect(counts('distrokid_bank', 'apple-twice')).toEqual([0, 1]);
  });
});

const soundcloud = (partner: string): string =>
  `Account ID\n5f0c2f0e\nRevenue (USD),Split Pay Share (%),Revenue Share (%),Reporting Period,Accounting Period,Partner,Country,Units,Track,Artist(s),ISRC,UPC,Plan\n3.10,,,2026-06,2026-09,${partner},US,1000,NEON ABATTOIR,PIG1987,QZTST2600001,,\n`;
