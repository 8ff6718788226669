import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tiktokCsv, tiktokZip } from '../sandbox/label/formats/tiktok.ts';
import { zip } from '../sandbox/label/formats/zip.ts';
import { type TestLake, testLake } from './support/import.ts';

// The accounts of TikTok and Instagram through the front door: one zip of four files, one number by two ways.

const FIXTURES = join(import.meta.dirname, '..', 'pipeline', 'platforms');

let lake: TestLake;
beforeEach(() => {
  lake = testLake(undefined, '2026-11-22T23:00:00Z');
});
afterEach(() => lake.remove());

describe('a Followers zip of TikTok', () => {
  const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20'];
  const bytes = () =>
    tiktokZip({
      handle: 'zone.a0',
      epoch: Date.parse('2026-11-22T08:00:00Z') / 1000,
      followers: DAYS.map((day, index) => ({ day, followers: 10_000 + index, difference: 1 })),
    });
  const counts = () =>
    lake.rows(
      `SELECT (SELECT count(*) FROM social_media_daily), (SELECT count(*) FROM audience_hours),
         (SELECT count(*) FROM audience_segments)`,
    );

  it('is four feeds, each with its own landed file; brought again it changes nothing', async () => {
    const one = await bytes();
    const reports = await lake.bring([one.name, one.bytes]);
    expect(reports.map(({ feed, state, rows, loaded }) => [feed, state, rows, loaded]).sort()).toEqual([
      ['tiktok_activity', 'loaded', 72, 72],
      ['tiktok_followers', 'loaded', 3, 3],
      ['tiktok_gender', 'loaded', 3, 3],
      ['tiktok_territories', 'loaded', 4, 4],
    ]);
    expect(counts()).toEqual([[3, 72, 7]]);
    expect(
      lake.rows(
        `SELECT s.as_of, s.breakdown, s.segment, s.territory, s.share_millionths, artist.name
         FROM audience_segments AS s JOIN artist_credits AS c ON c.artist_name_id = s.artist_name_id
         JOIN artists AS artist ON artist.id = c.artist_id ORDER BY s.breakdown, s.share_millionths DESC`,
      ),
    ).toEqual([
      ['2026-11-22', 'country', 'Others', '', 433_900, 'ZONE A0'],
      ['2026-11-22', 'country', '', 'US', 412_700, 'ZONE A0'],
      ['2026-11-22', 'country', '', 'GB', 89_300, 'ZONE A0'],
      ['2026-11-22', 'country', '', 'DE', 64_100, 'ZONE A0'],
      ['2026-11-22', 'gender', 'Male', '', 581_200, 'ZONE A0'],
      ['2026-11-22', 'gender', 'Female', '', 391_400, 'ZONE A0'],
      ['2026-11-22', 'gender', 'Other', '', 27_400, 'ZONE A0'],
    ]);
    await lake.bring([one.name, one.bytes]);
    expect(counts()).toEqual([[3, 72, 7]]);
  });

  it('of an account too small for an audience has files without rows, which are no failure', async () => {
    const folder = join(FIXTURES, 'tiktok/fixture/tiktok_followers/japanese-short-name-assumed');
    const name = 'Followers_pig1987 (2).zip';
    const reports = await lake.bring([name, readFileSync(join(folder, name))]);
    expect(reports.map(({ feed, state, rows }) => [feed, state, rows]).sort()).toEqual([
      ['tiktok_activity', 'loaded', 0],
      ['tiktok_followers', 'loaded', 4],
      ['tiktok_gender', 'loaded', 0],
      ['tiktok_territories', 'loaded', 0],
    ]);
    expect(lake.rows('SELECT date, followers FROM social_media_daily ORDER BY date')).toEqual([
      ['2026-11-17', null],
      ['2026-11-18', 9990],
      ['2026-11-19', 9987],
      ['2026-11-20', 10_001],
    ]);
  });

  it('with one file that nobody can read is not taken in, and says which', async () => {
    const bad = await zip([
      {
        name: 'FollowerGender.csv',
        bytes: tiktokCsv(['Género', 'Parte', 'Total'], [['Hombre', '0.5', '9']]),
      },
    ]);
    const [report] = await lake.bring(['Followers_2026-11-18_1795334400_zone.a0.zip', bad]);
    expect(report).toMatchObject({ state: 'quarantined' });
    expect(JSON.stringify(report)).toMatch(/FollowerGender\.csv has the columns Género, Parte, Total/);
  });
});

it('the first of two days that TikTok had not counted is told by the next export, and its zeros are never facts', async () => {
  const viewers = async (day: string, rows: (string | number | null)[][]) =>
    [
      `Viewers_2026-11-16_${Date.parse(`${day}T08:00:00Z`) / 1000}_zone.a0.zip`,
      await zip([
        {
          name: 'Viewers.csv',
          bytes: tiktokCsv(['Date', 'Total Viewers', 'New Viewers', 'Returning Viewers'], rows),
        },
      ]),
    ] as const;
  const VIEWERS =
    'SELECT date, viewers, new_viewers, returning_viewers FROM social_media_daily ORDER BY date';
  await lake.bring(
    await viewers('2026-11-18', [
      ['November 16', 5, 4, 1],
      ['November 17', null, 0, 0],
    ]),
  );
  expect(lake.rows(VIEWERS)).toEqual([
    ['2026-11-16', 5, 4, 1],
    ['2026-11-17', null, null, null],
  ]);
  await lake.bring(
    await viewers('2026-11-19', [
      ['16 de noviembre', 5, 4, 1],
      ['17 de noviembre', 7, 7, 0],
      ['18 de noviembre', 0, 0, 0],
    ]),
  );
  expect(lake.rows(VIEWERS)).toEqual([
    ['2026-11-16', 5, 4, 1],
    ['2026-11-17', 7, 7, 0],
    ['2026-11-18', null, null, null],
  ]);
});

it('a number of Instagram that comes by the page and by the API is one number, the later one', async () => {
  const page = (title: string, value: string) =>
    Buffer.from(`\ufeffsep=,\n"${title}"\n"Date","Primary"\n"2026-11-18T00:00:00","${value}"\n`, 'utf16le');
  const api = JSON.stringify({
    data: [
      {
        name: 'views',
        period: 'day',
        total_value: { value: 8300 },
        id: '17841457215396811/insights/views/day',
      },
      {
        name: 'likes',
        period: 'day',
        total_value: { value: 120 },
        id: '17841457215396811/insights/likes/day',
      },
      {
        name: 'accounts_engaged',
        period: 'day',
        total_value: { value: 9 },
        id: '1/insights/accounts_engaged/day',
      },
    ],
  });
  await lake.bring(
    ['Views-zone.a0.csv', page('Views', '8,226')],
    ['Visits-zone.a0.csv', page('Visits', '54')],
  );
  const [report] = await lake.bring(['insights-ZONE.A0-2026-11-18.json', api]);
  expect(report).toMatchObject({ state: 'loaded', rows: 2, loaded: 2, corrected: 1 });
  expect(JSON.stringify(report)).toMatch(/accounts_engaged/);
  expect(
    lake.rows(
      'SELECT date, account, artifact, views, profile_views, likes FROM social_media_daily ORDER BY artifact',
    ),
  ).toEqual([
    ['2026-11-18', 'zone.a0', 'likes', null, null, 120],
    ['2026-11-18', 'zone.a0', 'profile_views', null, 54, null],
    ['2026-11-18', 'zone.a0', 'views', 8300, null, null],
  ]);
  expect(lake.rows("SELECT name FROM platforms WHERE key = 'instagram'")).toEqual([['Instagram']]);
});
