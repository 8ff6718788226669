import { describe, expect, it } from 'vitest';
import { dayOfRow, daysApart, parseZipName, postedOn, recentDay, videoIdOf, type ZipName } from './clean.ts';

const zip = (first: string, downloaded: string): ZipName => ({
  tab: 'Overview',
  handle: 'a',
  first,
  downloaded,
});
const SHORT: ZipName = { tab: 'Followers', handle: 'a', first: null, downloaded: null };
const said = (found: { day: string } | { refuse: string }) => ('day' in found ? found.day : found.refuse);
const dayAt = (text: string, index: number, rows: number, name: ZipName, landed = '1999-01-01') =>
  said(dayOfRow(text, { index, rows }, name, landed));

describe('parseZipName', () => {
  // Names as TikTok gave them; the epochs are 2025-05-27, 2025-06-16 and 2026-08-17 (UTC).
  it.each([
    ['Overview_2024-05-28_1748345895_pig1987.zip', 'Overview', 'pig1987', '2024-05-28', '2025-05-27'],
    ['Followers_2024-06-17_1750084991_zone.a0.zip', 'Followers', 'zone.a0', '2024-06-17', '2025-06-16'],
    ['Viewers_2024-06-17_1750084991_zone.a0.zip', 'Viewers', 'zone.a0', '2024-06-17', '2025-06-16'],
    [
      'overview_2026-06-19_1786934126_two_words.x (2).zip',
      'Overview',
      'two_words.x',
      '2026-06-19',
      '2026-08-17',
    ],
    ['Content_zone.a0.zip', 'Content', 'zone.a0', null, null],
    ['followers_pig_1987 (1).zip', 'Followers', 'pig_1987', null, null],
  ])('%s', (name, tab, handle, first, downloaded) => {
    expect(parseZipName(name)).toEqual({ tab, handle, first, downloaded });
  });

  it.each([
    'Overview.zip',
    'Overview.csv',
    'Overview_2024-02-30_1748345895_pig1987.zip',
    'Overview_2024-05-28_1748345895_.zip',
    'Overview_pig1987.zip',
    'Viewers_2024-02-30_1748345895_pig1987.zip',
    'Content.zip',
    'Likes_2024-05-28_1748345895_pig1987.zip',
  ])('%s tells nothing', (name) => expect(parseZipName(name)).toBeNull());
});

describe('dayOfRow', () => {
  it('takes the place of the row when month and day agree, over new year and leap day', () => {
    expect(dayAt('May 28', 0, 365, zip('2024-05-28', '2025-05-27'))).toBe('2024-05-28');
    expect(dayAt('January 1', 218, 365, zip('2024-05-28', '2025-05-27'))).toBe('2025-01-01');
    expect(dayAt('May 27', 364, 365, zip('2024-05-28', '2025-05-27'))).toBe('2025-05-27');
    expect(dayAt('February 29', 1, 3, zip('2024-02-28', '2024-03-02'))).toBe('2024-02-29');
  });

  it('counts back from the download where the name does not fit the rows', () => {
    const named = zip('2025-06-01', '2026-01-03');
    expect(dayAt('December 30', 0, 3, named)).toBe('2025-12-30');
    expect(dayAt('January 1', 2, 3, named)).toBe('2026-01-01');
    // The account's zone is ahead of UTC.
    expect(dayAt('January 4', 2, 3, named)).toBe('2026-01-04');
  });

  it('refuses rows that neither the name nor the download explains', () => {
    expect(dayAt('February 29', 0, 1, zip('2025-03-01', '2025-03-02'))).toMatch(/by its place/);
    expect(dayAt('March 30', 0, 1, zip('2025-03-01', '2025-03-02'))).toMatch(/by its place/);
  });

  it('takes the day the file came where the name has no day, for two weeks', () => {
    expect(dayAt('January 1', 0, 3, SHORT, '2026-01-04')).toBe('2026-01-01');
    expect(dayAt('December 31', 0, 3, SHORT, '2026-01-04')).toBe('2025-12-31');
    expect(dayAt('January 1', 0, 3, SHORT, '2026-03-04')).toMatch(/brought within two weeks/);
    // Kept for almost a year, it would take the wrong one.
    expect(dayAt('January 1', 0, 3, SHORT, '2026-12-24')).toMatch(/brought within two weeks/);
  });

  it.each(['Augst 31', 'February 30', '2026-08-31', '31/8', ''])('says that %j is no day', (text) => {
    expect(dayAt(text, 0, 1, zip('2026-08-31', '2026-09-01'))).toContain(
      `'${text}', which is not written as TikTok writes days in any language known here`,
    );
  });
});

describe('recentDay', () => {
  it('is the newest such day before the download, in the name or when the file came', () => {
    expect(said(recentDay('31 de diciembre', zip('2025-01-01', '2026-01-02'), '2026-11-01'))).toBe(
      '2025-12-31',
    );
    expect(said(recentDay('December 31', SHORT, '2026-01-02'))).toBe('2025-12-31');
    // The account's zone is ahead of UTC.
    expect(said(recentDay('January 3', SHORT, '2026-01-02'))).toBe('2026-01-03');
    expect(said(recentDay('January 4', SHORT, '2026-01-02'))).toMatch(
      /not in the four weeks before 2026-01-02/,
    );
    expect(said(recentDay('May 4', SHORT, '2026-01-02'))).toMatch(/not in the four weeks/);
    expect(said(recentDay('4 brumaire', SHORT, '2026-01-02'))).toMatch(/not written as TikTok/);
  });
});

describe('postedOn', () => {
  // Ids and days as exports had them.
  it.each([
    ['10 января', '7593820674163100946', '2026-01-10'],
    ['7 января', '7592618226463280400', '2026-01-07'],
    ['10 tháng Tám', '7672373276106181908', '2026-08-10'],
    ['9月6日', '7681870521679564053', '2026-09-06'],
    ['2026-07-12 09:00', '7672373276106181908', '2026-07-12'],
    ['May 10', '7593820674163100946', null],
    ['January 8', '7593820674163100946', null],
    ['undefined', '7593820674163100946', null],
    ['January 1', '123456', null],
  ])('%s with %s is %s', (text, id, day) => expect(postedOn(text, id)).toBe(day));
});

it.each([
  ['https://www.tiktok.com/@zone.a0/video/7593820674163100946', '7593820674163100946'],
  ['https://www.tiktok.com/@a/photo/7593820674163100946?lang=ru', '7593820674163100946'],
  ['https://www.tiktok.com/@a', null],
  ['https://www.tiktok.com/@a/video/1234', null],
  ['', null],
])('the video of %s is %s', (link, id) => expect(videoIdOf(link)).toBe(id));

describe('daysApart', () => {
  it.each([
    ['August 30', 'August 31', 1],
    ['December 31', 'January 1', 1],
    // In a year without the 29th it is one day; the place of the row tells which.
    ['February 28', 'March 1', 2],
    ['May 27', 'May 26', 365],
    ['May 27', 'May 27', 0],
    ['May 27', 'February 30', null],
    ['27 de mayo', 'May 28', 1],
    ['Mai, 27', 'May 28', null],
  ])('%s to %s is %s', (from, to, days) => expect(daysApart(from, to)).toBe(days));
});
