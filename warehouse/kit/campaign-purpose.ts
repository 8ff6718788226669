import { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import {
  campaignWords,
  findNamed,
  isTargeting,
  type Named,
  namedArtists,
  namedTracks,
  placesOf,
  wordsOf,
} from './campaign-words.ts';
import { createRoster, fold } from './names-fold.ts';
import { normalIsrc } from './names-tracks.ts';
import type { Db } from './open.ts';

interface TrackRow {
  id: number;
  title: string;
  isrc: string | null;
  content_type: string;
  /** Primary artists. */
  artists: readonly number[];
}

/** Whose a campaign is, what it is for and who told so. */
export interface Purpose {
  artist: number | null;
  track: number | null;
  targeting: string;
  by: 'label' | 'name' | 'unknown';
}

export const NOBODY: Purpose = { artist: null, track: null, targeting: '', by: 'unknown' };

/**
 * Tells of campaigns what they are for: by the rules of label.json first, then by the artists and titles in their names.
 * @throws BedrotError `config_invalid` where a rule gives a campaign to an artist that label.json does not name.
 */
export function purposes(db: Db, label: Label): (campaign: { id: string; name: string }) => Purpose {
  const tracks = tracksOf(db);
  const byId = new Map(tracks.map((track) => [track.id, track]));
  const artists = namedArtists(label);
  // A song goes before the album of its name.
  const songs = tracks.filter((track) => track.content_type !== 'album');
  const titles = new Set(songs.map((track) => fold(track.title)));
  const named = [
    ...artists,
    ...namedTracks([
      ...songs,
      ...tracks.filter((one) => one.content_type === 'album' && !titles.has(fold(one.title))),
    ]),
  ];
  const rules = label.campaigns.map((rule) => ({ ...rule, words: wordsOf(rule.match) }));
  const roster = createRoster(label);

  return ({ id, name }) => {
    const words = campaignWords(name);
    const { found, rest } = findNamed(words, named);
    const targeting = rest.filter(isTargeting).join(' ');
    const rule = rules.find(
      (one) =>
        one.match === id ||
        (one.exact ? fold(one.match) === fold(name) : placesOf(wordsOf(name), one.words).length > 0),
    );
    if (rule) {
      const artist = rule.artist === undefined ? null : artistOf(rule.artist);
      const track = rule.track === undefined ? null : trackOf(rule.track, artist, tracks);
      return {
        artist: artist ?? onlyOne(track?.artists ?? []),
        track: track?.id ?? null,
        targeting,
        by: 'label',
      };
    }
    return { ...byName(found, byId), targeting };
  };

  function artistOf(name: string): number {
    const credited = roster.read(name);
    const [first] = credited;
    if (first && credited.length === 1 && roster.artists.has(first.key)) return first.id;
    throw new BedrotError(
      'config_invalid',
      `label.json: campaigns names the artist "${name}", which is not one of its artists.`,
    );
  }
}

const onlyOne = ([one, another]: readonly number[]): number | null =>
  one !== undefined && another === undefined ? one : null;

/** Of a rule, by ISRC or title; null while no file has told of it, or where the title is that of several. */
function trackOf(text: string, artist: number | null, tracks: readonly TrackRow[]): TrackRow | null {
  const isrc = normalIsrc(text);
  const hits = tracks.filter(
    (track) =>
      (isrc !== null && track.isrc === isrc) ||
      (fold(track.title) === fold(text) && (artist === null || track.artists.includes(artist))),
  );
  const songs = hits.filter((track) => track.content_type !== 'album');
  const [only, another] = songs.length > 0 ? songs : hits;
  return only !== undefined && another === undefined ? only : null;
}

/** A title several artists have is that of the artist named; a title of somebody else than the artist named is none. */
function byName(found: readonly Named[], tracks: ReadonlyMap<number, TrackRow>): Omit<Purpose, 'targeting'> {
  const artists = [...new Set(found.filter((one) => one.is === 'artist').flatMap((one) => one.ids))];
  const candidates = found
    .filter((one) => one.is === 'track')
    .map((one) =>
      one.ids
        .map((id) => tracks.get(id) as TrackRow)
        .filter((track) => artists.length === 0 || track.artists.some((artist) => artists.includes(artist))),
    )
    .filter((some) => some.length > 0);
  const [only, another] = candidates.length === 1 ? (candidates[0] as TrackRow[]) : [];
  const track = only !== undefined && another === undefined ? only : null;
  // Between two, in the name or in the credits of the title, nobody chooses.
  const artist = onlyOne(
    artists.length === 1
      ? artists
      : (track?.artists.filter((one) => artists.length === 0 || artists.includes(one)) ?? []),
  );
  return { artist, track: track?.id ?? null, by: artist === null && track === null ? 'unknown' : 'name' };
}

function tracksOf(db: Db): TrackRow[] {
  const artists = new Map<number, number[]>();
  for (const { track_id: track, artist_id: artist } of db
    .prepare<[], { track_id: number; artist_id: number }>(
      "SELECT track_id, artist_id FROM track_artists WHERE role = 'primary' ORDER BY track_id, artist_id",
    )
    .all())
    artists.set(track, [...(artists.get(track) ?? []), artist]);
  return db
    .prepare<[], Omit<TrackRow, 'artists'>>('SELECT id, title, isrc, content_type FROM tracks ORDER BY id')
    .all()
    .map((row) => ({ ...row, artists: artists.get(row.id) ?? [] }));
}
