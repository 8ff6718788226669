import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import type { Settlement } from '../ops/decisions.ts';
import { adRow } from './ad-rows.testing.ts';
import { applyDecisions } from './decisions.ts';
import { createNames, type Names } from './names.ts';
import { resolveNames } from './names-resolve.ts';
import { type Db, openWarehouseForWriting } from './open.ts';
import { UNMATCHED_KINDS, type Unmatched, type UnmatchedKind, unmatched, usesOfName } from './unmatched.ts';

const label = parseLabel(JSON.stringify({ name: 'L', artists: [{ name: 'PIG1987', aliases: ['PIG'] }] }));
let folder: string;
let db: Db;
let names: Names;
let line = 2;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-unmatched-'));
  db = openWarehouseForWriting(folder);
  names = createNames(db, label);
  for (const [id, feed] of ['distrokid_bank', 'spotify_songs', 'capitalone_card'].entries())
    db.prepare(
      `INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows, loaded,
         corrected, unchanged, refused) VALUES (?, ?, ?, 'o', 't', 'p', ?, 1, '', 0, 0, 0, 0, 0)`,
    ).run(id + 2, `p${id + 2}`, `s${id + 2}`, feed);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

interface Sale {
  artist?: string;
  title?: string;
  isrc?: string;
  store?: string;
  country?: string;
  currency?: string;
}
const sale = (month: string, quantity: number, cents: number, what: Sale): void => {
  const { artist = 'PIG1987', title = 'Heaven', isrc = 'QZTST2600001', store = 'Spotify' } = what;
  db.prepare(
    `INSERT INTO revenue_transactions (sale_month, track_name_id, platform_name_id, territory, reporting_date,
       distributor_id, occurrence, income_type, quantity, currency, amount, file_id, line)
     VALUES (?, ?, ?, ?, '2026-08-20', ?, 0, 'royalty', ?, ?, ?, 2, ?)`,
  ).run(
    month,
    names.ensureTrackName({ artist, title, isrc, upc: '', content_type: 'Song' }),
    names.ensurePlatformName(store),
    names.ensureTerritory(what.country ?? 'US'),
    names.ensurePlatform('distrokid'),
    quantity,
    what.currency ?? 'USD',
    cents * 10_000_000,
    line++,
  );
};
const songs = (artist: string, title: string): void =>
  void db
    .prepare(
      `INSERT INTO spotify_song_metrics (as_of, period, artist_name_id, track_name_id, streams, file_id, line)
       VALUES ('2026-10-01', 'all', ?, ?, 7, 3, ?)`,
    )
    .run(
      names.ensureArtistName(artist),
      names.ensureTrackName({ artist: '', title, isrc: '', upc: '', content_type: '' }),
      line++,
    );
const booked = (date: string, description: string, bank: string, cents: number): void =>
  void db
    .prepare(
      `INSERT INTO financial_transactions (date, account, transaction_name_id, amount, occurrence, currency, file_id, line)
       VALUES (?, '4821', ?, ?, 0, 'USD', 4, ?)`,
    )
    .run(date, names.ensureTransactionName(description, bank), cents * 10_000_000, line++);

const queue = (decisions: Settlement[] = []): Unmatched[] => {
  const merged = applyDecisions(label, decisions);
  db.transaction(() => resolveNames(db, merged))();
  return unmatched(db, merged);
};
const of = (kind: UnmatchedKind, decisions: Settlement[] = []): Unmatched[] =>
  queue(decisions).filter((one) => one.kind === kind);

