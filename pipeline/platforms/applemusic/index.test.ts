import { describe, expect, it } from 'vitest';
import type { Document } from '../../kit/read/document.ts';
import { days, songs } from './songs.ts';

const document = (originalName: string, header: string[]): Document => ({
  originalName,
  entry: null,
  format: 'delimited',
  encoding: 'utf-8',
  size: 1,
  head: header.join(','),
  header,
  delimiter: ',',
  bytes: async function* () {},
  text: async () => '',
});
const HEADER = ['Song', 'Plays', 'Avg. Daily Listeners', 'Shazam Count'];
const MONTH = 'songs_1700256678_2026-09-05_2026-10-04.csv';
const DAY = 'songs_1700256678_2026-10-04_2026-10-04.csv';

describe('Apple Music for Artists', () => {
  it('takes a window for songs, a day or a column of days for days, and nothing for both', () => {
    for (const [name, header, feed, other] of [
      [MONTH, HEADER, songs, days],
      [DAY, HEADER, days, songs],
      [MONTH, ['Date', ...HEADER], days, songs],
    ] as const) {
      expect(feed.detect(document(name, [...header]))).toEqual({ account: '1700256678' });
      expect(other.detect(document(name, [...header]))).toBeNull();
    }
    expect(days.detect(document('trends.csv', ['Date', ...HEADER]))).toEqual({ account: '' });
  });

  it('refuses a window nobody can tell, and another language, with what to do', () => {
    expect(() => songs.detect(document('download.csv', HEADER))).toThrow(
      /Name it songs_<artist id>_<first day>/,
    );
    expect(() => songs.detect(document(MONTH, ['Morceau', 'Écoutes', 'Achats']))).toThrow(
      /the columns Morceau, Écoutes, Achats. Set Apple Music for Artists to English/,
    );
  });

  it('leaves tables of others alone', () => {
    for (const header of [
      ['Song', 'Plays'],
      ['song', 'listeners', 'streams', 'saves', 'release_date'],
    ])
      for (const feed of [songs, days]) expect(feed.detect(document('x.csv', header))).toBeNull();
  });
});
