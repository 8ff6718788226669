import {
  artistByName,
  type DimensionAccess,
  listed,
  plainText,
  platforms,
  type TableAccess,
  trackName,
} from './compile-access.ts';

// Pages that are read now and then: posts and videos, playlists, visits of single links.

/** What a window of counting is called; "2026-10-31..2026-11-27" is 28 days. SQL over a column `period`. */
export const WINDOW = `CASE WHEN period IN ('lifetime', 'all') THEN 'lifetime' WHEN period = '' THEN 'not told'
    WHEN period = '1year' THEN '1 year' WHEN period = '1day' THEN '1 day'
    WHEN period GLOB '[0-9]*day' THEN replace(period, 'day', ' days')
    WHEN instr(period, '..') > 0
      THEN CAST(julianday(substr(period, -10)) - julianday(substr(period, 1, 10)) + 1 AS INTEGER) || ' days'
    ELSE period END`;

/** A post or video: the platform's id is its own only inside an account. */
export const POST = "platform_id || '/' || account || '/' || item";

/** What a post without words is called, as SQL: "2026-11-20 · untitled". */
export const untitled = (title: string, day: string): string =>
  `coalesce(nullif(trim(${title}), ''), coalesce(${day} || ' · ', '') || 'untitled')`;

/** `names`: SQL of a table with post_key and name, of the days of the question alone. */
const postOf = (names: string): DimensionAccess => ({
  raw: 'post_key',
  joins: [{ table: names, as: 'post', on: 'post.post_key = g.post_key' }],
  id: 'g.post_key',
  name: 'post.name',
  keep: (parameter) => `f.post_key IN ${listed(parameter)}`,
});

/** Platforms of which every post is a video. */
const videoOf = (names: string): DimensionAccess => ({
  ...postOf(names),
  concerns: "f.platform_id IN (SELECT id FROM platforms WHERE key IN ('tiktok', 'youtube'))",
});

const READ_POSTS = `(SELECT post_key, ${untitled('title', 'published_on')} AS name FROM (
  SELECT ${POST} AS post_key, title, published_on, max(as_of) FROM content_snapshots
  WHERE as_of BETWEEN @from AND @to GROUP BY 1))`;

const DAILY_POSTS = `(SELECT post_key, ${untitled('title', 'NULL')} AS name FROM (
  SELECT ${POST} AS post_key, title, max(date) FROM content_daily WHERE date BETWEEN @from AND @to GROUP BY 1))`;

const playlist: DimensionAccess = {
  raw: 'playlist_key',
  joins: [],
  id: 'g.playlist_key',
  name: "substr(g.playlist_key, 1, instr(g.playlist_key, ' / ') - 1)",
  keep: (parameter) => `f.playlist_key IN ${listed(parameter)}`,
};

/** Its title and who keeps it, as SQL; the title may hold anything but an author is needed to tell two apart. */
export const PLAYLIST = "replace(playlist, ' / ', '/') || ' / ' || author";

export const PAGE_TABLES: Record<
  'content_readings' | 'content_daily' | 'playlist_readings' | 'link_visits_daily',
  TableAccess
> = {
  // Of each account as its page was read last in the period: where that reading tells lifetime counts, each post's newest
  // of those (a page names some posts, never all); else the posts of that one window, for windows overlap.
  content_readings: {
    order: ['as_of'],
    series: null,
    facts: ['content_snapshots'],
    accounts: "f.platform_id || '/' || f.account",
    reach: `(SELECT *, ${POST} AS post_key, ${WINDOW} AS counted_over FROM content_snapshots)`,
    from: `(SELECT *, ${POST} AS post_key, ${WINDOW} AS counted_over FROM (
    SELECT s.*, max(as_of) OVER account AS read_last,
      first_value(period) OVER (account ORDER BY as_of DESC, period = 'lifetime' DESC, period) AS chosen,
      row_number() OVER (PARTITION BY platform_id, account, item, period = 'lifetime' ORDER BY as_of DESC) AS place
    FROM content_snapshots AS s WHERE as_of BETWEEN @from AND @to
    WINDOW account AS (PARTITION BY platform_id, account))
  WHERE period = chosen AND CASE WHEN chosen = 'lifetime' THEN place = 1 ELSE as_of = read_last END)`,
    dimensions: {
      artist: artistByName,
      platform: platforms('platform_id'),
      account: plainText('account'),
      post: postOf(READ_POSTS),
      video: videoOf(READ_POSTS),
      window: plainText('counted_over'),
    },
  },
  content_daily: {
    order: ['date', 'platform_id', 'account'],
    series: 'f.post_key',
    from: `(SELECT *, ${POST} AS post_key FROM content_daily)`,
    facts: ['content_daily'],
    dimensions: {
      artist: artistByName,
      platform: platforms('platform_id'),
      account: plainText('account'),
      post: postOf(DAILY_POSTS),
      video: videoOf(DAILY_POSTS),
    },
  },
  // Of each artist's page the newest reading; where a day has several windows, 28 days as for songs. Files tell playlists
  // of an artist, not of a track.
  playlist_readings: {
    order: ['as_of'],
    series: null,
    facts: ['playlist_snapshots'],
    accounts: 'f.artist_name_id',
    reach: `(SELECT *, ${PLAYLIST} AS playlist_key, ${WINDOW} AS counted_over FROM playlist_snapshots)`,
    from: `(SELECT *, 1 AS standing, ${PLAYLIST} AS playlist_key, ${WINDOW} AS counted_over FROM (
    SELECT r.*, max(as_of) OVER page AS read_last,
      first_value(period) OVER (page ORDER BY as_of DESC, period = '28day' DESC, period) AS chosen
    FROM playlist_rows AS r WHERE counted AND track_name_id = 0 AND as_of BETWEEN @from AND @to
    WINDOW page AS (PARTITION BY platform_id, artist_key))
  WHERE as_of = read_last AND period = chosen)`,
    dimensions: {
      artist: artistByName,
      platform: platforms('platform_id'),
      playlist,
      window: plainText('counted_over'),
    },
  },
  link_visits_daily: {
    order: ['date', 'platform_id', 'artist_name_id', 'track_name_id', 'territory', 'source'],
    series: null,
    accounts: 'f.platform_id',
    dimensions: {
      artist: artistByName,
      track: {
        raw: 'track_name_id',
        joins: [trackName, { table: 'tracks', as: 'track', on: 'track.id = written.track_id' }],
        id: 'coalesce(written.track_id, -g.track_name_id)',
        name: 'coalesce(track.title, written.title)',
        keep: (parameter) =>
          `f.track_name_id IN (SELECT id FROM track_names WHERE track_id IN ${listed(parameter)})`,
      },
      platform: platforms('platform_id'),
      country: {
        raw: 'territory',
        joins: [{ table: 'territories', as: 'country', on: 'country.code = g.territory' }],
        id: "coalesce(nullif(country.name, ''), g.territory)",
        name: "coalesce(nullif(country.name, ''), g.territory)",
        keep: (parameter) => `f.territory IN ${listed(parameter)}`,
      },
      source: plainText('source'),
    },
  },
};
