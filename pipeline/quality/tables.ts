import { FACTS, type FactTable } from '../../warehouse/kit/facts.ts';

// What the checks must know of the fact tables beyond their columns.

/** A table of days: each series is expected to tell every day. */
export interface DayTable {
  table: FactTable;
  /** SQL over `f`: what makes one series, as a person reads it. */
  series: string;
  /** Columns of which one at least tells that the day is known. */
  tells: readonly string[];
  /** The column that is looked at for outliers. */
  main: string;
}

const platform = (column: string): string => `(SELECT name FROM platforms WHERE id = f.${column})`;
const ARTIST = `coalesce((SELECT a.name FROM artist_credits c JOIN artists a ON a.id = c.artist_id
  WHERE c.artist_name_id = f.artist_name_id ORDER BY a.id LIMIT 1), (SELECT name FROM artist_names WHERE id = f.artist_name_id))`;
const withAccount = (name: string): string =>
  `${name} || CASE f.account WHEN '' THEN '' ELSE ' of ' || f.account END`;

export const DAY_TABLES: readonly DayTable[] = [
  {
    table: 'content_streams',
    series: withAccount(`${platform('platform_id')} || ' by ' || ${platform('distributor_id')}`),
    tells: ['streams'],
    main: 'streams',
  },
  {
    table: 'spotify_audience_daily',
    series: ARTIST,
    tells: ['streams', 'listeners', 'followers'],
    main: 'streams',
  },
  {
    table: 'social_media_daily',
    series: `${withAccount(platform('platform_id'))} || ' (' || f.artifact || ')'`,
    tells: [
      'views',
      'profile_views',
      'followers',
      'reach',
      'viewers',
      'impressions',
      'interactions',
      'followers_gained',
    ],
    main: 'views',
  },
  {
    table: 'track_daily',
    series: `(SELECT title FROM track_names WHERE id = f.track_name_id) || ' at ' || ${platform('platform_id')} || f.territory`,
    tells: ['streams', 'listeners'],
    main: 'streams',
  },
  {
    table: 'link_analytics_daily',
    series: withAccount(platform('platform_id')),
    tells: ['total_views', 'total_clicks'],
    main: 'total_views',
  },
];

/** Counts that a platform may tell below 0: what was taken back on a day, or came less what went. */
const SIGNED = new Set([
  'quantity',
  'likes',
  'dislikes',
  'comments',
  'shares',
  'saves',
  'interactions',
  'engaged_views',
  'followers_gained',
  'followers_lost',
]);
/** Amounts that cannot be below 0. Earnings can: reversals. */
const UNSIGNED_AMOUNTS = new Set(['spend', 'rate']);

/** Value columns of a table that cannot be below 0. */
export const unsignedColumns = (table: FactTable): string[] =>
  FACTS[table].values
    .filter(({ name, is }) => (is === 'integer' && !SIGNED.has(name)) || UNSIGNED_AMOUNTS.has(name))
    .map(({ name }) => name);

/** Tables whose rows are there for one value; what must be known beside it. */
export const MAIN_VALUES: Partial<Record<FactTable, readonly string[]>> = {
  ad_performance_daily: ['spend', 'currency'],
  ad_performance_period: ['spend', 'currency'],
  financial_transactions: ['currency'],
  email_campaigns: ['emails_sent'],
  catalog_tracks: ['share_millionths'],
};

/** Columns that name somebody, and SQL that is true where nobody knows who it is. */
export function unknownNames(table: FactTable): string | null {
  const { key, values } = FACTS[table];
  const names = new Set([...key, ...values].map(({ name }) => name));
  const parts = [
    names.has('track_name_id')
      ? `f.track_name_id IN (SELECT id FROM track_names WHERE artist_name_id IN (${UNKNOWN_CREDITS}))`
      : '',
    names.has('artist_name_id') ? `f.artist_name_id IN (${UNKNOWN_CREDITS})` : '',
    names.has('platform_name_id')
      ? `f.platform_name_id IN (SELECT n.id FROM platform_names n JOIN platforms p ON p.id = n.platform_id WHERE p.known = 0)`
      : '',
    names.has('territory') ? `f.territory IN (SELECT code FROM territories WHERE known = 0)` : '',
  ].filter(Boolean);
  return parts.length === 0 ? null : `(${parts.join(' OR ')})`;
}

const UNKNOWN_CREDITS = `SELECT c.artist_name_id FROM artist_credits c JOIN artists a ON a.id = c.artist_id
  WHERE a.status = 'unknown'`;
