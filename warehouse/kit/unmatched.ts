import type { Label } from '../../core/label.ts';
import { wordsOf } from './campaign-words.ts';
import { createRoster, fold } from './names-fold.ts';
import { createTransactionRules } from './names-transactions.ts';
import { unknownNames } from './names-unknown.ts';
import type { Db } from './open.ts';
import { nearest } from './query-nearest.ts';
import { fileTitle, normalIsrc } from './track-aliases.ts';
import { countCampaigns, countUses, type Uses } from './unmatched-uses.ts';

export const UNMATCHED_KINDS = ['artist', 'store', 'track', 'country', 'campaign', 'category'] as const;
export type UnmatchedKind = (typeof UNMATCHED_KINDS)[number];

/** A name in files that nobody knows. */
export interface UnmatchedName {
  kind: UnmatchedKind;
  /** As it is settled by: an artist, a store, a title, a code, a campaign, a line. */
  name: string;
  /** Rows of the table of such names; codes of countries. */
  ids: readonly (number | string)[];
  /** The platform's own id of a campaign, where one is told. */
  campaign?: string;
}

/** The same, with what is told under it and the known names most like it. */
export interface Unmatched extends UnmatchedName, Uses {
  near: string[];
}

/** Names nobody knows, by kind and name; reads no fact. @param label label.json with the decisions */
export function unmatchedNames(
  db: Db,
  label: Label,
  kinds: readonly UnmatchedKind[] = UNMATCHED_KINDS,
): UnmatchedName[] {
  const find: Record<UnmatchedKind, () => UnmatchedName[]> = {
    artist: () => unknown(db, 'artist', 'artist_names'),
    store: () => unknown(db, 'store', 'platform_names'),
    track: () => lonelyTitles(db, label),
    country: () =>
      db
        .prepare<[], { code: string }>('SELECT code FROM territories WHERE known = 0 ORDER BY code')
        .all()
        .map(({ code }) => ({ kind: 'country', name: code, ids: [code] })),
    campaign: () =>
      db
        .prepare<[], { id: number; campaign_id: string; name: string }>(
          "SELECT id, campaign_id, name FROM campaigns WHERE settled = 'unknown' ORDER BY name, id",
        )
        .all()
        .map(({ id, campaign_id: campaign, name }) => ({
          ...{ kind: 'campaign', name: name || campaign, ids: [id] },
          ...(campaign === '' ? {} : { campaign }),
        })),
    category: () =>
      grouped(
        db
          .prepare<[], { id: number; name: string }>(
            'SELECT id, description AS name FROM transaction_names WHERE known = 0 ORDER BY description, id',
          )
          .all(),
        'category',
      ),
  };
  return kinds.flatMap((kind) => find[kind]());
}

/** Names nobody knows with what is told under them, in no order that matters. */
export function unmatched(
  db: Db,
  label: Label,
  kinds: readonly UnmatchedKind[] = UNMATCHED_KINDS,
): Unmatched[] {
  return kinds.flatMap((kind) => {
    const names = unmatchedNames(db, label, [kind]);
    const uses = usesOf(
      db,
      kind,
      names.map(({ ids }) => ids),
    );
    const suggest = suggestions(db, label, kind);
    return names.map((one, at) => ({ ...one, ...(uses[at] as Uses), near: suggest(one.name) }));
  });
}

/** What files tell under a name, whether it is settled or not. */
export function usesOfName(db: Db, label: Label, kind: UnmatchedKind, name: string): Uses {
  const [uses] = usesOf(db, kind, [idsOfName(db, label, kind, name)]);
  return uses as Uses;
}

const usesOf = (db: Db, kind: UnmatchedKind, groups: readonly (readonly (number | string)[])[]): Uses[] =>
  kind === 'campaign' ? countCampaigns(db, groups as number[][]) : countUses(db, kind, groups);

function unknown(db: Db, kind: 'artist' | 'store', table: string): UnmatchedName[] {
  const ids = new Map(
    db
      .prepare<[], { id: number; name: string }>(`SELECT id, name FROM ${table}`)
      .all()
      .map(({ id, name }) => [name, id]),
  );
  return unknownNames(db)[kind === 'artist' ? 'artists' : 'stores'].map(({ name, written }) => ({
    kind,
    name,
    ids: written.flatMap((text) => ids.get(text) ?? []),
  }));
}

