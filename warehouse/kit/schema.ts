import type { Db } from './open.ts';
import { type Comments, schemaComments } from './schema-comments.ts';

export interface SchemaColumn {
  name: string;
  /** INTEGER, TEXT, REAL; '' for a column of a view that is worked out. */
  type: string;
  /** NULL is not allowed. Of views: unknown, false. */
  required: boolean;
  /** Part of the primary key. */
  key: boolean;
  /** '' where nobody said it. */
  means: string;
}

export interface SchemaTable {
  name: string;
  is: 'table' | 'view';
  about: string;
  /** Of a view: the tables and views it reads. */
  reads: string[];
  columns: SchemaColumn[];
}

/** What columns mean that are the same wherever they stand. */
const COMMON: Readonly<Record<string, string>> = {
  file_id: 'the landed file that told it last: files.id',
  line: 'line of that file',
  platform_id: 'platforms.id: where it happened',
  distributor_id: 'platforms.id: the distributor that tells it',
  artist_name_id: 'artist_names.id: the credit as written; 0: not broken down by artist',
  track_name_id: 'track_names.id: the track as written; 0: not broken down by track',
  platform_name_id: 'platform_names.id: the store as written',
  transaction_name_id: 'transaction_names.id: what the bank wrote',
  artist_id: 'artists.id',
  track_id: 'tracks.id',
  territory: "territories.code; '' is not broken down by country",
  currency: 'ISO 4217 code of the amounts of the row',
  account: "handle or id of the account; '' where there is one for the label",
  counted: '1: the row counts; 0: another row tells the same',
  artist_key: 'who it is, whatever the credit is written as',
  track_key: 'which track it is, however it is written',
  campaign_key: 'campaigns.id',
  rows: 'rows that were added',
  whole_reach: 'reach by the campaign level alone',
  whole_spend: 'spend by the campaign level alone',
  id: 'from the natural key: the same files give the same ids',
};

/** Every table and view of a warehouse with what each column means, tables first, by name. */
export function readSchema(
  db: Db,
  comments: ReadonlyMap<string, Comments> = schemaComments(),
): SchemaTable[] {
  const names = db
    .prepare<[], { name: string; is: 'table' | 'view'; sql: string }>(
      `SELECT name, type AS "is", sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
       AND name <> 'schema_migrations' ORDER BY type, name`,
    )
    .all();
  const known = new Set(names.map(({ name }) => name));
  const from = new Map(names.map(({ name, is, sql }) => [name, is === 'view' ? readFrom(sql, known) : []]));
  const meaning = (table: string, column: string): string | undefined =>
    comments.get(table)?.columns.get(column) ??
    // A view hands most columns on as they are.
    from.get(table)?.reduce<string | undefined>((told, base) => told ?? meaning(base, column), undefined);
  const columns = db.prepare<[string], { name: string; type: string; notnull: number; pk: number }>(
    'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid',
  );
  return names.map(({ name, is }) => ({
    name,
    is,
    about: comments.get(name)?.about ?? '',
    reads: from.get(name) ?? [],
    columns: columns.all(name).map(({ name: column, type, notnull, pk }) => ({
      name: column,
      type,
      required: notnull === 1 || pk > 0,
      key: pk > 0,
      means: meaning(name, column) ?? COMMON[column] ?? '',
    })),
  }));
}

/** The tables and views a view's SQL reads, in the order they are named. */
export const readFrom = (sql: string, known: ReadonlySet<string>): string[] => [
  ...new Set(
    [...sql.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => known.has(name)),
  ),
];
