import type { Label } from '../../core/label.ts';
import { idOf } from './ids.ts';
import type { Db } from './open.ts';
import { platformDisplayName, storePlatform } from './stores.ts';
import { territoryOf } from './territories.ts';

/** A track as a file wrote it; parts a file does not tell are ''. */
export interface TrackAsWritten {
  artist: string;
  title: string;
  isrc: string;
  upc: string;
  content_type: string;
}

/**
 * Rows for names as files write them. Each call gives the id, and adds the row when it is new. What a name stands for is
 * settled by `resolveNames`, which must run before the transaction ends.
 */
export interface Names {
  /** '' is row 0, "not broken down by artist". */
  ensureArtistName(name: string): number;
  /** A store of a statement. */
  ensurePlatformName(store: string): number;
  /** A platform a feed names itself ('distrokid'). */
  ensurePlatform(key: string, displayName?: string): number;
  /** All parts '' is row 0, "not broken down by track". */
  ensureTrackName(track: TrackAsWritten): number;
  /** '' is "not broken down by country". */
  ensureTerritory(code: string): string;
  /** A line of a bank or card; `bankCategory` is '' where the bank has no word for it. */
  ensureTransactionName(description: string, bankCategory: string): number;
}

/**
 * Remembers what it has seen, so make one for each transaction: after a rollback its memory would be wrong.
 * @throws Error from any method when two names would share an id.
 */
export function createNames(db: Db, label: Label): Names {
  const insert = {
    artistName: db.prepare('INSERT OR IGNORE INTO artist_names (id, name) VALUES (?, ?)'),
    platform: db.prepare('INSERT OR IGNORE INTO platforms (id, key, name, known) VALUES (?, ?, ?, ?)'),
    platformName: db.prepare(
      'INSERT OR IGNORE INTO platform_names (id, name, platform_id, usage) VALUES (?, ?, ?, ?)',
    ),
    trackName: db.prepare(
      `INSERT OR IGNORE INTO track_names (id, artist_name_id, title, isrc, upc, content_type)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    transactionName: db.prepare(
      'INSERT OR IGNORE INTO transaction_names (id, description, bank_category) VALUES (?, ?, ?)',
    ),
    territory: db.prepare('INSERT OR IGNORE INTO territories (code, name, known) VALUES (?, ?, ?)'),
  };
  const written = {
    artistName: db.prepare<[number], { text: string }>('SELECT name AS text FROM artist_names WHERE id = ?'),
    platform: db.prepare<[number], { text: string }>('SELECT key AS text FROM platforms WHERE id = ?'),
    platformName: db.prepare<[number], { text: string }>(
      'SELECT name AS text FROM platform_names WHERE id = ?',
    ),
    trackName: db.prepare<[number], { text: string }>(
      `SELECT a.name || char(31) || t.title || char(31) || t.isrc || char(31) || t.upc || char(31) || t.content_type AS text
       FROM track_names t JOIN artist_names a ON a.id = t.artist_name_id WHERE t.id = ?`,
    ),
    transactionName: db.prepare<[number], { text: string }>(
      'SELECT description || char(31) || bank_category AS text FROM transaction_names WHERE id = ?',
    ),
  };
  const seen = new Map<string, number>();

  /** `add` says whether the row is new; when it is not, the one there must be this very name. */
  const ensure = (table: keyof typeof written, text: string, add: (id: number) => boolean): number => {
    const key = `${table}\u001f${text}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const id = idOf(text);
    if (!add(id)) {
      const there = written[table].get(id)?.text;
      if (there !== text) throw new Error(`the names "${text}" and "${there}" share the id ${id}`);
    }
    seen.set(key, id);
    return id;
  };

  const names: Names = {
    ensureArtistName: (name) =>
      name === '' ? 0 : ensure('artistName', name, (id) => insert.artistName.run(id, name).changes === 1),

    ensurePlatform: (key, displayName) => platform(key, displayName ?? platformDisplayName(key) ?? key, true),

    ensurePlatformName: (store) =>
      ensure('platformName', store, (id) => {
        const is = storePlatform(store, label);
        const platformId = platform(is.key, is.name, is.known);
        return insert.platformName.run(id, store, platformId, is.usage).changes === 1;
      }),

    ensureTrackName: ({ artist, title, isrc, upc, content_type }) => {
      const text = [artist, title, isrc, upc, content_type].join('\u001f');
      if (text === '\u001f\u001f\u001f\u001f') return 0;
      return ensure('trackName', text, (id) => {
        const artistId = names.ensureArtistName(artist);
        return insert.trackName.run(id, artistId, title, isrc, upc, content_type).changes === 1;
      });
    },

    ensureTerritory: (code) => {
      if (code !== '' && !seen.has(`territory\u001f${code}`)) {
        const is = territoryOf(code, label);
        insert.territory.run(code, is.name, is.known ? 1 : 0);
        seen.set(`territory\u001f${code}`, 0);
      }
      return code;
    },

    ensureTransactionName: (description, bankCategory) =>
      ensure(
        'transactionName',
        `${description}\u001f${bankCategory}`,
        (id) => insert.transactionName.run(id, description, bankCategory).changes === 1,
      ),
  };
  return names;

  function platform(key: string, name: string, known: boolean): number {
    return ensure('platform', key, (id) => insert.platform.run(id, key, name, known ? 1 : 0).changes === 1);
  }
}
