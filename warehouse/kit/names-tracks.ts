import { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import { idOf } from './ids.ts';
import { type Credited, fold } from './names-fold.ts';
import { createTrackAliases, fileTitle, normalIsrc } from './track-aliases.ts';

export { normalIsrc };

export interface TrackNameRow {
  id: number;
  title: string;
  isrc: string;
  upc: string;
  content_type: string;
  /** The artists of its credit, in the order written. */
  credited: readonly Credited[];
}

export interface Track {
  id: number;
  key: string;
  title: string;
  isrc: string | null;
  upc: string | null;
  contentType: 'song' | 'album' | 'unknown';
  /** Artist id -> role. */
  artists: Map<number, 'primary' | 'featured'>;
  /** The `track_names` it stands for. */
  names: number[];
}

/** A UPC is the same with and without its leading zeros, which spreadsheets eat. */
const upcKey = (upc: string): string => upc.trim().replace(/^0+/, '');

/**
 * Joins track names to tracks. A song is its ISRC; without one, its title and first artist, which join the song with
 * that title and artist if exactly one has an ISRC: a song of which it is the first artist goes before one it shares. An album is its UPC, else its title and first artist. A title alone,
 * without artist and ISRC, is the one song of that title if exactly one is known.
 * @param said what label.json says of tracks: other titles, for what has no ISRC, and other ISRCs.
 */
export function tracksOf(rows: readonly TrackNameRow[], said: Label['tracks'] = []): Track[] {
  const other = createTrackAliases(rows, said);
  const otherwise: TrackNameRow[] = [];
  const tracks = new Map<string, Track>();
  const withoutIsrc: TrackNameRow[] = [];
  const titleAlone: TrackNameRow[] = [];
  const isrcsByTitle = new Map<string, Set<string>>();
  // The same by any of its artists: the page of the second one has the song under the second one's name.
  const isrcsByCredited = new Map<string, Set<string>>();
  const songsByFileTitle = new Map<string, Set<Track>>();
  const addSong = (key: string, row: TrackNameRow, isrc: string | null): void => {
    const song = add(tracks, key, row, isrc);
    const title = fileTitle(row.title);
    const known = songsByFileTitle.get(title);
    if (known) known.add(song);
    else songsByFileTitle.set(title, new Set([song]));
  };

  for (const row of rows) {
    const isrc = other.isrc(normalIsrc(row.isrc));
    // An artist's income of no track (a show, a shirt): its name stands for nothing that has a title.
    if (`${row.title}${row.isrc}${row.upc}`.trim() === '') continue;
    if (isAlbum(row)) {
      const upc = upcKey(row.upc);
      add(tracks, upc === '' ? `album:${titleKey(row)}` : `upc:${upc}`, row, null);
    } else if (isrc === null && other.title(row.title)) {
      otherwise.push(row);
    } else if (isrc === null && row.credited.length === 0 && row.title.trim() !== '') {
      titleAlone.push(row);
    } else if (isrc !== null) {
      addSong(`isrc:${isrc}`, row, isrc);
      remember(isrcsByTitle, titleKey(row), isrc);
      for (const { key } of row.credited) remember(isrcsByCredited, titleKey(row, key), isrc);
    } else withoutIsrc.push(row);
  }
  for (const row of withoutIsrc) {
    const [isrc, another] = isrcsByTitle.get(titleKey(row)) ?? isrcsByCredited.get(titleKey(row)) ?? [];
    if (isrc !== undefined && another === undefined) addSong(`isrc:${isrc}`, row, isrc);
    else addSong(`title:${titleKey(row)}`, row, null);
  }
  for (const row of titleAlone) {
    const [song, another] = songsByFileTitle.get(fileTitle(row.title)) ?? [];
    // Its spelling may be a file name's, so it does not vote on the title.
    if (song !== undefined && another === undefined) song.names.push(row.id);
    else add(tracks, `title:${titleKey(row)}`, row, null);
  }
  const placed = otherwise.length === 0 ? [] : [...tracks.values()];
  for (const row of otherwise) {
    const is = other.title(row.title);
    const [song, another] = placed
      .filter((one) => is?.(one))
      .filter(({ artists }) => row.credited.length === 0 || row.credited.some(({ id }) => artists.has(id)));
    if (song !== undefined && another === undefined) song.names.push(row.id);
    else add(tracks, `title:${titleKey(row)}`, row, null);
  }
  return [...tracks.values()];
}

const isAlbum = (row: TrackNameRow): boolean => row.content_type.trim().toLowerCase() === 'album';

const titleKey = (row: TrackNameRow, artist = row.credited[0]?.key ?? ''): string =>
  `${fold(row.title)}\u001f${artist}`;

const remember = (known: Map<string, Set<string>>, key: string, isrc: string): void => {
  known.set(key, (known.get(key) ?? new Set()).add(isrc));
};

function add(tracks: Map<string, Track>, key: string, row: TrackNameRow, isrc: string | null): Track {
  let track = tracks.get(key);
  if (!track) {
    track = {
      id: idOf(key),
      key,
      title: row.title,
      isrc,
      upc: null,
      contentType: 'unknown',
      artists: new Map(),
      names: [],
    };
    tracks.set(key, track);
  }
  track.names.push(row.id);
  // Of several spellings the smallest stands, so that the order of loading does not show.
  if (row.title < track.title) track.title = row.title;
  const upc = row.upc.trim();
  if (upc !== '' && (track.upc === null || longerThenSmaller(upc, track.upc) < 0)) track.upc = upc;
  if (isAlbum(row)) track.contentType = 'album';
  else if (row.content_type.trim().toLowerCase() === 'song') track.contentType = 'song';
  for (const { id: artist, role } of row.credited) {
    if (track.artists.get(artist) !== 'primary') track.artists.set(artist, role);
  }
  return track;
}

/** The longer UPC is the one that kept its zeros. */
const longerThenSmaller = (a: string, b: string): number =>
  b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);