/** Titles that no artist and no ISRC goes with, and that are no song known: their key ends with the absent artist. */
function lonelyTitles(db: Db, label: Label): UnmatchedName[] {
  const known = new Set(label.tracks.flatMap(({ title }) => (title === undefined ? [] : [fileTitle(title)])));
  const rows = db
    .prepare<[], { id: number; name: string }>(
      `SELECT n.id, t.title AS name FROM tracks AS t JOIN track_names AS n ON n.track_id = t.id
       WHERE t.key LIKE 'title:%' AND substr(t.key, -1) = char(31) ORDER BY t.title, n.id`,
    )
    .all();
  return grouped(rows, 'track').filter(({ name }) => !known.has(fileTitle(name)));
}

function grouped(rows: readonly { id: number; name: string }[], kind: UnmatchedKind): UnmatchedName[] {
  const byName = Map.groupBy(rows, ({ name }) => name);
  return [...byName].map(([name, of]) => ({ kind, name, ids: of.map(({ id }) => id) }));
}

/** Rows that go by a name: whole names, but of credits each artist, and of lines the words. */
function idsOfName(db: Db, label: Label, kind: UnmatchedKind, name: string): (number | string)[] {
  const folded = fold(name);
  const named = (sql: string, fits: (row: { name: string; code: string }) => boolean): number[] =>
    db
      .prepare<[], { id: number; name: string; code: string }>(sql)
      .all()
      .filter(fits)
      .map(({ id }) => id);
  switch (kind) {
    case 'artist': {
      const roster = createRoster(label);
      return named(
        "SELECT id, name, '' AS code FROM artist_names WHERE id <> 0",
        (row) =>
          fold(row.name) === folded ||
          roster.read(row.name).some(({ spelling }) => fold(spelling) === folded),
      );
    }
    case 'store':
      return named("SELECT id, name, '' AS code FROM platform_names", (row) => fold(row.name) === folded);
    case 'track': {
      const isrc = normalIsrc(name);
      return named('SELECT id, title AS name, isrc AS code FROM track_names WHERE id <> 0', (row) =>
        isrc === null
          ? normalIsrc(row.code) === null && fileTitle(row.name) === fileTitle(name)
          : normalIsrc(row.code) === isrc,
      );
    }
    case 'country':
      return [name];
    case 'campaign':
      return named(
        'SELECT id, name, campaign_id AS code FROM campaigns',
        (row) => fold(row.name) === folded || row.code === name,
      );
    case 'category': {
      const settle = createTransactionRules({ categories: [{ match: name, category: '\u0000' }] });
      return named(
        "SELECT id, description AS name, '' AS code FROM transaction_names",
        (row) => settle(row.name, '').category === '\u0000',
      );
    }
  }
}

/** The known names most like one that nobody knows; of tracks by ISRC where two have one title. */
export function suggestions(db: Db, label: Label, kind: UnmatchedKind): (name: string) => string[] {
  const known = new Map(knownNames(db, label, kind).map(([spelling, name]) => [fold(spelling), name]));
  const spellings = [...known.keys()];
  const meant = (near: readonly string[]): string[] => [
    ...new Set(near.flatMap((spelling) => known.get(spelling) ?? [])),
  ];
  if (kind === 'campaign') {
    // A campaign's name holds more than a name.
    return (name) =>
      meant(wordsOf(name).flatMap((word) => (word.length < 4 ? [] : nearest(word, spellings, 1))));
  }
  return (name) => meant(nearest(fold(name), spellings, 3));
}

/** What a name of this kind can be settled as: spelling, and what it stands for. */
export function knownNames(db: Db, label: Label, kind: UnmatchedKind): [spelling: string, name: string][] {
  const artists = label.artists.flatMap(({ name, aliases }): [string, string][] =>
    [name, ...aliases].map((spelling) => [spelling, name]),
  );
  switch (kind) {
    case 'artist':
      return artists;
    case 'store':
      return db
        .prepare<[], { name: string }>('SELECT name FROM platforms WHERE known = 1 ORDER BY name')
        .all()
        .map(({ name }) => [name, name]);
    case 'track':
      return songs(db);
    case 'campaign':
      return [...artists, ...songs(db)];
    case 'country':
      return [];
    case 'category':
      return db
        .prepare<[], { name: string }>(
          'SELECT DISTINCT category AS name FROM transaction_names WHERE known = 1 ORDER BY category',
        )
        .all()
        .map(({ name }) => [name, name]);
  }
}

function songs(db: Db): [string, string][] {
  const rows = db
    .prepare<[], { title: string; isrc: string | null }>(
      `SELECT title, isrc FROM tracks WHERE content_type <> 'album' AND substr(key, -1) <> char(31) ORDER BY title, id`,
    )
    .all();
  const byTitle = Map.groupBy(rows, ({ title }) => fold(title));
  return rows.map(({ title, isrc }) => {
    const twice = (byTitle.get(fold(title))?.length ?? 0) > 1;
    return [title, twice && isrc ? isrc : title];
  });
}
