import { artistByName, listed, plainText, platforms, type TableAccess, trackName } from './compile-access.ts';
import { AD_TABLES } from './compile-tables-ads.ts';
import { OTHER_TABLES } from './compile-tables-other.ts';
import { PAGE_TABLES } from './compile-tables-pages.ts';
import { revenueTables } from './compile-tables-revenue.ts';
import { sumTables } from './compile-tables-sums.ts';
import type { FactTable, MetricSource } from './metric.ts';
import { releaseAge } from './release-age.ts';
import type { SummaryTable } from './summaries.ts';

type FirstTable =
  | 'revenue_transactions'
  | 'content_streams'
  | 'spotify_audience_daily'
  | 'social_media_daily';

/** Credits as the pages of Spotify for Artists write them: a few, of many in statements. */
const SPELLINGS = '(SELECT DISTINCT artist_name_id FROM spotify_audience_daily)';

const FIRST: Record<FirstTable, TableAccess> = {
  revenue_transactions: {
    order: [
      'sale_month',
      'track_name_id',
      'platform_name_id',
      'territory',
      'reporting_date',
      'distributor_id',
    ],
    series: null,
    money: { columns: ['amount', 'withheld', 'recoup'], day: 'reporting_date' },
    dimensions: {
      artist: {
        raw: 'track_name_id',
        joins: [
          trackName,
          { table: 'artist_credits', as: 'credit', on: 'credit.artist_name_id = written.artist_name_id' },
          { table: 'artists', as: 'artist', on: 'artist.id = credit.artist_id' },
        ],
        id: 'credit.artist_id',
        name: 'artist.name',
        keep: (parameter) =>
          `f.track_name_id IN (SELECT t.id FROM track_names AS t JOIN artist_credits AS c
            ON c.artist_name_id = t.artist_name_id WHERE c.artist_id IN ${listed(parameter)})`,
      },
      track: {
        raw: 'track_name_id',
        joins: [trackName, { table: 'tracks', as: 'track', on: 'track.id = written.track_id' }],
        id: 'coalesce(written.track_id, -g.track_name_id)',
        name: 'coalesce(track.title, written.title)',
        keep: (parameter) =>
          `f.track_name_id IN (SELECT id FROM track_names WHERE track_id IN ${listed(parameter)})`,
      },
      platform: {
        raw: 'platform_name_id',
        joins: [
          { table: 'platform_names', as: 'store', on: 'store.id = g.platform_name_id' },
          { table: 'platforms', as: 'platform', on: 'platform.id = store.platform_id' },
        ],
        id: 'store.platform_id',
        name: 'platform.name',
        keep: (parameter) =>
          `f.platform_name_id IN (SELECT id FROM platform_names WHERE platform_id IN ${listed(parameter)})`,
        keepUsed: (parameter, usage) =>
          `f.platform_name_id IN (SELECT id FROM platform_names WHERE usage = '${usage}' AND platform_id IN ${listed(parameter)})`,
      },
      country: {
        raw: 'territory',
        joins: [{ table: 'territories', as: 'country', on: 'country.code = g.territory' }],
        // By name: label.json may say that a code of a file is a country that has another.
        id: "coalesce(nullif(country.name, ''), g.territory)",
        name: "coalesce(nullif(country.name, ''), g.territory)",
        keep: (parameter) => `f.territory IN ${listed(parameter)}`,
      },
      distributor: platforms('distributor_id'),
      income_type: plainText('income_type'),
      currency: plainText('currency'),
      release_age: releaseAge,
    },
  },
  content_streams: {
    order: ['date', 'distributor_id', 'account', 'platform_id'],
    // A distributor tells a platform of an account at one level only (whole, or by track): rows of it can be added.
    series: "f.distributor_id || '/' || f.account || '/' || f.platform_id",
    seriesOf: { columns: ['distributor_id', 'account', 'platform_id'], apart: true },
    dimensions: {
      platform: platforms('platform_id'),
      distributor: platforms('distributor_id'),
      account: plainText('account'),
    },
  },
  spotify_audience_daily: {
    order: ['date', 'artist_name_id'],
    series:
      'coalesce((SELECT min(c.artist_id) FROM artist_credits AS c WHERE c.artist_name_id = f.artist_name_id), -f.artist_name_id)',
    seriesOf: { columns: ['artist_name_id'], apart: false },
    // One artist under two spellings has two rows a day once an alias joins them: the newer file's counts. Which spellings
    // there are of one artist is looked up once, so that a row of the others is not held against its day.
    always: `(f.artist_name_id NOT IN (SELECT mine.artist_name_id FROM ${SPELLINGS} AS told
        JOIN artist_credits AS mine ON mine.artist_name_id = told.artist_name_id
        JOIN artist_credits AS other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
        JOIN ${SPELLINGS} AS too ON too.artist_name_id = other.artist_name_id)
      OR NOT EXISTS (SELECT 1 FROM artist_credits AS mine
        JOIN artist_credits AS other ON other.artist_id = mine.artist_id AND other.artist_name_id <> mine.artist_name_id
        JOIN spotify_audience_daily AS o ON o.date = f.date AND o.artist_name_id = other.artist_name_id
        WHERE mine.artist_name_id = f.artist_name_id AND (o.file_id, o.artist_name_id) > (f.file_id, f.artist_name_id)))`,
    dimensions: { artist: artistByName },
  },
  social_media_daily: {
    order: ['date', 'platform_id', 'account', 'artifact'],
    series: "f.platform_id || '/' || f.account",
    seriesOf: { columns: ['platform_id', 'account'], apart: true },
    dimensions: {
      artist: artistByName,
      platform: platforms('platform_id'),
      account: plainText('account'),
    },
  },
};

/** A table a question is read from: facts, what is made of them, or their sums. */
export type ReadTable = FactTable | SummaryTable;
/** Where a question is read: the source a metric names, or sums of its facts (query-sums.ts). */
export type ReadSource = Omit<MetricSource, 'table'> & {
  table: ReadTable;
  /** Sums whose key begins as that of the facts: only what they have of a question is reached (compile-conditions.ts). */
  through?: SummaryTable | undefined;
  /** With `through`: the filter leaves so few stores that each is sought. */
  fewStores?: boolean;
  /** SQL in brackets that is read in place of the table. */
  from?: string;
};

export const TABLES: Record<ReadTable, TableAccess> = {
  ...FIRST,
  ...revenueTables(FIRST.revenue_transactions),
  ...AD_TABLES,
  ...OTHER_TABLES,
  ...PAGE_TABLES,
  ...sumTables(FIRST.revenue_transactions),
};

/** What a source is read from, as SQL. */
export const fromOf = (table: ReadTable): string => TABLES[table].from ?? table;
export const fromOfSource = (source: ReadSource): string => source.from ?? fromOf(source.table);

/** The tables of facts behind a source. */
export const factsOf = (table: ReadTable): readonly string[] => TABLES[table].facts ?? [table];
