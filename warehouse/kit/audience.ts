import type { Day } from '../../core/days.ts';
import type { Db } from './open.ts';

// Who and where an audience is, as its page told it last. No metric: a page's shares are of its own people, so that nothing
// of it may be added to another reading, window or account, and a metric adds or divides.

export const BREAKDOWNS = ['country', 'city', 'age', 'gender', 'age-gender'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export interface Segment {
  platform: string;
  /** '' where the page is the artist's own. */
  account: string;
  /** Null: nobody knows whose account it is. */
  artist: string | null;
  breakdown: Breakdown;
  /** 'Germany', 'Berlin', '18-24'. */
  segment: string;
  /** ISO code of a country, or of a city's; '' where none is told. */
  code: string;
  people: number | null;
  /** As the page tells it, a fraction; null where it tells people alone. */
  share: number | null;
  /** The day the page was read, and the window its people were counted in ('28day', '' where it is not told). */
  as_of: Day;
  period: string;
}

interface Of {
  /** Ids of artists and platforms; absent: all. */
  artists?: readonly (number | string)[];
  platforms?: readonly (number | string)[];
}
const idsOf = ({ artists, platforms }: Of) => ({
  artists: artists ? JSON.stringify(artists) : null,
  platforms: platforms ? JSON.stringify(platforms) : null,
});
const FILTER = `(@platforms IS NULL OR f.platform_id IN (SELECT value FROM json_each(@platforms)))
  AND (@artists IS NULL OR f.artist_name_id IN (SELECT artist_name_id FROM artist_credits
    WHERE artist_id IN (SELECT value FROM json_each(@artists))))`;

/**
 * Segments of the newest reading of each page and breakdown, the largest first, what is no country last. Where a day has several windows, 28 days. A
 * page under two spellings counts once.
 */
export function segments(db: Db, of: Of = {}): Segment[] {
  return db
    .prepare<ReturnType<typeof idsOf>, Segment & { millionths: number | null }>(
      `SELECT p.name AS platform, f.account, a.artist, f.breakdown,
         CASE WHEN f.breakdown = 'country' THEN coalesce(nullif(c.name, ''), nullif(f.segment, ''), f.territory)
           ELSE f.segment END AS segment,
         f.territory AS code, f.people, f.share_millionths AS millionths, f.as_of, f.period
       FROM (SELECT r.*, max(as_of) OVER page AS read_last,
               first_value(period) OVER (page ORDER BY as_of DESC, period = '28day' DESC, period) AS chosen
             FROM audience_segment_rows AS r WHERE counted
             WINDOW page AS (PARTITION BY platform_id, account, artist_key, breakdown)) AS f
       JOIN platforms AS p ON p.id = f.platform_id
       JOIN artist_credit_names AS a ON a.artist_name_id = f.artist_name_id
       JOIN territories AS c ON c.code = f.territory
       WHERE f.as_of = f.read_last AND f.period = f.chosen AND ${FILTER}
       ORDER BY a.artist, p.name, f.account, f.breakdown, f.breakdown = 'country' AND f.territory = '',
         f.share_millionths DESC, f.people DESC, segment`,
    )
    .all(idsOf(of))
    .map(({ millionths, ...one }) => ({ ...one, share: millionths === null ? null : millionths / 1e6 }));
}

export interface ActiveHour {
  platform: string;
  account: string;
  artist: string | null;
  date: Day;
  /** 0 to 23, in the zone of the page. */
  hour: number;
  active: number;
}

/** Days of hours a page shows. */
const DAYS = 7;

/** How many followers were active in each hour of the newest seven days of each account. Uniques: never to be added. */
export function activeHours(db: Db, of: Of = {}): ActiveHour[] {
  return db
    .prepare<ReturnType<typeof idsOf>, ActiveHour>(
      `SELECT p.name AS platform, f.account, a.artist, f.date, f.hour, f.active_followers AS active
       FROM (SELECT *, max(date) OVER (PARTITION BY platform_id, account) AS newest FROM audience_hours
             WHERE active_followers IS NOT NULL) AS f
       JOIN platforms AS p ON p.id = f.platform_id
       JOIN artist_credit_names AS a ON a.artist_name_id = f.artist_name_id
       WHERE f.date > date(f.newest, '-${DAYS} days') AND ${FILTER}
       ORDER BY a.artist, p.name, f.account, f.date, f.hour`,
    )
    .all(idsOf(of));
}
