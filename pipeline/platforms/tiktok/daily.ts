import type { Feed } from '../../kit/platform.ts';
import { dailyFeed } from './feed.ts';
import { isEnglishDay, monthDaysOf } from './months.ts';
import { withoutUnfinished } from './read.ts';

/** `undefined`, or a number as TikTok writes it. */
export const isCount = (text = ''): boolean => text === 'undefined' || /^-?[\d,]+$/.test(text);

/** A day first, then numbers. */
const showsDay = ([date = '', ...counts]: readonly string[]): boolean | 'english' =>
  monthDaysOf(date).length > 0 && counts.every(isCount) && (isEnglishDay(date) ? 'english' : true);

export const overview: Feed = dailyFeed({
  name: 'overview',
  version: 2,
  label: 'TikTok Studio overview',
  tab: 'Overview',
  entry: 'Overview.csv',
  columns: ['Date', 'Video Views', 'Profile Views', 'Likes', 'Comments', 'Shares'],
  marks: ['Date', 'Video Views', 'Profile Views'],
  shows: showsDay,
  counts: {
    views: 'Video Views',
    profile_views: 'Profile Views',
    likes: 'Likes',
    comments: 'Comments',
    shares: 'Shares',
  },
});

const DIFFERENCE = 'Difference in followers from previous day';

export const followers: Feed = dailyFeed({
  name: 'followers',
  version: 2,
  label: 'TikTok Studio followers',
  tab: 'Followers',
  entry: 'FollowerHistory.csv',
  columns: ['Date', 'Followers', DIFFERENCE],
  marks: ['Date', 'Followers', DIFFERENCE],
  shows: showsDay,
  counts: { followers: 'Followers' },
  // It marks the file but is read by nobody: it stands a day off, and follows from the counts.
  ignores: [DIFFERENCE],
});

/** TikTok is two days behind, and may write the day of the download too. */
const MOST_UNFINISHED_DAYS = 3;
const VIEWERS = {
  viewers: 'Total Viewers',
  new_viewers: 'New Viewers',
  returning_viewers: 'Returning Viewers',
};

export const viewers: Feed = dailyFeed({
  name: 'viewers',
  version: 1,
  label: 'TikTok Studio viewers',
  tab: 'Viewers',
  entry: 'Viewers.csv',
  columns: ['Date', ...Object.values(VIEWERS)],
  marks: ['Date', 'Total Viewers', 'New Viewers'],
  shows: showsDay,
  counts: VIEWERS,
  read: (cells) => withoutUnfinished(cells, Object.values(VIEWERS), MOST_UNFINISHED_DAYS),
  // A day whose total is not known has zeros beside it that nobody counted.
  clean: (cells) =>
    cells.viewers?.trim() === 'undefined'
      ? { ...cells, new_viewers: 'undefined', returning_viewers: 'undefined' }
      : cells,
});
