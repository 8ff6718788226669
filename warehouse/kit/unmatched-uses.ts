import { FACTS, type FactColumn, type FactTable } from './facts.ts';
import type { Db } from './open.ts';
import { areFresh, SUMMED, type SummaryTable } from './summaries.ts';

/** What files tell under some names. */
export interface Uses {
  /** Facts. */
  rows: number;
  /** Royalties, the spend of a campaign, or the lines of an account: by currency, in 1e-9, currencies in order. */
  money: { currency: string; nanos: bigint }[];
  /** What statements count: plays and sales, signed. Null: no statement tells it. */
  quantity: number | null;
  /** Daily streams of the distributors, which are never added to the quantity. */
  streams: number | null;
  /** Days or months of the facts, as they tell them. */
  first: string | null;
  last: string | null;
  /** Feeds, by name. */
  sources: string[];
}

/** Kinds of name that facts point to. */
export type UsedKind = 'artist' | 'store' | 'track' | 'country' | 'category';

/** What each table's money is, and its counts. Running totals and windows are in neither: they cannot be added. */
const MONEY: Partial<Record<FactTable, string>> = {
  revenue_transactions: 'amount',
  financial_transactions: 'amount',
};
const QUANTITY: Partial<Record<FactTable, string>> = { revenue_transactions: 'quantity' };
const STREAMS: Partial<Record<FactTable, string>> = { content_streams: 'streams' };

interface Row {
  id: bigint | string;
  currency: string | null;
  file: bigint;
  rows: bigint;
  money: bigint | null;
  quantity: bigint | null;
  streams: bigint | null;
  first: string | null;
  last: string | null;
}

/**
 * Counts, for each group of ids (rows of the name's table; codes of countries), what the facts that point to them tell.
 * Reads each table at most once.
 */
export function countUses(db: Db, kind: UsedKind, groups: readonly (readonly (number | string)[])[]): Uses[] {
  const sums = groups.map(() => new Sum());
  const groupsOf = new Map<string, Sum[]>();
  for (const [at, ids] of groups.entries())
    for (const id of new Set(ids.map(String)))
      groupsOf.set(id, [...(groupsOf.get(id) ?? []), sums[at] as Sum]);
  if (groupsOf.size === 0) return sums.map((sum) => sum.uses());
  const ids = JSON.stringify([...new Set(groups.flat())]);
  const feeds = feedsOf(db);
  for (const table of Object.keys(FACTS) as FactTable[]) {
    const sql = table === SUMMED && areFresh(db) ? sumsSql(kind) : usesSql(table, kind);
    if (sql === null) continue;
    for (const row of db.prepare<[string], Row>(sql).safeIntegers().iterate(ids))
      for (const sum of groupsOf.get(String(row.id)) ?? []) sum.add(row, feeds.get(Number(row.file)));
  }
  return sums.map((sum) => sum.uses());
}

