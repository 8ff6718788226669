import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { FACTS } from '../warehouse/kit/facts.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { ask } from '../warehouse/kit/query.ts';
import { type TestLake, testLake } from './support/import.ts';

// What must never be in one sum is not: by the schema, by the views, and by what metrics read.

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const RATES = 'date,currency,quote,rate,source\n2026-10-01,EUR,USD,1.10,my bank\n';
const INCOME = `date,income_type,source,artist,title,isrc,country,quantity,currency,amount,note
2026-10-02,sync,Film Co,PIG1987,NEON ABATTOIR,QZTST2600001,US,,USD,250.00,Trailer
2026-10-03,merch,Venue LLC,ZONE A0,,,NA,12,EUR,180.50,
`;

describe('two currencies', () => {
  it('are one sum only by a rate that was brought, through the front door', async () => {
    const metrics = await loadMetrics();
    const total = (currency?: string) => {
      const db = lake.open();
      try {
        const question = {
          metric: 'revenue',
          from: '2026-10-01',
          to: '2026-10-31',
          ...(currency ? { currency } : {}),
        };
        const { total: sum, unit, apart } = ask(db, metrics, question);
        return { sum, unit, apart };
      } finally {
        db.close();
      }
    };
    await lake.bring(['income.csv', INCOME]);
    expect(total('USD')).toEqual({
      sum: null,
      unit: 'money',
      apart: [
        { currency: 'EUR', total: '180.50' },
        { currency: 'USD', total: '250.00' },
      ],
    });
    await lake.bring(['rates.csv', RATES]);
    // 250 + 180.50 * 1.10; and 250 / 1.10 + 180.50.
    expect(total('USD')).toEqual({ sum: '448.55', unit: 'USD', apart: [] });
    expect(total('EUR')).toEqual({ sum: '407.772727273', unit: 'EUR', apart: [] });
    expect(() => total()).toThrow('not added');
  });
});

/** Tables of facts that a view reads, through other views too. */
function readBy(view: string, texts: ReadonlyMap<string, string>, seen = new Set<string>()): Set<string> {
  for (const word of texts.get(view)?.match(/\b[a-z_]+\b/g) ?? []) {
    if (seen.has(word) || word === view) continue;
    if (Object.hasOwn(FACTS, word)) seen.add(word);
    else if (texts.has(word)) {
      seen.add(word);
      readBy(word, texts, seen);
    }
  }
  return seen;
}

/** Tables that tell the same money or the same plays. */
const SAME: readonly [string, string][] = [
  ['ad_performance_daily', 'financial_transactions'],
  ['ad_performance_period', 'financial_transactions'],
  ['ad_performance_daily', 'ad_performance_period'],
];
const bothOf = (texts: ReadonlyMap<string, string>): string[] =>
  [...texts.keys()].filter((view) => {
    const tables = readBy(view, texts);
    return SAME.some(([a, b]) => tables.has(a) && tables.has(b));
  });

describe('what ad platforms say they spent', () => {
  it('is in no view with what the card paid for it, nor are days and spans of it', async () => {
    await lake.bring(['rates.csv', RATES]);
    const bare = (sql: string): string => sql.replaceAll(/--.*$/gm, '');
    const views = new Map(
      (lake.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'view'") as [string, string][]).map(
        ([name, sql]) => [name, bare(sql)],
      ),
    );
    expect(views.size).toBeGreaterThan(10);
    expect(bothOf(views)).toEqual([]);
    views.set(
      'planted',
      'CREATE VIEW planted AS SELECT spend FROM ad_days UNION ALL SELECT amount FROM ledger',
    );
    expect(bothOf(views)).toEqual(['planted']);
  });

  it('is in no metric with what the card paid', async () => {
    for (const metric of (await loadMetrics()).values()) {
      const tables = new Set<string>(metric.sources.map(({ table }) => table));
      expect(
        SAME.filter(([a, b]) => tables.has(a) && tables.has(b)),
        metric.name,
      ).toEqual([]);
    }
  });
});

