import type { Label } from '../../core/label.ts';
import { FACTS } from './facts.ts';
import { idOf } from './ids.ts';
import { resolveCampaigns } from './names-campaigns.ts';
import { catalogOf, releasesToldBySpotify, splitsOfCatalog } from './names-catalog.ts';
import { type Credited, createRoster } from './names-fold.ts';
import { type TableChange, tableChange, type Value } from './names-table.ts';
import { ALWAYS, splitsOf, tracksOf } from './names-tracks.ts';
import { resolveTransactions } from './names-transactions.ts';
import type { Db } from './open.ts';
import { ownSharesOf } from './own-shares.ts';
import { platformDisplayName, storePlatform } from './stores.ts';
import { territoryOf } from './territories.ts';

/**
 * Settles what every name stands for, from label.json and the built-in tables: artists and credits, platforms and
 * stores, tracks, their artists and splits, lines of banks and cards, territories, ad campaigns. Facts are not touched,
 * so a changed label.json re-labels the past. Depends on the set of names only, not on the order they came in, and writes
 * only what differs.
 *
 * Call it inside the load's transaction, after the new names are in.
 * @throws BedrotError `config_invalid` where label.json contradicts itself.
 */
export function resolveNames(db: Db, label: Label): void {
  const before = storePlatforms(db);
  const { changes, credits } = resolveArtists(db, label);
  const all = [
    ...changes,
    ...resolveStores(db, label),
    ...resolveTracks(db, label, credits),
    resolveTransactions(db, label),
  ];
  for (const change of all) change.write();
  for (const change of all.toReversed()) change.prune();
  prunePlatforms(db, before);
  resolveTerritories(db, label);
  resolveCampaigns(db, label);
}

function resolveArtists(
  db: Db,
  label: Label,
): { changes: TableChange[]; credits: Map<number, readonly Credited[]> } {
  const roster = createRoster(label);
  const artists = new Map<string, Value[]>();
  for (const { key, name, status } of roster.artists.values())
    artists.set(key, [idOf(key), key, name, status]);

  const credits = new Map<number, readonly Credited[]>();
  const creditRows: Value[][] = [];
  const names = db.prepare<[], { id: number; name: string }>(
    'SELECT id, name FROM artist_names WHERE id <> 0',
  );
  for (const { id, name } of names.all()) {
    const credited = roster.read(name);
    credits.set(id, credited);
    for (const { key, id: artistId, spelling } of credited) {
      creditRows.push([id, artistId]);
      if (roster.artists.has(key)) continue;
      const other = artists.get(key)?.[2];
      if (typeof other !== 'string' || spelling < other)
        artists.set(key, [artistId, key, spelling, 'unknown']);
    }
  }
  return {
    credits,
    changes: [
      tableChange(db, 'artists', ['id', 'key', 'name', 'status'], 1, artists.values()),
      tableChange(db, 'artist_credits', ['artist_name_id', 'artist_id'], 2, creditRows),
    ],
  };
}

function resolveStores(db: Db, label: Label): TableChange[] {
  const platforms = new Map<string, Value[]>();
  // Those that feeds name themselves stay; one that a store stood for by a rule is known as long as the rule is there.
  const byRule: Value[][] = [];
  for (const { id, key, name, is_store } of db
    .prepare<[], { id: number; key: string; name: string; is_store: 0 | 1 }>(
      `SELECT id, key, name, EXISTS (SELECT 1 FROM platform_names WHERE platform_id = platforms.id) AS is_store
       FROM platforms WHERE known = 1`,
    )
    .all()) {
    const display = platformDisplayName(key);
    if (display === null && is_store) byRule.push([id, key, name, 1]);
    else platforms.set(key, [id, key, display ?? name, 1]);
  }

  const stores: Value[][] = [];
  const names = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM platform_names');
  for (const { id, name } of names.all()) {
    const is = storePlatform(name, label);
    const there = platforms.get(is.key);
    if (is.known) platforms.set(is.key, [idOf(is.key), is.key, is.name, 1]);
    else if (!there || (there[3] === 0 && is.name < String(there[2])))
      platforms.set(is.key, [idOf(is.key), is.key, is.name, 0]);
    stores.push([id, name, idOf(is.key), is.usage]);
  }
  const isNamed = namedByFacts(db);
  for (const row of byRule) {
    const now = platforms.get(String(row[1]));
    if (now?.[3] === 0 && isNamed(row[0] as number)) platforms.set(String(row[1]), row);
  }
  const keep = tableChange(db, 'platforms', ['id', 'key', 'name', 'known'], 1, platforms.values());
  return [
    { write: keep.write, prune: () => {} },
    tableChange(db, 'platform_names', ['id', 'name', 'platform_id', 'usage'], 1, stores),
  ];
}

