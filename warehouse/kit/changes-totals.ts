import { nanosToDecimal } from '../../core/money.ts';
import { FACTS, type FactColumn, type FactTable } from './facts.ts';
import type { Db } from './open.ts';

/**
 * What later files did to a total of one source that was told before. No metric: it compares two states of the same facts,
 * of which only the newer is kept. Differences are whole numbers; decimals for money.
 */
export interface Effect {
  source: string;
  table: FactTable;
  column: string;
  money: boolean;
  /** Of the files that changed it; null where it is no money, or they tell several. */
  currency: string | null;
  /** Values that were corrected, and by how much in sum. */
  values: number;
  corrected: string;
  /** Rows that a re-issue no longer tells, and how much they had told. */
  rows: number;
  withdrawn: string;
  /** corrected - withdrawn. What the same files told for the first time is not in it. */
  difference: string;
}

/** The columns that may be added over rows: no running totals, no windows. */
const TOTALS: Partial<Record<FactTable, readonly string[]>> = {
  revenue_transactions: ['amount', 'quantity'],
  content_streams: ['streams'],
  spotify_audience_daily: ['streams'],
  track_daily: ['streams'],
  social_media_daily: ['views'],
  ad_performance_daily: ['spend'],
  financial_transactions: ['amount'],
};

interface Part {
  source: string;
  currency: string | null;
  times: bigint;
  sum: bigint | null;
}

/** By files that came since `since` (a UTC day). `source`: only this feed. What is 0 in the end is told too. */
export function changedTotals(db: Db, since: string, source?: string): Effect[] {
  const given = { since, source: source ?? null };
  return Object.entries(TOTALS).flatMap(([name, columns]) =>
    columns.flatMap((column) => {
      const table = name as FactTable;
      const corrected = db
        .prepare<unknown[], Part>(
          `SELECT f.feed AS source, f.currency, count(*) AS times,
                  sum(CAST(c.new_value AS INTEGER) - CAST(c.old_value AS INTEGER)) AS sum
           FROM changes AS c JOIN files AS f ON f.id = c.file_id
           WHERE c.table_name = '${table}' AND c.column_name = '${column}' AND f.landed_at >= @since
             AND (@source IS NULL OR f.feed = @source) GROUP BY 1, 2`,
        )
        .safeIntegers()
        .all(given);
      const withdrawn = db
        .prepare<unknown[], Part>(
          `SELECT f.feed AS source, f.currency, count(*) AS times, sum(json_extract(w.row_values, '$.${column}')) AS sum
           FROM withdrawals AS w JOIN files AS f ON f.id = w.by_file_id
           WHERE w.table_name = '${table}' AND f.landed_at >= @since
             AND (@source IS NULL OR f.feed = @source) GROUP BY 1, 2`,
        )
        .safeIntegers()
        .all(given);
      return effectsOf(table, column, corrected, withdrawn);
    }),
  );
}

/** Amounts in two currencies stay two lines. */
function effectsOf(
  table: FactTable,
  column: string,
  corrected: readonly Part[],
  withdrawn: readonly Part[],
): Effect[] {
  const { is } = (FACTS[table].values as readonly FactColumn[]).find((one) => one.name === column) ?? {};
  const money = is === 'nanos';
  const keyOf = (part: Part): string => JSON.stringify([part.source, money ? part.currency : null]);
  const say = (sum: bigint): string => (money ? nanosToDecimal(sum) : String(sum));
  const total = (parts: readonly Part[], of: 'times' | 'sum'): bigint =>
    parts.reduce((all, part) => all + (part[of] ?? 0n), 0n);
  return [...Map.groupBy([...corrected, ...withdrawn], keyOf)].map(([key, parts]): Effect => {
    const [source, currency] = JSON.parse(key) as [string, string | null];
    const [own, gone] = [corrected, withdrawn].map((list) => parts.filter((part) => list.includes(part)));
    const [more, less] = [total(own ?? [], 'sum'), total(gone ?? [], 'sum')];
    return {
      ...{ source, table, column, money, currency },
      values: Number(total(own ?? [], 'times')),
      corrected: say(more),
      rows: Number(total(gone ?? [], 'times')),
      withdrawn: say(less),
      difference: say(more - less),
    };
  });
}
