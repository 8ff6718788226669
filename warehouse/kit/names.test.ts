import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { idOf } from './ids.ts';
import { createNames } from './names.ts';
import { resolveNames } from './names-resolve.ts';
import { unknownNames } from './names-unknown.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

const base = {
  name: 'TEST LABEL',
  artists: [
    { name: 'ZONE A0', aliases: ['zonea0'], accounts: { tiktok: ['zone.a0'] } },
    { name: 'PIG1987', aliases: ['PIG 1987'] },
    { name: 'Sxnctuary', role: 'collaborator' },
  ],
};
const labelOf = (more: Record<string, unknown> = {}) => parseLabel(JSON.stringify({ ...base, ...more }));

let folder: string;
let db: Db;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-names-'));
  db = openWarehouseForWriting(folder);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const track = (artist: string, title: string, isrc = '', upc = '', content_type = 'Song') => ({
  artist,
  title,
  isrc,
  upc,
  content_type,
});

const TABLES = [
  'artists',
  'artist_names',
  'artist_credits',
  'platforms',
  'platform_names',
  'territories',
  'tracks',
  'track_names',
  'track_artists',
  'track_splits',
  'own_shares',
];
const dump = (of: Db) => TABLES.map((table) => [table, of.prepare(`SELECT * FROM ${table}`).raw().all()]);

/** One statement row that pays `nanos` on a store, in the file of id 1. */
function pay(names: ReturnType<typeof createNames>, store: string, artist: string, nanos: bigint): void {
  db.exec(`INSERT OR IGNORE INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows, loaded,
     corrected, unchanged, refused, first_day, last_day, currency, money) VALUES
    (1, 'p', 's', 'o', 't', 'distrokid', 'distrokid_bank', 1, '', 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL)`);
  const at = db.prepare('SELECT count(*) FROM revenue_transactions').pluck().get();
  db.prepare(
    `INSERT INTO revenue_transactions VALUES ('2026-07', ?, ?, ?, '2026-09-24', ?, ?, 'royalty', 1, 'USD', ?, NULL, NULL, NULL, 1, 2)`,
  ).run(
    names.ensureTrackName(track(artist, 'SONG')),
    names.ensurePlatformName(store),
    names.ensureTerritory('US'),
    names.ensurePlatform('distrokid'),
    at,
    nanos,
  );
}

describe('createNames', () => {
  it('gives the id of the text and adds each row once', () => {
    const names = createNames(db, labelOf());
    expect(names.ensureArtistName('ZONE A0')).toBe(idOf('ZONE A0'));
    expect(names.ensureArtistName('ZONE A0')).toBe(idOf('ZONE A0'));
    expect(createNames(db, labelOf()).ensureArtistName('ZONE A0')).toBe(idOf('ZONE A0'));
    expect(db.prepare('SELECT name FROM artist_names ORDER BY name').pluck().all()).toEqual(['', 'ZONE A0']);
  });

  it('keeps row 0 for what is not broken down', () => {
    const names = createNames(db, labelOf());
    expect(names.ensureArtistName('')).toBe(0);
    expect(names.ensureTrackName(track('', '', '', '', ''))).toBe(0);
    expect(names.ensureTerritory('')).toBe('');
  });

  it('refuses two names that share an id', () => {
    db.prepare('INSERT INTO artist_names (id, name) VALUES (?, ?)').run(idOf('PIG1987'), 'somebody else');
    expect(() => createNames(db, labelOf()).ensureArtistName('PIG1987')).toThrow(/share the id/);
    const id = createNames(db, labelOf()).ensureTrackName(track('A', 'B'));
    db.prepare("UPDATE track_names SET title = 'C' WHERE id = ?").run(id);
    expect(() => createNames(db, labelOf()).ensureTrackName(track('A', 'B'))).toThrow(/share the id/);
  });

  it('names territories: NA is Namibia, OU is outside the US, a code nobody has is told', () => {
    const names = createNames(db, labelOf());
    for (const code of ['NA', 'OU', 'ZZ', 'DE', 'QX']) names.ensureTerritory(code);
    expect(
      db.prepare("SELECT code, name, known FROM territories WHERE code <> '' ORDER BY code").raw().all(),
    ).toEqual([
      ['DE', 'Germany', 1],
      ['NA', 'Namibia', 1],
      ['OU', 'Outside the US', 1],
      ['QX', 'QX', 0],
      ['ZZ', 'Unknown', 1],
    ]);
  });
});