/** From and to where label.json tells none: shares that always held. */
export const ALWAYS = { from: '0001-01-01', to: '9999-12-31' };

/** Rows of `track_splits`: track id, party, from, to, millionths. A rule by ISRC goes before a rule by title. */
export function splitsOf(
  label: Label,
  tracks: readonly Track[],
): [track: number, party: string, from: string, to: string, millionths: number][] {
  const rows = new Map<string, [number, string, string, string, number]>();
  const byTitleFirst = label.splits.toSorted(
    (a, b) => Number(a.isrc !== undefined) - Number(b.isrc !== undefined),
  );
  const byIsrc = Map.groupBy(tracks, (track) => track.isrc);
  const byTitle = Map.groupBy(tracks, (track) => fold(track.title));
  for (const split of byTitleFirst) {
    const hits = split.isrc === undefined ? byTitle.get(titleOf(split)) : byIsrc.get(isrcOf(split.isrc));
    const from = split.from ?? ALWAYS.from;
    for (const { id } of hits ?? []) {
      rows.set(`${id} ${split.party} ${from}`, [
        id,
        split.party,
        from,
        split.to ?? ALWAYS.to,
        Math.round(split.share * 1_000_000),
      ]);
    }
  }
  return [...rows.values()];
}

function titleOf(split: Label['splits'][number]): string {
  if (split.title !== undefined) return fold(split.title);
  throw new BedrotError(
    'config_invalid',
    `label.json: the split of ${split.party} needs an isrc or a title.`,
  );
}

function isrcOf(text: string): string {
  const isrc = normalIsrc(text);
  if (isrc !== null) return isrc;
  throw new BedrotError(
    'config_invalid',
    `label.json: "${text}" in the splits is not an ISRC, e.g. QZTST2600001.`,
  );
}
