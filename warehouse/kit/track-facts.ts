import type { Day } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Db } from './open.ts';
import { resolveValues } from './query-names.ts';

// What is known of a track beside its numbers: lists of names and days, which no metric adds up.

export interface TrackFacts {
  id: number;
  title: string;
  /** What a question names it by, so that no other of its title is meant: its ISRC, else its key. */
  named: string;
  isrc: string | null;
  /** First day it was out, by the label's catalog, else by Spotify's page. */
  released: Day | null;
  artists: { id: number; name: string }[];
  /** Who is owed which part, as a fraction; the days are '' where it holds without end. */
  splits: { party: string; share: number; from: Day; to: Day }[];
}

type Row = Omit<TrackFacts, 'artists' | 'splits'>;
const COLUMNS = 't.id, t.title, coalesce(t.isrc, t.key) AS named, t.isrc, t.release_date AS released';

/**
 * The one track a title or an ISRC names.
 * @throws BedrotError `bad_question` with the nearest titles, or with the ISRCs where the title is that of several.
 */
export function trackNamed(db: Db, text: string): TrackFacts {
  const ids = resolveValues(db, 'track', [text]);
  const rows = db
    .prepare<[string], Row>(
      `SELECT ${COLUMNS} FROM tracks AS t WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.isrc`,
    )
    .all(JSON.stringify(ids));
  const tracks = rows.map((row) => ({
    ...row,
    artists: artistsOf(db, row.id),
    splits: splitsOf(db, row.id),
  }));
  const [track, ...more] = tracks;
  if (track === undefined) throw new BedrotError('bad_question', `No track is called "${text}".`);
  if (more.length > 0)
    throw new BedrotError(
      'bad_question',
      `"${track.title}" is the title of ${tracks.length} tracks: ${tracks.map(sayTrack).join('; ')}. Name it by one of these.`,
    );
  return track;
}

const sayTrack = ({ named, artists }: TrackFacts): string =>
  `${named} (${artists.map(({ name }) => name).join(' & ') || 'artist not known'})`;

const artistsOf = (db: Db, track: number): TrackFacts['artists'] =>
  db
    .prepare<[number], { id: number; name: string }>(
      `SELECT DISTINCT a.id, a.name FROM track_artists AS c JOIN artists AS a ON a.id = c.artist_id
       WHERE c.track_id = ? ORDER BY a.status <> 'own', a.name`,
    )
    .all(track);

const splitsOf = (db: Db, track: number): TrackFacts['splits'] =>
  db
    .prepare<[number], TrackFacts['splits'][number] & { millionths: number }>(
      `SELECT party, share_millionths AS millionths, valid_from AS "from", valid_to AS "to" FROM track_splits
       WHERE track_id = ? ORDER BY share_millionths DESC, party, valid_from`,
    )
    .all(track)
    .map(({ party, millionths, from, to }) => ({ party, share: millionths / 1e6, from, to }));

export interface Release {
  id: number;
  title: string;
  named: string;
  released: Day;
  artist: string;
}

/** Tracks with a known release day up to `until`, the newest first; of one artist, where `artist` is its id. */
export function releases(db: Db, until: Day, of: { artist?: number; most: number }): Release[] {
  return db
    .prepare<{ until: Day; artist: number | null; most: number }, Release>(
      `SELECT t.id, t.title, coalesce(t.isrc, t.key) AS named, t.release_date AS released,
              coalesce((SELECT group_concat(name, ' & ') FROM (SELECT DISTINCT a.name FROM track_artists AS c
                JOIN artists AS a ON a.id = c.artist_id WHERE c.track_id = t.id ORDER BY a.name)), '') AS artist
       FROM tracks AS t WHERE t.release_date <= @until
         AND (@artist IS NULL OR EXISTS (SELECT 1 FROM track_artists AS c WHERE c.track_id = t.id AND c.artist_id = @artist))
       ORDER BY t.release_date DESC, t.title LIMIT @most`,
    )
    .all({ until, artist: of.artist ?? null, most: of.most });
}

export interface Placement {
  playlist: string;
  author: string;
  artist: string;
  added: Day | null;
  streams: number | null;
  /** Day the page was read. */
  told: Day;
}

/** Playlists of the newest reading of each artist's page, by streams; the counted rows of one window, as in `playlist_streams`. */
export function placements(db: Db, artists: readonly number[]): Placement[] {
  return db
    .prepare<[string], Placement>(
      `SELECT playlist, author, a.name AS artist, added_on AS added, streams, as_of AS told FROM (
         SELECT r.*, max(as_of) OVER page AS read_last,
           first_value(period) OVER (page ORDER BY as_of DESC, period = '28day' DESC, period) AS chosen
         FROM playlist_rows AS r WHERE counted AND track_name_id = 0
         WINDOW page AS (PARTITION BY platform_id, artist_key)) AS r
       JOIN artist_credits AS c ON c.artist_name_id = r.artist_name_id JOIN artists AS a ON a.id = c.artist_id
       WHERE as_of = read_last AND period = chosen AND c.artist_id IN (SELECT value FROM json_each(?))
       ORDER BY streams DESC, playlist, author`,
    )
    .all(JSON.stringify(artists));
}
