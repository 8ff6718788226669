/** A dimension column is resolved from the texts named in `parts` (see names.ts). */
export type Dimension =
  | 'artist_name'
  | 'track_name'
  | 'platform'
  | 'platform_name'
  | 'territory'
  | 'transaction_name';

/** The texts a dimension is made from, by the names a feed's `load.from` uses. */
export const DIMENSION_PARTS = {
  artist_name: ['artist'],
  track_name: ['artist', 'title', 'isrc', 'upc', 'content_type'],
  platform: ['key'],
  platform_name: ['store'],
  territory: ['country'],
  transaction_name: ['description', 'bank_category'],
} as const satisfies Record<Dimension, readonly string[]>;

export interface FactColumn {
  name: string;
  /** `occurrence` is given by the loader. */
  is: 'text' | 'integer' | 'nanos' | 'occurrence' | Dimension;
  /** A dimension's default when a feed does not tell it: "not broken down". */
  absent?: string | number;
}

export interface FactDefinition {
  /** Primary key, in its order. */
  key: readonly FactColumn[];
  /** The rest, without file_id and line. NULL never erases a known value. */
  values: readonly FactColumn[];
}