describe('names nobody knows', () => {
  it('are none where all are known', () => {
    sale('2026-06', 10, 5, {});
    sale('2026-06', 10, 5, { artist: 'PIG', title: 'Heaven (other)', country: 'NA' });
    booked('2026-06-01', 'ADOBE *CC', 'Merchandise', -999);
    expect(queue()).toEqual([]);
  });

  it('artists: each of a credit, over all tables, by currency, with who it may be', () => {
    sale('2026-06', 10, 500, { artist: 'PIGG1987', isrc: 'QZTST2600002' });
    sale('2026-07', -1, -25, { artist: 'PIG1987 & pigg-1987', isrc: 'QZTST2600003', currency: 'EUR' });
    sale('2026-07', 2, 25, { artist: 'Pigg1987 feat. Who', isrc: 'QZTST2600004' });
    songs('PIGG1987', 'Heaven');
    const [first, second, third, ...rest] = of('artist');
    expect(first).toEqual({
      ...{ kind: 'artist', name: 'PIGG1987', ids: first?.ids, near: ['PIG1987'] },
      ...{ rows: 3, quantity: 12, streams: null, first: '2026-06', last: '2026-10-01' },
      money: [{ currency: 'USD', nanos: 5_250_000_000n }],
      sources: ['distrokid_bank', 'spotify_songs'],
    });
    expect(second).toMatchObject({ name: 'Who', rows: 1, quantity: 2, near: [] });
    // Spelled otherwise to the letter, it is another name.
    expect(third).toMatchObject({
      ...{ name: 'pigg-1987', rows: 1, quantity: -1, near: ['PIG1987'] },
      money: [{ currency: 'EUR', nanos: -250_000_000n }],
    });
    expect(rest).toEqual([]);
    expect(usesOfName(db, label, 'artist', 'pigg1987')).toMatchObject({ rows: 3, quantity: 12 });
    const left = of('artist', [
      { kind: 'artist', what: 'pigg1987', value: { of: 'PIG1987' } },
      { kind: 'artist', what: 'who', value: { role: 'collaborator' } },
    ]);
    expect(left.map(({ name }) => name)).toEqual(['pigg-1987']);
    // Settled or not, what is told under the name is the same.
    expect(usesOfName(db, label, 'artist', 'PIGG1987')).toMatchObject({ rows: 3, quantity: 12 });
  });

  it('stores and countries', () => {
    sale('2026-06', 10, 500, { store: 'Spotfy' });
    sale('2026-07', 20, 300, { country: 'QX' });
    expect(queue()).toMatchObject([
      {
        kind: 'store',
        name: 'Spotfy',
        rows: 1,
        near: ['Spotify'],
        money: [{ currency: 'USD', nanos: 5_000_000_000n }],
      },
      { kind: 'country', name: 'QX', rows: 1, quantity: 20, first: '2026-07', last: '2026-07' },
    ]);
    expect(
      queue([
        { kind: 'store', what: 'spotfy', value: { platform: 'Spotify', usage: 'stream' } },
        { kind: 'country', what: 'QX', value: { code: 'DE' } },
      ]),
    ).toEqual([]);
    expect(db.prepare("SELECT name, known FROM territories WHERE code = 'QX'").raw().get()).toEqual([
      'Germany',
      1,
    ]);
    // Taken back, they are unknown again.
    expect(queue()).toHaveLength(2);
  });

  it('titles without artist and ISRC that are no song known; one ISRC under two titles is none', () => {
    sale('2026-06', 10, 500, { title: 'Heaven Nightclub' });
    sale('2026-06', 10, 500, { title: 'HEAVEN (Nightclub)' });
    songs('PIG1987', 'Heaven Nightclub');
    songs('PIG1987', 'Heven Nightclub');
    expect(of('track')).toMatchObject([
      { name: 'Heven Nightclub', rows: 1, near: ['HEAVEN (Nightclub)'], sources: ['spotify_songs'] },
    ]);
    expect(
      of('track', [{ kind: 'track', what: 'heven nightclub', value: { isrc: 'QZTST2600001' } }]),
    ).toEqual([]);
    expect(of('track', [{ kind: 'track', what: 'Heven Nightclub', value: {} }])).toEqual([]);
    expect(of('track')).toHaveLength(1);
  });

  it('campaigns, whose spend is counted once', () => {
    const campaign = { campaign_id: '120', campaign_name: 'Broad 18-34 Piggy', currency: 'USD' };
    adRow(db, { ...campaign, spend: 9_500_000_000 });
    adRow(db, { ...campaign, adset_id: '121', adset_name: 'A', spend: 9_500_000_000 });
    const period = { date_start: '2026-01-01', date_stop: '2026-03-31', campaign_id: '130', currency: 'EUR' };
    adRow(db, { ...period, campaign_name: 'Old', spend: 3_000_000_000 }, 'ad_performance_period');
    expect(of('campaign')).toMatchObject([
      {
        ...{ name: 'Broad 18-34 Piggy', campaign: '120', rows: 2, first: '2026-10-01', near: ['PIG1987'] },
        ...{ money: [{ currency: 'USD', nanos: 9_500_000_000n }], sources: ['metaads_daily'] },
      },
      {
        name: 'Old',
        campaign: '130',
        rows: 1,
        money: [{ currency: 'EUR', nanos: 3_000_000_000n }],
        last: '2026-03-31',
      },
    ]);
    const settled: Settlement[] = [
      { kind: 'campaign', what: 'Broad 18-34 Piggy', value: { id: '120', artist: 'PIG1987' } },
      { kind: 'campaign', what: 'Old', value: {} },
    ];
    expect(of('campaign', settled)).toEqual([]);
    expect(db.prepare('SELECT count(artist_id) FROM campaigns').pluck().get()).toBe(1);
    expect(of('campaign')).toHaveLength(2);
  });

  it('lines of accounts, by what they say', () => {
    booked('2026-06-01', 'SQ *WHATEVER 12', 'Debit', -1250);
    booked('2026-06-08', 'SQ *WHATEVER 12', 'Debit', -750);
    expect(of('category')).toMatchObject([
      {
        ...{
          name: 'SQ *WHATEVER 12',
          rows: 2,
          first: '2026-06-01',
          last: '2026-06-08',
          sources: ['capitalone_card'],
        },
        money: [{ currency: 'USD', nanos: -20_000_000_000n }],
      },
    ]);
    const words: Settlement = { kind: 'category', what: 'whatever', value: { category: 'meals' } };
    expect(of('category', [words])).toEqual([]);
    expect(usesOfName(db, label, 'category', 'sq whatever')).toMatchObject({ rows: 2 });
    expect(UNMATCHED_KINDS.map((kind) => usesOfName(db, label, kind, 'nothing of that name').rows)).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });
});
