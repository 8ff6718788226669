import { addDays, type Day, dayOf, daysBetween, isDay } from '../../../core/days.ts';
import { monthDaysOf } from './months.ts';

/** The tabs of TikTok's analytics page; each gives its own zip. */
export const TABS = ['Overview', 'Followers', 'Viewers', 'Content'] as const;
export type Tab = (typeof TABS)[number];

/** What the name of a zip tells: `Overview_2025-12-30_1767398400_zone.a0.zip`, or `Followers_zone.a0.zip`. */
export interface ZipName {
  tab: Tab;
  handle: string;
  /** Day of the first row; null in a short name. */
  first: Day | null;
  /** UTC day of the download: on the last row's day, or a few days after it; null in a short name. */
  downloaded: Day | null;
}

const COPY = String.raw`(?: ?\(\d+\))?\.zip$`;
const LONG = new RegExp(
  String.raw`^(${TABS.join('|')})_(\d{4}-\d{2}-\d{2})_(\d{10})_([\p{L}\p{N}._-]+?)${COPY}`,
  'iu',
);
/** All tabs but Overview have been seen with the account alone. Handles have no dash, so a damaged long name is none. */
const SHORT = new RegExp(String.raw`^(Followers|Viewers|Content)_([\p{L}\p{N}._]+?)${COPY}`, 'iu');

const tabOf = (text: string): Tab =>
  TABS.find((tab) => tab.toLowerCase() === text.toLowerCase()) ?? 'Overview';

/** Null where the name was changed. */
export function parseZipName(name: string): ZipName | null {
  const long = LONG.exec(name);
  if (long !== null) {
    const [, tab = '', first = '', epoch = '', handle = ''] = long;
    if (!isDay(first)) return null;
    return { tab: tabOf(tab), handle, first, downloaded: dayOf(new Date(Number(epoch) * 1000)) };
  }
  const short = SHORT.exec(name);
  if (short === null) return null;
  return { tab: tabOf(short[1] ?? ''), handle: short[2] ?? '', first: null, downloaded: null };
}

/** Days from one row to the next, over new year too; 2024 had all 366. Null where one of them is no day. */
export function daysApart(from: string, to: string): number | null {
  const steps = monthDaysOf(from).flatMap((a) =>
    monthDaysOf(to).map((b) => (daysBetween(`2024-${a}`, `2024-${b}`) + 366) % 366),
  );
  return steps.length === 0 ? null : Math.min(...steps);
}

/** TikTok is two days behind; more days than this between where a row should stand and where it would is no export. */
const MOST_DAYS_OFF = 14;

/** The newest day a text without a year can mean by `latest`, when it is at most `most` days older. */
function newestBy(text: string, latest: Day, most: number): Day | undefined {
  const year = Number(latest.slice(0, 4));
  const days = monthDaysOf(text)
    .flatMap((monthDay) => [`${year}-${monthDay}`, `${year - 1}-${monthDay}`])
    .filter((day) => isDay(day) && day <= latest && daysBetween(day, latest) <= most);
  return days.length === 1 ? days[0] : undefined;
}

const notUnderstood = (text: string): { refuse: string } => ({
  refuse: `has the date '${text}', which is not written as TikTok writes days in any language known here: set TikTok Studio to English (like 'August 31') and download it again`,
});

/**
 * The day of a row, whose text has no year. Rows are one a day from the day in the zip's name on; each row's own month
 * and day must agree. Where they do not (a day is left out, or the name's day is not the first row's), the rows are
 * counted back from the download: the last row cannot be later. Both hold only for rows in order, oldest first.
 * @param landed the day the file came, which stands for the download where the name does not tell it.
 */
export function dayOfRow(
  text: string,
  row: { index: number; rows: number },
  name: ZipName,
  landed: Day,
): { day: Day } | { refuse: string } {
  const monthDays = monthDaysOf(text);
  if (monthDays.length === 0) return notUnderstood(text);
  const byPlace = name.first === null ? null : addDays(name.first, row.index);
  if (byPlace !== null && monthDays.includes(byPlace.slice(5))) return { day: byPlace };

  // A day of leeway: the account's zone may be ahead of UTC.
  const latest = addDays(name.downloaded ?? landed, 1 - (row.rows - 1 - row.index));
  const day = newestBy(text, latest, MOST_DAYS_OFF);
  if (day !== undefined) return { day };
  if (byPlace === null)
    return {
      refuse: `has the date '${text}', which does not fit a file downloaded by ${landed}: a zip whose name has no day must be brought within two weeks, so download it again`,
    };
  return {
    refuse: `has the date '${text}', but by its place it should be ${byPlace}: bring the zip as TikTok gave it, under its own name`,
  };
}

/** Oldest day of a file that tells the last week only, before its download. */
const MOST_DAYS_RECENT = 28;

/** The day of a row in a file that tells the days just before its download, several rows a day. */
export function recentDay(text: string, name: ZipName, landed: Day): { day: Day } | { refuse: string } {
  if (monthDaysOf(text).length === 0) return notUnderstood(text);
  const downloaded = name.downloaded ?? landed;
  const day = newestBy(text, addDays(downloaded, 1), MOST_DAYS_RECENT);
  if (day !== undefined) return { day };
  return {
    refuse: `has the date '${text}', which is not in the four weeks before ${downloaded}, when it was downloaded: download it again`,
  };
}

/** An id of TikTok begins with the second it was made: days from it to the day the video shows, uploads planned ahead. */
const MOST_DAYS_PLANNED = 31;
/** Before it there was no page to post on, and ids were others. */
const FIRST_VIDEO = '2014-01-01';

/**
 * The day a video was posted: the month and day of the page, with the year of the video's id. Null where they do not
 * agree, since nothing else tells the year.
 */
export function postedOn(text: string, videoId: string): Day | null {
  const written = text.trim().slice(0, 10);
  if (isDay(written)) return written;
  const made = dayOf(new Date(Number(BigInt(videoId) >> 32n) * 1000));
  if (made < FIRST_VIDEO) return null;
  return newestBy(text, addDays(made, MOST_DAYS_PLANNED), MOST_DAYS_PLANNED + 1) ?? null;
}

/** `https://www.tiktok.com/@zone.a0/video/7412345678901234567` -> the id. */
export const videoIdOf = (link: string): string | null =>
  /\/(?:video|photo|v)\/(\d{6,19})(?!\d)/.exec(link)?.[1] ?? null;