/** What ad platforms tell of campaigns (`campaigns.id`). The spend of days; where none are told, that of the dearest span. */
export function countCampaigns(db: Db, groups: readonly (readonly number[])[]): Uses[] {
  const sums = groups.map(() => new Sum());
  const sumOf = new Map(groups.flatMap((ids, at) => ids.map((id) => [String(id), sums[at] as Sum] as const)));
  if (sumOf.size === 0) return sums.map((sum) => sum.uses());
  const ids = JSON.stringify([...sumOf.keys()].map(Number));
  const feeds = feedsOf(db);
  const none = 'NULL AS quantity, NULL AS streams';
  const of = (table: string, first: string, last: string): string =>
    `SELECT n.campaign AS id, NULL AS currency, f.file_id AS file, count(*) AS rows, NULL AS money, ${none},
       min(f.${first}) AS first, max(f.${last}) AS last
     FROM ${table} AS f JOIN campaign_names AS n
       ON n.platform_id = f.platform_id AND n.name = coalesce(f.campaign_name, '') AND n.campaign_id = f.campaign_id
     WHERE n.campaign IN (SELECT value FROM json_each(?)) GROUP BY 1, 3`;
  const queries = [
    of('ad_performance_daily', 'date', 'date'),
    of('ad_performance_period', 'date_start', 'date_stop'),
    `SELECT campaign_key AS id, currency, 0 AS file, 0 AS rows, sum(spend) AS money, ${none}, NULL AS first, NULL AS last
     FROM ad_days WHERE campaign_key IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
    `SELECT campaign_key AS id, currency, 0 AS file, 0 AS rows, max(spend) AS money, ${none}, NULL AS first, NULL AS last
     FROM ad_spans WHERE campaign_key IN (SELECT value FROM json_each(?))
       AND campaign_key NOT IN (SELECT campaign_key FROM ad_days) GROUP BY 1, 2`,
  ];
  for (const sql of queries)
    for (const row of db.prepare<[string], Row>(sql).safeIntegers().iterate(ids))
      sumOf.get(String(row.id))?.add(row, feeds.get(Number(row.file)));
  return sums.map((sum) => sum.uses());
}

/** Null: the table does not point to such names. */
function usesSql(table: FactTable, kind: UsedKind): string | null {
  const columns: readonly FactColumn[] = [...FACTS[table].key, ...FACTS[table].values];
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  const id = idOf(kind, has);
  if (id === null) return null;
  const money = MONEY[table];
  const sum = (column: string | undefined): string => (column === undefined ? 'NULL' : `sum(f.${column})`);
  const date = ['sale_month', 'date', 'as_of', 'sent_on', 'date_start'].find(has);
  const join = has('track_name_id') ? 'JOIN track_names AS t ON t.id = f.track_name_id' : '';
  return `SELECT ${id} AS id, ${money ? 'f.currency' : 'NULL'} AS currency, f.file_id AS file, count(*) AS rows,
      ${sum(money)} AS money, ${sum(QUANTITY[table])} AS quantity, ${sum(STREAMS[table])} AS streams,
      ${date ? `min(f.${date})` : 'NULL'} AS first, ${date ? `max(f.${date})` : 'NULL'} AS last
    FROM ${table} AS f ${join} WHERE ${id} IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3`;
}

/** The same of statements, whose sums are small. */
function sumsSql(kind: UsedKind): string | null {
  const from: Partial<Record<UsedKind, [SummaryTable, string]>> = {
    artist: ['revenue_by_store', 'artist_name_id'],
    store: ['revenue_by_store', 'platform_name_id'],
    track: ['revenue_by_track', 'track_name_id'],
    country: ['revenue_by_country', 'territory'],
  };
  const [table, id] = from[kind] ?? [];
  if (table === undefined) return null;
  return `SELECT ${id} AS id, currency, file_id AS file, sum(facts) AS rows, sum(amount) AS money, sum(quantity) AS quantity,
      NULL AS streams, min(sale_month) AS first, max(sale_month) AS last
    FROM ${table} WHERE ${id} IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3`;
}

function idOf(kind: UsedKind, has: (name: string) => boolean): string | null {
  const column = {
    artist: 'artist_name_id',
    store: 'platform_name_id',
    track: 'track_name_id',
    country: 'territory',
    category: 'transaction_name_id',
  }[kind];
  if (kind !== 'artist' || !has('track_name_id')) return has(column) ? `f.${column}` : null;
  // The fact's own artist counts; where it has none, that of its track.
  return has(column) ? 'coalesce(nullif(f.artist_name_id, 0), t.artist_name_id)' : 't.artist_name_id';
}

const feedsOf = (db: Db): Map<number, string> =>
  new Map(
    db
      .prepare<[], { id: number; feed: string }>('SELECT id, feed FROM files')
      .all()
      .map(({ id, feed }) => [id, feed]),
  );

class Sum {
  private rows = 0;
  private readonly money = new Map<string, bigint>();
  private readonly counts: { quantity: bigint | null; streams: bigint | null } = {
    quantity: null,
    streams: null,
  };
  private first: string | null = null;
  private last: string | null = null;
  private readonly sources = new Set<string>();

  add(row: Row, source: string | undefined): void {
    this.rows += Number(row.rows);
    if (row.currency !== null && row.money !== null)
      this.money.set(row.currency, (this.money.get(row.currency) ?? 0n) + row.money);
    for (const count of ['quantity', 'streams'] as const) {
      const more = row[count];
      if (more !== null) this.counts[count] = (this.counts[count] ?? 0n) + more;
    }
    if (row.first !== null && (this.first === null || row.first < this.first)) this.first = row.first;
    if (row.last !== null && (this.last === null || row.last > this.last)) this.last = row.last;
    if (source !== undefined) this.sources.add(source);
  }

  uses(): Uses {
    const whole = (count: bigint | null): number | null => (count === null ? null : Number(count));
    return {
      rows: this.rows,
      money: [...this.money]
        .map(([currency, nanos]) => ({ currency, nanos }))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
      quantity: whole(this.counts.quantity),
      streams: whole(this.counts.streams),
      ...{ first: this.first, last: this.last },
      sources: [...this.sources].sort(),
    };
  }
}
