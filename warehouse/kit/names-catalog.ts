import type { Track } from './names-tracks.ts';
import type { Db } from './open.ts';

/** What the label's own catalog says of a track. */
export interface Catalogued {
  upc: string | null;
  releaseDate: string | null;
  /** Party ('' is the label) -> share in millionths. */
  shares: Map<string, number>;
}

/**
 * The catalog by track. Where several of its rows mean one track (two spellings), what came last counts, and of one file
 * what stands first.
 */
export function catalogOf(db: Db, trackOf: ReadonlyMap<number, number>): Map<number, Catalogued> {
  const rows = db
    .prepare<
      [],
      {
        name: number;
        party: string;
        upc: string | null;
        release_date: string | null;
        share: number | null;
      }
    >(
      `SELECT track_name_id AS name, party, upc, release_date, share_millionths AS share FROM catalog_tracks
       ORDER BY file_id DESC, line`,
    )
    .all();
  const tracks = new Map<number, Catalogued>();
  for (const { name, party, upc, release_date, share } of rows) {
    const track = trackOf.get(name);
    if (track === undefined) continue;
    const told: Catalogued = tracks.get(track) ?? { upc: null, releaseDate: null, shares: new Map() };
    tracks.set(track, told);
    told.upc ??= upc;
    told.releaseDate ??= release_date;
    if (share !== null && !told.shares.has(party)) told.shares.set(party, share);
  }
  return tracks;
}

/** The first day a page of Spotify gives a track, for tracks the catalog gives none. */
export function releasesToldBySpotify(db: Db, trackOf: ReadonlyMap<number, number>): Map<number, string> {
  const rows = db
    .prepare<[], { name: number; day: string }>(
      `SELECT track_name_id AS name, min(release_date) AS day FROM spotify_song_metrics
       WHERE release_date IS NOT NULL GROUP BY track_name_id`,
    )
    .all();
  const days = new Map<number, string>();
  for (const { name, day } of rows) {
    const track = trackOf.get(name);
    if (track === undefined) continue;
    const known = days.get(track);
    if (known === undefined || day < known) days.set(track, day);
  }
  return days;
}

type Split = [track: number, party: string, from: string, to: string, millionths: number];

/** The shares of the catalog, for tracks of which label.json says nothing: its rules are the newer word. */
export function splitsOfCatalog(
  catalog: ReadonlyMap<number, Catalogued>,
  tracks: readonly Track[],
  settled: readonly Split[],
  labelName: string,
  always: { from: string; to: string },
): Split[] {
  const taken = new Set(settled.map(([track]) => track));
  return tracks.flatMap(({ id }): Split[] => {
    if (taken.has(id)) return [];
    const byParty = new Map<string, Split>();
    for (const [party, share] of catalog.get(id)?.shares ?? []) {
      // The label may stand there under its name and without one.
      const owed = party || labelName;
      if (!byParty.has(owed)) byParty.set(owed, [id, owed, always.from, always.to, share]);
    }
    return [...byParty.values()];
  });
}
