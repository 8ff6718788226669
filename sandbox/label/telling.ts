/** What the warehouse must hold of one feed once every file is loaded. */
export interface FeedTruth {
  /** The fact table its rows go to. */
  table: string;
  rows: number;
  /** Fact column -> sum over the rows that know it. Money in 1e-9, shares in millionths, as decimal digits. */
  sums: Record<string, string>;
}

export type Value = number | bigint | string | null;
type Values = Readonly<Record<string, Value>>;

/**
 * Collects what the made-up files tell, oldest first: the newest value of a column wins, and what a file does not tell
 * says nothing about what an older one told.
 */
export class Telling {
  private readonly feeds = new Map<string, { table: string; rows: Map<string, Record<string, Value>> }>();

  /** One row of a file of that feed. `key` tells it from all others of the feed. */
  row(feed: string, table: string, key: readonly (string | number)[], values: Values): void {
    const known = this.feeds.get(feed) ?? { table, rows: new Map() };
    this.feeds.set(feed, known);
    const name = key.join('\u001f');
    const row = known.rows.get(name) ?? {};
    for (const [column, value] of Object.entries(values)) if (value !== null) row[column] = value;
    known.rows.set(name, row);
  }

  truth(): Record<string, FeedTruth> {
    return Object.fromEntries(
      [...this.feeds]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([feed, { table, rows }]) => [feed, { table, rows: rows.size, sums: sumsOf(rows.values()) }]),
    );
  }
}

function sumsOf(rows: Iterable<Record<string, Value>>): Record<string, string> {
  const sums: Record<string, bigint> = {};
  for (const row of rows)
    for (const [column, value] of Object.entries(row))
      if (typeof value !== 'string' && value !== null) sums[column] = (sums[column] ?? 0n) + BigInt(value);
  return Object.fromEntries(
    Object.entries(sums)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([column, sum]) => [column, String(sum)]),
  );
}
