import { describe, expect, it } from 'vitest';
import { exportOfName, kindOfHeader, wholeAverage } from './clean.ts';

describe('exportOfName', () => {
  it('tells the artist and the window', () => {
    const told = { artist: '1700256678', from: '2015-06-30', to: '2026-10-04' };
    expect(exportOfName('songs_1700256678_2015-06-30_2026-10-04.csv')).toEqual(told);
    expect(exportOfName('Songs_1700256678_2015-06-30_2026-10-04 (3).CSV')).toEqual(told);
  });

  it.each([
    'songs.csv',
    'albums_1700256678_2015-06-30_2026-10-04.csv',
    'songs_1700256678_2026-10-04.csv',
    'songs_1700256678_2026-10-05_2026-10-04.csv',
    'songs_1700256678_2026-02-30_2026-10-04.csv',
  ])('%s tells nothing', (name) => expect(exportOfName(name)).toBeNull());
});

describe('kindOfHeader', () => {
  it.each([
    [['song', 'plays', 'avg. daily listeners'], true, false],
    [['date', 'song title', 'play count', 'shazams'], true, true],
    // Plays of a title are told by many; these are nobody's yet.
    [['song', 'plays'], false, false],
    [['song', 'plays', 'purchases'], false, false],
    [['plays', 'shazams', 'date'], false, true],
    [['morceau', 'écoutes', 'nombre de shazam'], false, false],
  ])('%j', (names, isApple, hasDays) => expect(kindOfHeader(names)).toEqual({ isApple, hasDays }));
});

describe('wholeAverage', () => {
  it.each([
    ['2.5', '3'],
    ['1,234.49', '1234'],
    ['0.2', '0'],
    ['51', '51'],
    ['-', '-'],
    ['2.5.1', '2.5.1'],
    ['', ''],
  ])('%j is %j', (text, whole) => expect(wholeAverage(text)).toBe(whole));
});
