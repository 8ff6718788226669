import type { MetricDimension } from './metric.ts';

/**
 * How a dimension is reached from a fact table. SQL over these aliases: `f` the facts, `g` the facts grouped by raw
 * column, and the names the joins add.
 */
export interface DimensionAccess {
  /** Fact column that the grouping carries. */
  raw: string;
  /** Another one it takes. */
  also?: string;
  joins: readonly Join[];
  id: string;
  name: string;
  /** Keeps the facts of the values in @parameter (a JSON array of ids or codes): never a join, so nothing is doubled. */
  keep(parameter: string): string;
  /** Of stores: the same, and only those of one use. */
  keepUsed?(parameter: string, usage: string): string;
  /** Facts that can have a value of it: a transfer is of no category of spending. */
  concerns?: string;
}

export interface Join {
  table: string;
  as: string;
  on: string;
}

export interface TableAccess {
  dimensions: Partial<Record<MetricDimension, DimensionAccess>>;
  /** How the primary key begins: facts lie by it, and sums lead to them by what they share of it. */
  order: readonly string[];
  /**
   * Daily series: what makes one series, whose days are expected to be there every day. Null: statements, which have as
   * many lines as were sold.
   */
  series: string | null;
  /**
   * Columns a series follows from, and where those of two series are never alike. Days are grouped by them, which is along
   * the key, and not by what is worked out of them row by row.
   */
  seriesOf?: { columns: readonly string[]; apart: boolean };
  /** Restriction every question needs. */
  always?: string;
  /** Columns that are amounts of `currency`, and the day whose rate converts them. */
  money?: { columns: readonly string[]; day: string };
  /** What is read, where it is not the table of that name: SQL in brackets. */
  from?: string;
  /**
   * The same for asking how far its series reach, where that is read sooner: which of two rows of a day counts does not
   * matter. With `accounts`: pages that are read now and then.
   */
  reach?: string;
  /** The tables of facts it is made of; absent: it is one itself. */
  facts?: readonly [string, ...string[]];
  /**
   * Neither a series nor statements: things that happen on a day or not (a campaign runs, a card is used). A day without
   * any is no gap while the accounts of the table tell later days. SQL of what an account is, over the first of `facts`.
   */
  accounts?: string;
  /** Column that says how many facts a row is the sum of; absent: a row is one. */
  weight?: string;
  /** Column with what the store is used for, where the table has it; absent: the store says it. */
  usage?: string;
  /** Rows that make up the number, where others only tell that it is 0. */
  counts?: string;
  /** Where a row is made of several: what joins their files and lines to `f`, as `r`. */
  lines?: string;
}

export const listed = (parameter: string): string => `(SELECT value FROM json_each(@${parameter}))`;

export const platforms = (raw: string): DimensionAccess => ({
  raw,
  joins: [{ table: 'platforms', as: raw.replace('_id', ''), on: `${raw.replace('_id', '')}.id = g.${raw}` }],
  id: `g.${raw}`,
  name: `${raw.replace('_id', '')}.name`,
  keep: (parameter) => `f.${raw} IN ${listed(parameter)}`,
});

export const plainText = (raw: string): DimensionAccess => ({
  raw,
  joins: [],
  id: `g.${raw}`,
  name: `g.${raw}`,
  keep: (parameter) => `f.${raw} IN ${listed(parameter)}`,
});

/** A credit may stand for several artists: broken down, each has the fact; filtered, it counts once. */
export const artistByName: DimensionAccess = {
  raw: 'artist_name_id',
  joins: [
    { table: 'artist_credits', as: 'credit', on: 'credit.artist_name_id = g.artist_name_id' },
    { table: 'artists', as: 'artist', on: 'artist.id = credit.artist_id' },
  ],
  id: 'credit.artist_id',
  name: 'artist.name',
  keep: (parameter) =>
    `f.artist_name_id IN (SELECT artist_name_id FROM artist_credits WHERE artist_id IN ${listed(parameter)})`,
};

export const trackName: Join = { table: 'track_names', as: 'written', on: 'written.id = g.track_name_id' };