describe('resolveNames', () => {
  it('gives the same rows in whatever order and batches the names came, and writes nothing twice', () => {
    const other = openWarehouseForWriting(join(folder, 'other'));
    const tracks = [
      track('ZONE A0 & Sxnctuary', 'DUET', 'QZTST2600004', '0198012345701'),
      track('zone.a0', 'Duet', 'QZ-TST-26-00004', '198012345701'),
      track('Somebody', 'Odd', '', ''),
      track('SOMEBODY', 'ODD', '', ''),
    ];
    const stores = ['Radio Nobody', 'RADIO NOBODY', 'Spotify'];
    const fill = (to: Db, order: typeof tracks, shops: string[]) => {
      for (const one of order) createNames(to, labelOf()).ensureTrackName(one);
      for (const shop of shops) {
        createNames(to, labelOf()).ensurePlatformName(shop);
        resolveNames(to, labelOf());
      }
    };
    fill(db, tracks, stores);
    fill(other, tracks.toReversed(), stores.toReversed());
    expect(dump(other)).toEqual(dump(db));

    const before = db.prepare('SELECT total_changes()').pluck().get();
    resolveNames(db, labelOf());
    expect(db.prepare('SELECT total_changes()').pluck().get()).toBe(before);
    other.close();
  });

  it('joins spellings to a track by ISRC, and without one by title and first artist', () => {
    const names = createNames(db, labelOf());
    names.ensureTrackName(track('ZONE A0', 'HOLD ON', 'QZTST2600001', '198012345671'));
    names.ensureTrackName(track('zone.a0', 'Hold On', '', '0198012345671'));
    names.ensureTrackName(track('PIG1987', 'HOLD ON', ''));
    names.ensureTrackName(track('ZONE A0', 'HOLD ON', '', '0198012345671', 'Album'));
    resolveNames(db, labelOf());
    expect(
      db
        .prepare(
          `SELECT t.title, t.isrc, t.upc, t.content_type, count(*) FROM tracks t JOIN track_names n ON n.track_id = t.id
           GROUP BY t.id ORDER BY t.content_type, t.isrc`,
        )
        .raw()
        .all(),
    ).toEqual([
      ['HOLD ON', null, '0198012345671', 'album', 1],
      ['HOLD ON', null, null, 'song', 1],
      ['HOLD ON', 'QZTST2600001', '0198012345671', 'song', 2],
    ]);
  });

  it('does not guess which ISRC a title without one means', () => {
    const names = createNames(db, labelOf());
    names.ensureTrackName(track('ZONE A0', 'TWICE', 'QZTST2600001'));
    names.ensureTrackName(track('ZONE A0', 'TWICE', 'QZTST2600002'));
    names.ensureTrackName(track('ZONE A0', 'TWICE', 'N/A'));
    resolveNames(db, labelOf());
    expect(db.prepare('SELECT isrc FROM tracks ORDER BY isrc').pluck().all()).toEqual([
      null,
      'QZTST2600001',
      'QZTST2600002',
    ]);
  });

  it('re-labels the past when label.json changes, without touching facts', () => {
    const names = createNames(db, labelOf());
    pay(names, 'Radio Nobody', 'Zed', 5n);
    resolveNames(db, labelOf());
    const facts = db.prepare('SELECT * FROM revenue_transactions').all();
    expect(unknownNames(db).artists.map((one) => one.name)).toEqual(['Zed']);

    const settled = labelOf({
      artists: [...base.artists, { name: 'DEEPCURSE', aliases: ['Zed'] }],
      stores: [{ match: 'radio', platform: 'Radio One', usage: 'other' }],
      splits: [{ title: 'Song', party: 'Sxnctuary', share: 0.3333333, from: '2026-01-01' }],
    });
    resolveNames(db, settled);
    expect(db.prepare('SELECT * FROM revenue_transactions').all()).toEqual(facts);
    expect(unknownNames(db)).toEqual({ artists: [], stores: [] });
    expect(
      db
        .prepare(
          `SELECT a.name, p.key, p.name, s.usage FROM revenue_transactions r
           JOIN track_names t ON t.id = r.track_name_id JOIN artist_credits c ON c.artist_name_id = t.artist_name_id
           JOIN artists a ON a.id = c.artist_id
           JOIN platform_names s ON s.id = r.platform_name_id JOIN platforms p ON p.id = s.platform_id`,
        )
        .raw()
        .all(),
    ).toEqual([['DEEPCURSE', 'radio-one', 'Radio One', 'other']]);
    expect(
      db.prepare('SELECT party, valid_from, valid_to, share_millionths FROM track_splits').raw().all(),
    ).toEqual([['Sxnctuary', '2026-01-01', '9999-12-31', 333333]]);

    // Nothing is left of what the store was before: a rebuilt warehouse is the same.
    expect(db.prepare('SELECT key FROM platforms ORDER BY key').pluck().all()).toEqual([
      'distrokid',
      'radio-one',
    ]);
    resolveNames(db, labelOf());
    expect(db.prepare('SELECT key FROM platforms ORDER BY key').pluck().all()).toEqual([
      'distrokid',
      'radio-nobody',
    ]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  it('credits both artists of a collaboration, and tells who is featured', () => {
    const names = createNames(db, labelOf());
    names.ensureTrackName(track('ZONE A0 feat. Sxnctuary', 'DUET', 'QZTST2600004'));
    resolveNames(db, labelOf());
    expect(
      db
        .prepare(
          'SELECT a.name, t.role FROM track_artists t JOIN artists a ON a.id = t.artist_id ORDER BY a.name',
        )
        .raw()
        .all(),
    ).toEqual([
      ['Sxnctuary', 'featured'],
      ['ZONE A0', 'primary'],
    ]);
  });

  it('refuses a split that names no track', () => {
    const label = labelOf({ splits: [{ party: 'X', share: 0.5 }] });
    expect(() => resolveNames(db, label)).toThrow(/needs an isrc or a title/);
    const typo = labelOf({ splits: [{ isrc: 'QZ1', party: 'X', share: 0.5 }] });
    expect(() => resolveNames(db, typo)).toThrow(/is not an ISRC/);
  });
});

describe('unknownNames', () => {
  it('names artists and stores nobody knows, with every spelling files have of them', () => {
    const names = createNames(db, labelOf());
    pay(names, 'Radio Nobody', 'Pigeon', 1n);
    pay(names, 'Radio Nobody', 'PIG1987 & Pigeon', 2n);
    pay(names, 'Spotify', 'Danger Zone', -3n);
    resolveNames(db, labelOf());
    expect(unknownNames(db)).toEqual({
      artists: [
        { name: 'Danger Zone', written: ['Danger Zone'] },
        { name: 'Pigeon', written: ['PIG1987 & Pigeon', 'Pigeon'] },
      ],
      stores: [{ name: 'Radio Nobody', written: ['Radio Nobody'] }],
    });
  });
});
