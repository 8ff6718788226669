import { basename } from 'node:path';

/** Files the earlier pipeline made that are not read, by name, and why: what each has can be had better, or is not so. */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [
    /^tiktok(_analytics_curated)?(_\d+_\d+)?\.csv$|^tiktok.*\.ndjson$/i,
    'its days were given a year by guess, and one follower count was written on all of them. The Overview and Followers zips tell both',
  ],
  [
    /^metaads_campaigns_daily\b|^(campaign_summary|kpi_summary)_/i,
    'it tells totals of campaigns without days, which the days tell already',
  ],
  [
    /^spotify_(song_metrics|tracks_dimension)_curated|^spotify_songs_staging/i,
    'it names songs by id in one file and tells their names in another. The songs JSON tells both',
  ],
];

/** Why a copy is not read, where that is known of it. */
export const whyUnread = (name: string): string | undefined =>
  UNREAD.find(([pattern]) => pattern.test(basename(name)))?.[1];