function resolveTracks(
  db: Db,
  label: Label,
  credits: ReadonlyMap<number, readonly Credited[]>,
): TableChange[] {
  const rows = db
    .prepare<
      [],
      {
        id: number;
        artist_name_id: number;
        title: string;
        isrc: string;
        upc: string;
        content_type: string;
        track_id: number | null;
      }
    >('SELECT id, artist_name_id, title, isrc, upc, content_type, track_id FROM track_names WHERE id <> 0')
    .all()
    .map((row) => ({ ...row, credited: credits.get(row.artist_name_id) ?? [] }));
  const tracks = tracksOf(rows, label.tracks);
  const trackOf = new Map(tracks.flatMap((track) => track.names.map((name) => [name, track.id] as const)));
  const catalog = catalogOf(db, trackOf);
  const releases = releasesToldBySpotify(db, trackOf);
  const told = splitsOf(label, tracks);
  const splits = [...told, ...splitsOfCatalog(catalog, tracks, told, label.name, ALWAYS)];
  const point = db.prepare('UPDATE track_names SET track_id = ? WHERE id = ?');
  return [
    tableChange(
      db,
      'tracks',
      ['id', 'key', 'title', 'isrc', 'upc', 'release_date', 'content_type'],
      1,
      tracks.map((track) => {
        const told = catalog.get(track.id);
        return [
          track.id,
          track.key,
          track.title,
          track.isrc,
          track.upc ?? told?.upc ?? null,
          told?.releaseDate ?? releases.get(track.id) ?? null,
          track.contentType,
        ];
      }),
    ),
    {
      write: () => {
        for (const row of rows) {
          const id = trackOf.get(row.id) ?? null;
          if (id !== row.track_id) point.run(id, row.id);
        }
      },
      prune: () => {},
    },
    tableChange(
      db,
      'track_artists',
      ['track_id', 'artist_id', 'role'],
      3,
      tracks.flatMap((track) => [...track.artists].map(([artist, role]) => [track.id, artist, role])),
    ),
    tableChange(
      db,
      'track_splits',
      ['track_id', 'party', 'valid_from', 'valid_to', 'share_millionths'],
      3,
      splits,
    ),
    tableChange(
      db,
      'own_shares',
      ['track_id', 'first_month', 'last_month', 'share_millionths'],
      2,
      ownSharesOf(splits, label.name),
    ),
  ];
}

/** Platforms that stores stand for now. */
const storePlatforms = (db: Db): number[] =>
  db.prepare<[], number>('SELECT DISTINCT platform_id FROM platform_names').pluck().all();

/** A platform that a store stood for until now goes with it, unless a fact names it itself. */
function prunePlatforms(db: Db, before: readonly number[]): void {
  const now = new Set(storePlatforms(db));
  const isNamed = namedByFacts(db);
  const remove = db.prepare('DELETE FROM platforms WHERE id = ?');
  for (const id of before) if (!now.has(id) && !isNamed(id)) remove.run(id);
}

/** Whether a fact names a platform itself, not as a store. */
function namedByFacts(db: Db): (id: number) => boolean {
  const named = Object.entries(FACTS).flatMap(([table, { key }]) =>
    key
      .filter((column) => column.is === 'platform')
      .map((column) => `EXISTS (SELECT 1 FROM ${table} WHERE ${column.name} = @id)`),
  );
  const is = db.prepare<{ id: number }, number>(`SELECT ${named.join(' OR ')}`).pluck();
  return (id) => is.get({ id }) === 1;
}

/** label.json may say what a code is, and a newer Node may know a code's newer name. */
function resolveTerritories(db: Db, label: Label): void {
  const codes = db.prepare<[], { code: string }>('SELECT code FROM territories').all();
  tableChange(
    db,
    'territories',
    ['code', 'name', 'known'],
    1,
    codes.map(({ code }) => {
      const is = territoryOf(code, label);
      return [code, is.name, is.known ? 1 : 0];
    }),
  ).write();
}
