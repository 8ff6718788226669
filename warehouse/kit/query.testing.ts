import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openWarehouse, openWarehouseForWriting } from './open.ts';

/** A real warehouse file with hand-made facts, for tests. Ids are small numbers, so that a failing test can be read. */
export interface HandMade {
  db: Db;
  /** For assertions about what surfaces open. */
  readonly(): Db;
  sale(of: Sale): void;
  trend(date: string, platform: number, streams: number | null, account?: string): void;
  spotify(date: string, artistName: number, of: Partial<Record<SpotifyColumn, number | null>>): void;
  social(date: string, account: string, artifact: string, of: Social): void;
  close(): void;
}

export interface Sale {
  month: string;
  track?: number;
  store?: number;
  country?: string;
  reported?: string;
  quantity: number | null;
  /** 1e-9 of the currency. */
  amount: bigint | number | null;
  currency?: string;
  line?: number;
}

export type SpotifyColumn =
  | 'listeners'
  | 'monthly_listeners'
  | 'streams'
  | 'playlist_adds'
  | 'saves'
  | 'followers';
export interface Social {
  artistName?: number;
  platform?: number;
  views?: number | null;
  likes?: number | null;
  comments?: number | null;
  shares?: number | null;
  followers?: number | null;
}

/** Platforms: 1 Spotify, 2 Apple Music, 3 TikTok, 4 Meta, 9 DistroKid. Stores: 1, 2 Spotify's, 3 Apple Music, 4 Facebook. */
const NAMES = `
  INSERT INTO artists VALUES (1, 'zone a0', 'ZONE A0', 'own'), (2, 'pig1987', 'PIG1987', 'own'),
    (3, 'sxnctuary', 'Sxnctuary', 'collaborator');
  INSERT INTO artist_names VALUES (1, 'ZONE A0'), (2, 'PIG1987'), (3, 'ZONE A0 & Sxnctuary'), (4, 'zone.a0'), (5, 'pig1987');
  INSERT INTO artist_credits VALUES (1, 1), (2, 2), (3, 1), (3, 3), (4, 1), (5, 2);
  INSERT INTO platforms VALUES (1, 'spotify', 'Spotify', 1), (2, 'apple-music', 'Apple Music', 1),
    (3, 'tiktok', 'TikTok', 1), (4, 'meta', 'Meta', 1), (9, 'distrokid', 'DistroKid', 1);
  INSERT INTO platform_names VALUES (1, 'Spotify', 1, 'stream'), (2, 'Spotify Free', 1, 'stream'),
    (3, 'Apple Music', 2, 'stream'), (4, 'Facebook', 4, 'social');
  INSERT INTO territories VALUES ('NA', 'Namibia', 1), ('US', 'United States', 1), ('OU', 'Outside the US', 1);
  INSERT INTO tracks VALUES (1, 'isrc:QZTST2600001', 'NEON ABATTOIR', 'QZTST2600001', '0198012345671', NULL, 'song'),
    (2, 'isrc:QZTST2600002', 'DUET FOR ROBOTS', 'QZTST2600002', NULL, NULL, 'song'),
    (3, 'isrc:QZTST2600003', 'NEON ABATTOIR', 'QZTST2600003', NULL, NULL, 'song');
  INSERT INTO track_names VALUES (1, 2, 'NEON ABATTOIR', 'QZTST2600001', '0198012345671', 'Song', 1),
    (2, 3, 'DUET FOR ROBOTS', 'QZTST2600002', '', 'Song', 2), (3, 1, 'NEON ABATTOIR', 'QZTST2600003', '', 'Song', 3);
  INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows, loaded,
    corrected, unchanged, refused, first_day, last_day, currency, money) VALUES
    (1, 'landing/distrokid/bank/a.tsv', 'aa11', 'bank.tsv', '2026-10-01T00:00:00Z', 'distrokid', 'distrokid_bank', 1, '', 0, 0, 0, 0, 0, NULL, NULL, 'USD', NULL),
    (2, 'landing/spotify/audience/b.csv', 'bb22', 'b.csv', '2026-10-02T00:00:00Z', 'spotify', 'spotify_audience', 1, '', 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL);
`;

export function handMade(): HandMade {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-query-'));
  const db = openWarehouseForWriting(folder);
  db.exec(NAMES);
  let line = 1;
  let occurrence = 0;
  const insert = (table: string, row: Record<string, unknown>): void => {
    const names = Object.keys(row);
    db.prepare(
      `INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`,
    ).run(row);
  };
  return {
    db,
    readonly: () => openWarehouse(folder),
    sale: ({
      month,
      track = 1,
      store = 1,
      country = 'US',
      reported,
      quantity,
      amount,
      currency = 'USD',
      line: at,
    }) =>
      insert('revenue_transactions', {
        sale_month: month,
        track_name_id: track,
        platform_name_id: store,
        territory: country,
        reporting_date: reported ?? `${month}-24`,
        distributor_id: 9,
        occurrence: ++occurrence,
        income_type: 'royalty',
        quantity,
        currency,
        amount,
        file_id: 1,
        line: at ?? ++line,
      }),
    trend: (date, platform, streams, account = '') =>
      insert('content_streams', {
        date,
        distributor_id: 9,
        account,
        platform_id: platform,
        streams,
        file_id: 1,
        line: ++line,
      }),
    spotify: (date, artistName, of) =>
      insert('spotify_audience_daily', { date, artist_name_id: artistName, ...of, file_id: 2, line: ++line }),
    social: (date, account, artifact, { artistName = 4, platform = 3, ...of }) =>
      insert('social_media_daily', {
        date,
        platform_id: platform,
        account,
        artifact,
        artist_name_id: artistName,
        ...of,
        file_id: 2,
        line: ++line,
      }),
    close: () => {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}
