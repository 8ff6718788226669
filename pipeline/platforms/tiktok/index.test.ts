import { describe, expect, it } from 'vitest';
import type { Document } from '../../kit/read/document.ts';
import tiktok from './index.ts';

const [overview, followers, activity, gender, territories, viewers, content] = tiktok.feeds;
const document = (
  originalName: string,
  entry: string | null,
  header: string[],
  rows: string[] = [],
): Document => ({
  originalName,
  entry,
  format: 'delimited',
  encoding: 'utf-8',
  size: 1,
  head: [header.join(','), ...rows].join('\n'),
  header,
  delimiter: ',',
  bytes: async function* () {
    yield Buffer.from([header.join(','), ...rows].join('\n'));
  },
  text: async () => '',
});
const ZIP = 'Overview_2026-08-01_1786060800_pig1987.zip';
const HEADER = ['Date', 'Video Views', 'Profile Views', 'Likes', 'Comments', 'Shares'];

describe('tiktok', () => {
  it('takes the zip by its header, and the account from its name', () => {
    expect(overview?.detect(document(ZIP, 'Overview.csv', HEADER))).toEqual({ account: 'pig1987' });
    expect(overview?.detect(document(ZIP, 'anything.csv', HEADER))).toEqual({ account: 'pig1987' });
    expect(followers?.detect(document(ZIP, 'Overview.csv', HEADER))).toBeNull();
  });

  it('refuses a CSV that was unpacked or a zip that was renamed, and says what to bring', () => {
    for (const name of ['Overview.csv', 'mine.zip'])
      expect(() => overview?.detect(document(name, null, HEADER))).toThrow(
        /dates in it have no year.*Overview_<first day>_<number>_<account>.zip/,
      );
  });

  const SPANISH = ['Fecha', 'Visualizaciones', 'Visitas', 'Me gusta', 'Comentarios', 'Compartidos'];

  it('reads a header in another language by position, when names and every row agree', () => {
    const good = document(ZIP, 'x/Overview.csv', SPANISH, [
      '1 de agosto,1,2,3,-4,5',
      '2 de agosto,1,undefined,3,4,5',
    ]);
    expect(overview?.detect(good)).toEqual({ account: 'pig1987' });
    expect(overview?.header?.(good)?.cells).toEqual(HEADER);
    expect(overview?.detect(document(ZIP, 'Overview.csv', SPANISH))).toEqual({ account: 'pig1987' });
  });

  it.each([
    ['a row in English, whose header is then a new one', SPANISH, ['August 1,1,2,3,4,5']],
    ['a date that is none', SPANISH, ['1 de agosto,1,2,3,4,5', 'x,1,2,3,4,5']],
    ['a count that is none', SPANISH, ['1 de agosto,1,2,3,4,5 %']],
    ['a row with a cell more', SPANISH, ['1 de agosto,1,2,3,4,5,6']],
    ['a column more', [...SPANISH, 'Guardados'], ['1 de agosto,1,2,3,4,5,6']],
    ['a known name out of place', ['Fecha', 'Likes', 'Visitas', 'a', 'b', 'c'], ['1 de agosto,1,2,3,4,5']],
  ])('refuses by name %s', (_, header, rows) => {
    expect(() => overview?.detect(document(ZIP, 'Overview.csv', header, rows))).toThrow(
      /Overview.csv has the columns Fecha, .*Set TikTok Studio to English/,
    );
  });

  it('leaves a table alone that neither its header nor its names tell', () => {
    const rows = ['1 de agosto,1,2,3,4,5'];
    expect(overview?.detect(document('x.zip', 'Overview.csv', SPANISH, rows))).toBeNull();
    expect(overview?.detect(document(ZIP, 'other.csv', SPANISH, rows))).toBeNull();
    const followersZip = 'Followers_2026-08-01_1786060800_pig1987.zip';
    expect(overview?.detect(document(followersZip, 'Overview.csv', SPANISH, rows))).toBeNull();
  });

  it('tells the seven files apart, each with the account of its zip', () => {
    const headers: [string, string, string[]][] = [
      ['Overview', 'Overview.csv', HEADER],
      [
        'Followers',
        'FollowerHistory.csv',
        ['Date', 'Followers', 'Difference in followers from previous day'],
      ],
      ['Followers', 'FollowerActivity.csv', ['Date', 'Hour', 'Active followers']],
      ['Followers', 'FollowerGender.csv', ['Gender', 'Distribution']],
      ['Followers', 'FollowerTopTerritories.csv', ['Top territories', 'Distribution']],
      ['Viewers', 'Viewers.csv', ['Date', 'Total Viewers', 'New Viewers', 'Returning Viewers']],
      [
        'Content',
        'Content.csv',
        [
          'Time',
          'Video title',
          'Video link',
          'Post time',
          'Total likes',
          'Total comments',
          'Total shares',
          'Total views',
        ],
      ],
    ];
    const feeds = [overview, followers, activity, gender, territories, viewers, content];
    for (const [index, [tab, entry, header]] of headers.entries()) {
      const one = document(`${tab}_2026-08-01_1786060800_zone.a0.zip`, entry, header);
      const takers = feeds.map((feed) => feed?.detect(one) ?? null);
      expect(takers).toEqual(feeds.map((_, at) => (at === index ? { account: 'zone.a0' } : null)));
    }
  });

  it('refuses rows that are not in order, since their place tells the year', async () => {
    const read = async (...rows: string[]) => {
      let count = 0;
      for await (const cells of overview?.read(document(ZIP, 'Overview.csv', HEADER, rows)) ?? [])
        count += cells.rows;
      return count;
    };
    expect(await read('August 1,1,1,1,1,1', 'el 2,1,1,1,1,1', '4 de agosto,1,1,1,1,1')).toBe(3);
    await expect(read('August 2,1,1,1,1,1', 'August 1,1,1,1,1,1')).rejects.toThrow(
      /Line 3: 'August 1' does not follow 'August 2'/,
    );
  });
});
