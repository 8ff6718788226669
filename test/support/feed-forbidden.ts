import type { Forbidden } from './feed-cases.ts';

const PLACED: Forbidden = {
  reorder: 'Days have no year: a row is dated by its place.',
  repeat: 'Days have no year: a row is dated by its place.',
  split: { inTwo: 'A day is counted from the first row, or back from the last.' },
};

/** What a format does not allow to be done to its rows, and why; by feed or by `<feed>/<case>` of its fixture. */
export const FORBIDDEN: Readonly<Record<string, Forbidden>> = {
  tiktok_overview: PLACED,
  tiktok_followers: PLACED,
  tiktok_viewers: { ...PLACED, split: 'Days of 0 at the end of a file are not counted yet.' },
  tiktok_activity: {
    reorder: 'Hours of 0 at the end of a file have not been yet.',
    repeat: 'Hours of 0 at the end of a file have not been yet.',
    split: 'Hours of 0 at the end of a file have not been yet.',
  },
  metaads_period: { split: 'A file whose every row is of one day tells days, not spans.' },
  distrokid_stats: {
    reorder: 'Days of 0 at the end of a chart are not reported yet.',
    repeat: 'The chart with the most days is read.',
    split: 'Days of 0 at the end of a chart are not reported yet; and the chart with the most days is read.',
  },
  youtube_videos: {
    split: 'Whether the days in its name are the lifetime is told by the oldest of its videos.',
  },
  toolost_analytics: { split: 'Newest days of 0 are not reported yet.' },
  'capitalone_card/amount-spending-negative-assumed': {
    split: 'Which sign spending has is told by the payments among the rows.',
  },
  'capitalone_card/amount-spending-positive-assumed': {
    split: 'Which sign spending has is told by the payments among the rows.',
  },
};
