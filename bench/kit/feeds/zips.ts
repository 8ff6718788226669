import { addDays } from '../../../core/days.ts';
import { csv } from '../../../sandbox/label/formats/text.ts';
import { monthDay, tiktokCsv, tiktokZip } from '../../../sandbox/label/formats/tiktok.ts';
import { type BenchFile, count, days, type Maker, MOST_DAYS, MOST_NAMES, TODAY, zipped } from './maker.ts';

const EPOCH = Date.parse(`${TODAY}T20:00:00Z`) / 1000;
const tiktok = (tab: string, first: string, handle = 'zone.a0'): string =>
  `${tab}_${first}_${EPOCH}_${handle}.zip`;
const VIDEO = 7_593_820_674_163_100_946n;

const followers =
  (entry: string, header: readonly string[], cells: (index: number) => (string | number)[]): Maker['files'] =>
  (rows) => {
    const bytes = tiktokCsv(
      header,
      Array.from({ length: rows }, (_, index) => cells(index)),
    );
    return zipped(tiktok('Followers', addDays(TODAY, -364)), { name: entry, bytes });
  };

/** A week is all TikTok tells of hours, so many accounts have one each. */
const HOURS = 168;
async function activity(rows: number): Promise<readonly BenchFile[]> {
  const week = days(7);
  const files: BenchFile[] = [];
  for (let account = 0; account * HOURS < rows; account++) {
    const cells = week.flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => [monthDay(day), hour, 1 + count(account + hour)]),
    );
    const bytes = tiktokCsv(['Date', 'Hour', 'Active followers'], cells);
    files.push(
      ...(await zipped(tiktok('Followers', addDays(TODAY, -364), `handle${account}`), {
        name: 'FollowerActivity.csv',
        bytes,
      })),
    );
  }
  return files;
}

const studio = (
  view: string,
  from: string,
  entry: string,
  header: string,
  rows: string[][],
): Promise<readonly BenchFile[]> =>
  zipped(`${view} ${from}_${TODAY} PIG1987.zip`, { name: entry, bytes: csv([header.split(','), ...rows]) });

const id = (index: number): string => `v${String(index).padStart(10, '0')}`;

/** Zips of TikTok and YouTube Studio. */
export const ZIPS: readonly Maker[] = [
  {
    feed: 'tiktok_overview',
    most: MOST_DAYS,
    files: async (rows) => [
      await tiktokZip({
        ...{ handle: 'zone.a0', epoch: EPOCH },
        overview: days(rows).map((day, index) => ({
          day,
          views: count(index),
          profileViews: 9,
          likes: count(index, 90),
          comments: 2,
          shares: 3,
        })),
      }),
    ],
  },
  {
    feed: 'tiktok_followers',
    most: MOST_DAYS,
    files: (rows) => {
      const cells = days(rows).map((day, index) => [monthDay(day), 9_000 + index, 1]);
      const bytes = tiktokCsv(['Date', 'Followers', 'Difference in followers from previous day'], cells);
      return zipped(tiktok('Followers', addDays(TODAY, 1 - rows)), { name: 'FollowerHistory.csv', bytes });
    },
  },
  {
    feed: 'tiktok_viewers',
    most: MOST_DAYS,
    files: (rows) => {
      const cells = days(rows).map((day, index) => [monthDay(day), 10 + count(index), 6, 4]);
      const bytes = tiktokCsv(['Date', 'Total Viewers', 'New Viewers', 'Returning Viewers'], cells);
      return zipped(tiktok('Viewers', addDays(TODAY, 1 - rows)), { name: 'Viewers.csv', bytes });
    },
  },
  { feed: 'tiktok_activity', most: 20_000, files: activity },
  {
    feed: 'tiktok_gender',
    most: MOST_NAMES,
    files: followers('FollowerGender.csv', ['Gender', 'Distribution'], (index) => [
      `Group ${index}`,
      '0.0001',
    ]),
  },
  {
    feed: 'tiktok_territories',
    most: MOST_NAMES,
    files: followers('FollowerTopTerritories.csv', ['Top territories', 'Distribution'], (index) => [
      `Land ${index}`,
      '0.0001',
    ]),
  },
  {
    feed: 'tiktok_content',
    most: MOST_NAMES,
    files: (rows) => {
      const link = (index: number): string =>
        `https://www.tiktok.com/@zone.a0/video/${VIDEO + BigInt(index) * 1_000_003n}`;
      const cells = Array.from({ length: rows }, (_, index) => [
        monthDay(TODAY),
        `video ${index}`,
        link(index),
        'January 10',
        1,
        2,
        3,
        10 + count(index),
      ]);
      const header = [
        'Time',
        'Video title',
        'Video link',
        'Post time',
        'Total likes',
        'Total comments',
        'Total shares',
        'Total views',
      ];
      return zipped(tiktok('Content', TODAY), { name: 'Content.csv', bytes: tiktokCsv(header, cells) });
    },
  },
  {
    feed: 'youtube_channel_days',
    most: MOST_DAYS,
    files: (rows) =>
      studio(
        'Date',
        addDays(TODAY, 1 - rows),
        'Table data.csv',
        'Date,Views,Watch time (hours),Likes,Shares',
        days(rows).map((day, index) => [day, String(count(index)), '8.10', '3', '1']),
      ),
  },
  {
    feed: 'youtube_video_days',
    most: MOST_NAMES,
    files: (rows) => {
      const window = days(28);
      const cells = Array.from({ length: rows }, (_, index) => [
        ...[
          window[index % 28] as string,
          id(Math.floor(index / 28)),
          `Video ${Math.floor(index / 28)}`,
          'Mar 13, 2026',
          '184',
          String(count(index)),
        ],
      ]);
      return studio(
        'Content',
        window[0] as string,
        'Chart data.csv',
        'Date,Content,Video title,Video publish time,Duration,Views',
        cells,
      );
    },
  },
  {
    feed: 'youtube_videos',
    most: MOST_NAMES,
    files: (rows) => {
      const cells = Array.from({ length: rows }, (_, index) => [
        id(index),
        `Video ${index}`,
        'Mar 13, 2026',
        '184',
        String(count(index)),
        '1.50',
        '900',
      ]);
      return studio(
        'Content',
        '2026-10-04',
        'Table data.csv',
        'Content,Video title,Video publish time,Duration,Views,Watch time (hours),Impressions',
        cells,
      );
    },
  },
];