describe('a page under two spellings', () => {
  it('counts once in every table that is told by artist: the newer file', async () => {
    await lake.bring(
      ['ZONE A0-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,450,900,4000\n'],
      ['zone.a0-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,451,901,4001\n'],
    );
    expect(lake.rows('SELECT streams, counted FROM spotify_audience_rows ORDER BY file_id')).toEqual([
      [900, 0],
      [901, 1],
    ]);
  });

  it('of tracks, playlists and segments too; another artist, window, playlist or place is no spelling', async () => {
    await lake.bring(
      ['ZONE A0-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,450,900,4000\n'],
      ['zone.a0-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,451,901,4001\n'],
      ['PIG1987-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,452,902,4001\n'],
    );
    const db = openWarehouseForWriting(lake.house.data);
    try {
      const [first, second, other] = db
        .prepare<[], number>(`SELECT artist_name_id FROM spotify_audience_daily ORDER BY file_id`)
        .pluck()
        .all();
      db.exec("INSERT OR IGNORE INTO platforms (id, key, name, known) VALUES (5, 'spotify', 'Spotify', 1)");
      const spotify = db.prepare<[], number>("SELECT id FROM platforms WHERE key = 'spotify'").pluck().get();
      db.exec(`INSERT INTO tracks (id, key, title, content_type) VALUES (1, 'title:neon', 'NEON', 'song');
        INSERT INTO track_names (id, artist_name_id, title, isrc, upc, content_type, track_id)
        VALUES (101, ${first}, 'NEON', '', '', '', 1), (102, ${second}, 'Neon', '', '', '', 1), (103, ${other}, 'NEON', '', '', '', NULL)`);
      const credits: [number | undefined, number, number][] = [
        [first, 101, 1],
        [second, 102, 2],
        [other, 103, 3],
      ];
      for (const [artist, track, file] of credits) {
        db.exec(`INSERT INTO spotify_song_metrics (as_of, period, artist_name_id, track_name_id, streams, file_id, line)
            VALUES ('2026-10-01', '28day', ${artist}, ${track}, 10, ${file}, 2), ('2026-10-01', '7day', ${artist}, ${track}, 5, ${file}, 3);
          INSERT INTO track_daily (date, platform_id, artist_name_id, track_name_id, streams, file_id, line)
            VALUES ('2026-10-01', ${spotify}, ${artist}, ${track}, 10, ${file}, 2);
          INSERT INTO track_snapshots (as_of, period, platform_id, artist_name_id, track_name_id, streams, file_id, line)
            VALUES ('2026-10-01', '', ${spotify}, ${artist}, ${track}, 10, ${file}, 2);
          INSERT INTO playlist_snapshots (as_of, period, platform_id, artist_name_id, track_name_id, playlist, author, streams, file_id, line)
            VALUES ('2026-10-01', '', ${spotify}, ${artist}, ${track}, 'A', 'x', 10, ${file}, 2), ('2026-10-01', '', ${spotify}, ${artist}, ${track}, 'B', 'x', 10, ${file}, 3);
          INSERT INTO audience_segments (as_of, period, platform_id, account, artist_name_id, breakdown, segment, people, file_id, line)
            VALUES ('2026-10-01', '', ${spotify}, '', ${artist}, 'city', 'Berlin', 10, ${file}, 2), ('2026-10-01', '', ${spotify}, '', ${artist}, 'city', 'Köln', 10, ${file}, 3)`);
      }
      const counted = (view: string) =>
        db
          .prepare<[], [number, number, number]>(
            `SELECT file_id, sum(counted), count(*) FROM ${view} GROUP BY 1 ORDER BY 1`,
          )
          .raw()
          .all();
      for (const view of ['spotify_song_rows', 'playlist_rows', 'audience_segment_rows'])
        expect(counted(view), view).toEqual([
          [1, 0, 2],
          [2, 2, 2],
          [3, 2, 2],
        ]);
      for (const view of ['track_day_rows', 'track_snapshot_rows'])
        expect(counted(view), view).toEqual([
          [1, 0, 1],
          [2, 1, 1],
          [3, 1, 1],
        ]);
    } finally {
      db.close();
    }
  });
});
