import { type Finding, feedsOf, finding, OF_FEEDS, type Scope } from './finding.ts';

/** Views of rows with whether they count, and the day of a row. */
const VIEWS = {
  spotify_audience_rows: 'date',
  spotify_song_rows: 'as_of',
  track_day_rows: 'date',
  track_snapshot_rows: 'as_of',
  playlist_rows: 'as_of',
  audience_segment_rows: 'as_of',
} as const;

/** Rows that tell what another row tells under another spelling of the artist or track. */
export const twiceFindings = (scope: Scope): Finding[] =>
  Object.entries(VIEWS).flatMap(([view, day]) => {
    const rows = scope.db
      .prepare<{ feeds: string }, { feed: string; rows: number; twice: number }>(
        `SELECT files.feed, count(*) AS rows, sum(NOT f.counted) AS twice FROM ${view} AS f ${OF_FEEDS} GROUP BY 1`,
      )
      .all(feedsOf(scope));
    const written = scope.db.prepare<[string], { day: string; name: string }>(
      `SELECT f.${day} AS day, n.name FROM ${view} AS f JOIN files ON files.id = f.file_id
       JOIN artist_names n ON n.id = f.artist_name_id
       WHERE files.feed = ? AND NOT f.counted ORDER BY 1 DESC, 2 LIMIT 5`,
    );
    return rows.map(({ feed, rows: all, twice }) =>
      finding(
        feed,
        'duplicates',
        all - twice,
        all,
        twice === 0
          ? []
          : written
              .all(feed)
              .map((one) => `${one.day} under "${one.name}" is told again under another spelling`),
      ),
    );
  });

interface Again {
  feed: string;
  month: string;
  title: string;
  again: number;
}

const SPELT_TWICE =
  'SELECT track_id FROM track_names WHERE track_id IS NOT NULL GROUP BY track_id HAVING count(*) > 1';

/** Lines of statements that two files tell under two spellings of one track: alike in everything else. */
export function statementsTwice({ db }: Scope, rows: ReadonlyMap<string, number>): Finding[] {
  const found = !db.prepare(`SELECT 1 WHERE EXISTS (${SPELT_TWICE})`).get()
    ? []
    : db
        .prepare<{ feeds: string }, Again>(
          `SELECT files.feed, g.month, g.title, g.again FROM (
         SELECT f.sale_month AS month, min(t.title) AS title, max(f.file_id) AS file, count(DISTINCT f.file_id) - 1 AS again
         FROM revenue_transactions AS f JOIN track_names t ON t.id = f.track_name_id
         WHERE t.track_id IN (${SPELT_TWICE})
         GROUP BY f.sale_month, t.track_id, f.platform_name_id, f.territory, f.reporting_date, f.distributor_id,
                  f.income_type, f.currency, f.quantity, f.amount
         HAVING count(DISTINCT f.track_name_id) > 1 AND count(DISTINCT f.file_id) > 1) AS g
       JOIN files ON files.id = g.file
       WHERE files.feed IN (SELECT value FROM json_each(@feeds)) ORDER BY g.month DESC, g.title`,
        )
        .all(feedsOf({ feeds: [...rows.keys()] }));
  return [...rows].map(([feed, all]) => {
    const own = found.filter((one) => one.feed === feed);
    const again = own.reduce((sum, one) => sum + one.again, 0);
    return finding(
      feed,
      'duplicates',
      all - again,
      all,
      own.map(({ month, title }) => `"${title}" of ${month}: two files tell the line under two spellings`),
    );
  });
}
