import { addDays } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import { parseNanos } from '../../core/money.ts';
import { createNames, type Names } from '../../warehouse/kit/names.ts';
import { resolveNames } from '../../warehouse/kit/names-resolve.ts';
import type { Db } from '../../warehouse/kit/open.ts';

/**
 * A small hand-made label for tests, small enough to work every number out on paper. It is 2026-11-22.
 *
 * - daily streams (trend), 2026-09-25 to 2026-11-20: Spotify 100 a day to October, 120 on Nov 1-13, 134 on Nov 14-20;
 *   Apple Music 10 a day, but Nov 5 is not known.
 * - Spotify for Artists (observed), the same days: ZONE A0 60 streams, PIG1987 40; followers ZONE A0 1,000 to Oct 23 and
 *   1,100 from then on, PIG1987 500.
 * - TikTok (observed): zone.a0 with 500 views in October and 1,000 in November, 6 % engaged; 2,000 followers to Oct 23
 *   and 2,100 from then on, told to Nov 14 only; pig1987 has told nothing but "undefined".
 * - statements (reported): the lines of SALES, in USD.
 */
export const SALES = [
  // sale month, store, artist, title, country, quantity, amount, reported
  ['2026-06', 'Spotify', 'ZONE A0', 'NEON', 'US', 1000, '3.00', '2026-08-20'],
  ['2026-06', 'Apple Music', 'PIG1987', 'BASEMENT', 'DE', 100, '0.60', '2026-08-20'],
  ['2026-07', 'Spotify', 'ZONE A0', 'NEON', 'US', 2000, '6.10', '2026-09-21'],
  ['2026-07', 'Facebook', 'ZONE A0', 'NEON', 'OU', 100_000, '0.05', '2026-09-21'],
  ['2026-07', 'Spotify', 'ZONE A0 & PIG1987', 'DUET', 'NA', 500, '1.50', '2026-09-21'],
  ['2026-08', 'Spotify', 'PIG1987', 'BASEMENT', 'US', 1000, '2.90', '2026-10-21'],
  ['2026-08', 'iTunes', 'ZONE A0', 'NEON', 'US', -1, '-0.69', '2026-10-21'],
  ['2026-09', 'Spotify', 'ZONE A0', 'NEON', 'US', 100, '0.31', '2026-11-20'],
] as const;

const FIRST = '2026-09-25';
const LAST = '2026-11-20';
/** Feed, platform, label, kind, table, days to late, days to overdue, newest day. */
export const SOURCES = [
  ['distrokid_bank', 'distrokid', 'DistroKid bank details', 'reported', 'revenue_transactions', 35, 50, LAST],
  ['distrokid_streams', 'distrokid', 'DistroKid daily streams', 'trend', 'content_streams', 3, 6, LAST],
  ['spotify_audience', 'spotify', 'Spotify audience', 'observed', 'spotify_audience_daily', 3, 5, LAST],
  ['tiktok_overview', 'tiktok', 'TikTok Overview', 'observed', 'social_media_daily', 4, 7, LAST],
  ['tiktok_followers', 'tiktok', 'TikTok Followers', 'observed', 'social_media_daily', 4, 7, '2026-11-14'],
] as const;

export const sha256Of = (file: number): string => String(file).repeat(64);

/** Writes the facts into an empty warehouse. */
export function fillWarehouse(db: Db, label: Label): void {
  const names = createNames(db, label);
  const file = db.prepare(
    `INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account,
       rows, loaded, corrected, unchanged, refused) VALUES (?, ?, ?, ?, '2026-11-21T00:00:00Z', ?, ?, 1, '', 0, 0, 0, 0, 0)`,
  );
  const newest = db.prepare('INSERT INTO source_dates VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    for (const [index, [source, platform, , , , , , day]] of SOURCES.entries()) {
      const id = index + 1;
      file.run(
        id,
        `landing/${platform}/${source}/${id}.csv`,
        sha256Of(id),
        `${source}.csv`,
        platform,
        source,
      );
      newest.run(source, '', day, id);
    }
    fillSales(db, names);
    fillDays(db, names);
    resolveNames(db, label);
  })();
}

function fillSales(db: Db, names: Names): void {
  const insert = db.prepare(
    `INSERT INTO revenue_transactions (sale_month, track_name_id, platform_name_id, territory, reporting_date,
       distributor_id, occurrence, income_type, quantity, currency, amount, file_id, line)
     VALUES (?, ?, ?, ?, ?, ?, 0, 'royalty', ?, 'USD', ?, 1, ?)`,
  );
  const distributor = names.ensurePlatform('distrokid');
  for (const [index, [month, store, artist, title, country, quantity, amount, day]] of SALES.entries()) {
    const track = names.ensureTrackName({
      artist,
      title,
      isrc: `QZTST26000${title.length}`,
      upc: '',
      content_type: 'Song',
    });
    insert.run(
      month,
      track,
      names.ensurePlatformName(store),
      names.ensureTerritory(country),
      day,
      distributor,
      quantity,
      parseNanos(amount),
      index + 2,
    );
  }
}

function fillDays(db: Db, names: Names): void {
  const distributor = names.ensurePlatform('distrokid');
  const [spotify, apple, tiktok] = ['spotify', 'apple-music', 'tiktok'].map((key) =>
    names.ensurePlatform(key),
  );
  const [zone, pig] = ['ZONE A0', 'PIG1987'].map((name) => names.ensureArtistName(name));
  const streams = db.prepare(
    `INSERT INTO content_streams (date, distributor_id, account, platform_id, streams, file_id, line)
     VALUES (?, ?, '', ?, ?, 2, ?)`,
  );
  const audience = db.prepare(
    `INSERT INTO spotify_audience_daily (date, artist_name_id, listeners, monthly_listeners, streams, followers, file_id, line)
     VALUES (?, ?, ?, ?, ?, ?, 3, ?)`,
  );
  const social = db.prepare(
    `INSERT INTO social_media_daily (date, platform_id, account, artifact, artist_name_id, views, likes, comments, shares,
       followers, file_id, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let day = FIRST, line = 2; day <= LAST; day = addDays(day, 1), line++) {
    streams.run(day, distributor, spotify, day < '2026-11-01' ? 100 : day < '2026-11-14' ? 120 : 134, line);
    if (day !== '2026-11-05') streams.run(day, distributor, apple, 10, line);
    const later = day > '2026-10-23';
    audience.run(day, zone, 30, 500, 60, later ? 1100 : 1000, line);
    audience.run(day, pig, 20, 300, 40, 500, line);
    const [views, likes, comments, shares] = day < '2026-11-01' ? [500, 25, 2, 3] : [1000, 50, 5, 5];
    social.run(day, tiktok, 'zone.a0', 'overview', zone, views, likes, comments, shares, null, 4, line);
    social.run(day, tiktok, 'pig1987', 'overview', pig, null, null, null, null, null, 4, line);
    if (day <= '2026-11-14')
      social.run(
        day,
        tiktok,
        'zone.a0',
        'followers',
        zone,
        null,
        null,
        null,
        null,
        later ? 2100 : 2000,
        5,
        line,
      );
  }
}
