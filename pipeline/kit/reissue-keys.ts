import { DIMENSION_PARTS, FACTS, type FactColumn } from '../../warehouse/kit/facts.ts';
import type { Frame } from './frame.ts';
import type { Feed } from './platform.ts';

/** Texts of one row in one string: no cell holds the separator, since a text cell with it would be two. */
export const keyText = (parts: readonly unknown[]): string => JSON.stringify(parts);

/** The feed's key of a row of a frame as texts, with its occurrence. */
export const frameKey = (frame: Frame, row: number, occurrence: number): string[] => [
  ...frame.feed.key.map((name) => String(frame.at(name, row) ?? '')),
  String(occurrence),
];

/** A fact table's own key and values, and how the columns of a feed are read back from it. */
export interface FactTexts {
  key: readonly FactColumn[];
  values: readonly FactColumn[];
  /** SQL over the fact `f` that gives the text of a feed's output column. */
  sql(column: string): string;
}

const PART_SQL: Readonly<Record<string, (id: string) => string>> = {
  'artist_name.artist': (id) => `(SELECT name FROM artist_names WHERE id = ${id})`,
  'track_name.artist': (id) =>
    `(SELECT a.name FROM track_names AS t JOIN artist_names AS a ON a.id = t.artist_name_id WHERE t.id = ${id})`,
  'track_name.title': (id) => `(SELECT title FROM track_names WHERE id = ${id})`,
  'track_name.isrc': (id) => `(SELECT isrc FROM track_names WHERE id = ${id})`,
  'track_name.upc': (id) => `(SELECT upc FROM track_names WHERE id = ${id})`,
  'track_name.content_type': (id) => `(SELECT content_type FROM track_names WHERE id = ${id})`,
  'platform.key': (id) => `(SELECT key FROM platforms WHERE id = ${id})`,
  'platform_name.store': (id) => `(SELECT name FROM platform_names WHERE id = ${id})`,
  'territory.country': (id) => id,
  'transaction_name.description': (id) => `(SELECT description FROM transaction_names WHERE id = ${id})`,
  'transaction_name.bank_category': (id) => `(SELECT bank_category FROM transaction_names WHERE id = ${id})`,
};

/** @throws Error from `sql` for a column that goes nowhere in the feed's table. */
export function factTexts(feed: Feed): FactTexts {
  const { key, values } = FACTS[feed.load.table];
  const targets = new Map<string, string>();
  for (const column of [...key, ...values] as FactColumn[]) {
    const parts =
      column.is in DIMENSION_PARTS ? DIMENSION_PARTS[column.is as keyof typeof DIMENSION_PARTS] : [null];
    for (const part of parts) {
      const source = feed.load.from[part === null ? column.name : `${column.name}.${part}`];
      if (!source || !('column' in source)) continue;
      const id = `f.${column.name}`;
      targets.set(
        source.column,
        part === null ? id : (PART_SQL[`${column.is}.${part}`] as (id: string) => string)(id),
      );
    }
  }
  return {
    key,
    values,
    sql(column) {
      const found = targets.get(column);
      if (found === undefined) throw new Error(`${feed.name}: ${column} is not in ${feed.load.table}`);
      return found;
    },
  };
}
