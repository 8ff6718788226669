import type { Day } from '../../core/days.ts';
import type { Db } from './open.ts';
import type { TrackFacts } from './track-facts.ts';

// Lists that are no metric: what stands beside a strange day.

/** What began on a day and may stand behind a number: a release, a campaign, a playlist. */
export interface Beginning {
  day: Day;
  /** Whose it is; null: of the label as a whole, or nobody tells. */
  artist: string | null;
  text: string;
}

/** What began between two days, oldest first. One of several artists is told once for each. */
export function beginnings(db: Db, days: { from: Day; to: Day }): Beginning[] {
  return db
    .prepare<{ from: Day; to: Day }, Beginning>(
      `SELECT t.release_date AS day, a.name AS artist, 'release of "' || t.title || '"' AS text
       FROM tracks AS t LEFT JOIN track_artists AS c ON c.track_id = t.id LEFT JOIN artists AS a ON a.id = c.artist_id
       WHERE t.release_date BETWEEN @from AND @to
       UNION
       SELECT c.first_day, a.name, 'campaign "' || c.name || '" began' FROM campaigns AS c
       LEFT JOIN artists AS a ON a.id = c.artist_id WHERE c.first_day BETWEEN @from AND @to
       UNION
       SELECT added, artist, 'added to "' || playlist || '"' FROM (
         SELECT a.name AS artist, p.playlist, min(p.added_on) AS added FROM playlist_snapshots AS p
         JOIN artist_credits AS c ON c.artist_name_id = p.artist_name_id JOIN artists AS a ON a.id = c.artist_id
         GROUP BY a.id, p.playlist, p.author)
       WHERE added BETWEEN @from AND @to
       ORDER BY 1, 3, 2`,
    )
    .all(days);
}

/** Something that happened on a day, or over days. */
export interface Happening {
  from: Day;
  to: Day;
  /** 'Added to "Late Night, Loud" (Spotify)'. */
  text: string;
}

/**
 * What may stand behind a track's days: playlists its artists were added to, campaigns for it or for its artists, releases
 * of the label. Spotify tells playlists of an artist, not of a track.
 */
export function happenings(
  db: Db,
  track: Pick<TrackFacts, 'id' | 'artists'>,
  days: { from: Day; to: Day },
): Happening[] {
  const artists = JSON.stringify(track.artists.map(({ id }) => id));
  const all = (sql: string): Happening[] =>
    db
      .prepare<{ track: number; artists: string; from: Day; to: Day }, Happening>(sql)
      .all({ track: track.id, artists, ...days });
  return [
    // The day may differ between two readings: the first one told.
    ...all(`SELECT added AS "from", added AS "to", 'added to "' || playlist || '"' AS text FROM (
      SELECT playlist, author, min(added_on) AS added FROM playlist_snapshots
      WHERE artist_name_id IN (SELECT artist_name_id FROM artist_credits
        WHERE artist_id IN (SELECT value FROM json_each(@artists)))
        AND (track_name_id = 0 OR track_name_id IN (SELECT id FROM track_names WHERE track_id = @track))
      GROUP BY playlist, author) WHERE added BETWEEN @from AND @to ORDER BY added, playlist`),
    ...all(`SELECT first_day AS "from", last_day AS "to", 'campaign "' || name || '"' AS text FROM campaigns
      WHERE first_day <= @to AND last_day >= @from AND (track_id = @track
        OR track_id IS NULL AND artist_id IN (SELECT value FROM json_each(@artists)))
      ORDER BY first_day, name`),
    ...all(`SELECT release_date AS "from", release_date AS "to",
        CASE WHEN id = @track THEN 'its release' ELSE 'release of "' || title || '"' END AS text FROM tracks
      WHERE release_date BETWEEN @from AND @to ORDER BY release_date, title`),
  ];
}

/** Which of these days a later file has changed in these tables, as "table day". Their keys begin with the day. */
export function changedDays(db: Db, tables: readonly string[], days: readonly Day[]): Set<string> {
  if (days.length === 0) return new Set();
  const rows = db
    .prepare<{ tables: string; days: string }, string>(
      `SELECT DISTINCT c.table_name || ' ' || d.value FROM json_each(@tables) AS t, json_each(@days) AS d
       JOIN changes AS c ON c.table_name = t.value
         AND c.row_key >= '["' || d.value || '"' AND c.row_key < '["' || d.value || '#'`,
    )
    .pluck()
    .all({ tables: JSON.stringify(tables), days: JSON.stringify(days) });
  return new Set(rows);
}
