import { type Day, daysBetween } from '../../../core/days.ts';
import { delimited, type TextStyle } from './text.ts';
import { type ZipEntry, zip } from './zip.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** "August 31": the language of the page, and no year. */
export const monthDay = (day: Day): string =>
  `${MONTHS[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8))}`;

/** Null is written as the literal `undefined`, which is how TikTok says "not known". */
export interface OverviewDay {
  day: Day;
  views: number | null;
  profileViews: number | null;
  likes: number | null;
  /** Negative on days when more comments went than came. */
  comments: number | null;
  shares: number | null;
}

export interface FollowerDay {
  day: Day;
  followers: number | null;
  /** As written: the difference of the day before. Read followers instead. */
  difference: number | null;
}

/** All TikTok CSVs: BOM, every cell quoted, no newline at the end. */
export const tiktokCsv = (
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  style: Partial<TextStyle> = {},
): Buffer =>
  delimited([header, ...rows.map((row) => row.map((cell) => String(cell ?? 'undefined')))], {
    delimiter: ',',
    quoted: 'all',
    encoding: 'utf-8-bom',
    newline: '\n',
    finalNewline: false,
    ...style,
  });

export const overviewCsv = (days: readonly OverviewDay[]): Buffer =>
  tiktokCsv(
    ['Date', 'Video Views', 'Profile Views', 'Likes', 'Comments', 'Shares'],
    days.map((d) => [monthDay(d.day), d.views, d.profileViews, d.likes, d.comments, d.shares]),
  );

export const followerHistoryCsv = (days: readonly FollowerDay[]): Buffer =>
  tiktokCsv(
    ['Date', 'Followers', 'Difference in followers from previous day'],
    days.map((d) => [monthDay(d.day), d.followers, d.difference]),
  );

/** Shares of a Followers zip, as fractions. */
export const FOLLOWER_SHARES = {
  gender: [
    ['Male', '0.5812'],
    ['Female', '0.3914'],
    ['Other', '0.0274'],
  ],
  territories: [
    ['United States', '0.4127'],
    ['United Kingdom', '0.0893'],
    ['Germany', '0.0641'],
    ['Others', '0.4339'],
  ],
} as const;

/** Followers by the hour over the last seven days. */
export const followerHours = (
  days: readonly FollowerDay[],
): { day: Day; hour: number; active: number | null }[] =>
  days.slice(-7).flatMap(({ day, followers }) =>
    Array.from({ length: 24 }, (_, hour) => ({
      day,
      hour,
      active: followers === null ? null : Math.round(followers * (0.08 + 0.05 * Math.sin((hour - 9) / 3.82))),
    })),
  );

/** The three further files of a Followers zip: hours of the last seven days, and shares as fractions. */
export function followerExtras(days: readonly FollowerDay[]): ZipEntry[] {
  const hours = followerHours(days).map(({ day, hour, active }) => [monthDay(day), hour, active]);
  return [
    { name: 'FollowerActivity.csv', bytes: tiktokCsv(['Date', 'Hour', 'Active followers'], hours) },
    {
      name: 'FollowerGender.csv',
      bytes: tiktokCsv(['Gender', 'Distribution'], FOLLOWER_SHARES.gender),
    },
    {
      name: 'FollowerTopTerritories.csv',
      bytes: tiktokCsv(['Top territories', 'Distribution'], FOLLOWER_SHARES.territories),
    },
  ];
}

export interface TiktokZip {
  handle: string;
  /** Second of the export: on the last row's day, or just after it (UTC). */
  epoch: number;
  /** Consecutive days. */
  overview?: readonly OverviewDay[];
  followers?: readonly FollowerDay[];
}

/**
 * One of the two zips as TikTok Studio gives it: `Overview_<first day>_<epoch>_<handle>.zip`, and `Followers_` alike.
 * @throws Error when the days have a gap: the year of a row is told only by its place.
 */
export async function tiktokZip(of: TiktokZip): Promise<{ name: string; bytes: Buffer }> {
  const days = of.overview ?? of.followers ?? [];
  const first = days[0]?.day;
  if (first === undefined) throw new Error('a TikTok zip has at least one day');
  days.forEach(({ day }, index) => {
    if (daysBetween(first, day) !== index) throw new Error(`days must be consecutive: ${day}`);
  });
  const entries: ZipEntry[] = of.overview
    ? [{ name: 'Overview.csv', bytes: overviewCsv(of.overview) }]
    : [
        { name: 'FollowerHistory.csv', bytes: followerHistoryCsv(of.followers ?? []) },
        ...followerExtras(of.followers ?? []),
      ];
  return {
    name: `${of.overview ? 'Overview' : 'Followers'}_${first}_${of.epoch}_${of.handle}.zip`,
    bytes: await zip(entries),
  };
}
