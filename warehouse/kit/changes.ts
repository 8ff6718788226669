import { nanosToDecimal } from '../../core/money.ts';
import { type DIMENSION_PARTS, FACTS, type FactColumn, type FactTable } from './facts.ts';
import type { Db } from './open.ts';

/** What one file changed in one column of what earlier files told, added up. */
export interface ChangeGroup {
  /** UTC day the file came. */
  day: string;
  file: string;
  source: string;
  table: FactTable;
  /** null: the facts as a whole, which the file withdrew. */
  column: string | null;
  values: number;
  /** First and last day or month of the facts changed. */
  from: string;
  to: string;
  /** Difference of the sums where the column is a number: a decimal for money, else a whole number; null for texts. */
  difference: string | null;
  money: boolean;
}

/** One value that a later file changed. Money as a decimal. */
export interface Change {
  day: string;
  file: string;
  source: string;
  /** The fact, in words: "2026-07 · NEON ABATTOIR · Spotify · US". */
  what: string;
  column: string;
  old: string | null;
  new: string | null;
  money: boolean;
}

const columnOf = (table: FactTable, name: string): FactColumn | undefined =>
  (FACTS[table].values as readonly FactColumn[]).find((column) => column.name === name);
const isMoney = (table: FactTable, name: string): boolean => columnOf(table, name)?.is === 'nanos';
const isNumber = (table: FactTable, name: string): boolean =>
  columnOf(table, name)?.is === 'nanos' || columnOf(table, name)?.is === 'integer';

/** Since `since` (a UTC day), newest file first. `source`: only this feed. */
export function changeGroups(db: Db, since: string, source?: string): ChangeGroup[] {
  const changed = db
    .prepare<
      unknown[],
      Omit<ChangeGroup, 'difference' | 'money' | 'column'> & { column: string; difference: string }
    >(
      `SELECT substr(f.landed_at, 1, 10) AS day, f.original_name AS file, f.feed AS source, c.table_name AS "table",
              c.column_name AS "column", count(*) AS "values", min(json_extract(c.row_key, '$[0]')) AS "from",
              max(json_extract(c.row_key, '$[0]')) AS "to",
              CAST(sum(CAST(c.new_value AS INTEGER) - CAST(c.old_value AS INTEGER)) AS TEXT) AS difference
       FROM changes AS c JOIN files AS f ON f.id = c.file_id
       WHERE f.landed_at >= @since AND (@source IS NULL OR f.feed = @source)
       GROUP BY f.id, c.table_name, c.column_name ORDER BY f.id DESC, c.table_name, c.column_name`,
    )
    .all({ since, source: source ?? null });
  const withdrawn = db
    .prepare<unknown[], Omit<ChangeGroup, 'difference' | 'money' | 'column'>>(
      `SELECT substr(f.landed_at, 1, 10) AS day, f.original_name AS file, f.feed AS source, w.table_name AS "table",
              count(*) AS "values", min(json_extract(w.row_key, '$[0]')) AS "from", max(json_extract(w.row_key, '$[0]')) AS "to"
       FROM withdrawals AS w JOIN files AS f ON f.id = w.by_file_id
       WHERE f.landed_at >= @since AND (@source IS NULL OR f.feed = @source)
       GROUP BY f.id, w.table_name ORDER BY f.id DESC, w.table_name`,
    )
    .all({ since, source: source ?? null });
  return [
    ...changed.map((group) => {
      const money = isMoney(group.table, group.column);
      const difference = !isNumber(group.table, group.column)
        ? null
        : money
          ? nanosToDecimal(BigInt(group.difference))
          : group.difference;
      return { ...group, difference, money };
    }),
    ...withdrawn.map((group) => ({ ...group, column: null, difference: null, money: false })),
  ].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

/** The single values changed since, those that differ most first, numbers before texts. */
export function changedValues(db: Db, since: string, source: string | undefined, limit: number): Change[] {
  const rows = db
    .prepare<
      unknown[],
      {
        day: string;
        file: string;
        source: string;
        table_name: FactTable;
        row_key: string;
        column_name: string;
        old_value: string | null;
        new_value: string | null;
      }
    >(
      `SELECT substr(f.landed_at, 1, 10) AS day, f.original_name AS file, f.feed AS source, c.table_name, c.row_key,
              c.column_name, c.old_value, c.new_value
       FROM changes AS c JOIN files AS f ON f.id = c.file_id
       WHERE f.landed_at >= @since AND (@source IS NULL OR f.feed = @source)
       ORDER BY abs(CAST(c.new_value AS REAL) - CAST(c.old_value AS REAL)) / max(1, abs(CAST(c.old_value AS REAL))) DESC,
                c.file_id DESC, c.table_name, c.row_key, c.column_name
       LIMIT @limit`,
    )
    .all({ since, source: source ?? null, limit });
  const say = factNames(db);
  return rows.map((row) => {
    const money = isMoney(row.table_name, row.column_name);
    const value = (text: string | null): string | null =>
      text !== null && money ? nanosToDecimal(BigInt(text)) : text;
    return {
      ...{ day: row.day, file: row.file, source: row.source, money, column: row.column_name },
      what: say(row.table_name, JSON.parse(row.row_key) as (string | number)[]),
      old: value(row.old_value),
      new: value(row.new_value),
    };
  });
}

const NAME_SQL: Readonly<Record<keyof typeof DIMENSION_PARTS, string>> = {
  artist_name: 'SELECT name FROM artist_names WHERE id = ?',
  track_name: 'SELECT title FROM track_names WHERE id = ?',
  platform: 'SELECT name FROM platforms WHERE id = ?',
  platform_name: 'SELECT name FROM platform_names WHERE id = ?',
  territory: 'SELECT code FROM territories WHERE code = ?',
  transaction_name: 'SELECT description FROM transaction_names WHERE id = ?',
};

/** Says a fact's key in words; parts that are not told are left out. */
export function factNames(db: Db): (table: FactTable, key: readonly (string | number)[]) => string {
  const find = new Map(
    Object.entries(NAME_SQL).map(([kind, sql]) => [kind, db.prepare<unknown[], string>(sql).pluck()]),
  );
  return (table, key) =>
    (FACTS[table].key as readonly FactColumn[])
      .map((column, index) => {
        if (column.is === 'occurrence') return '';
        const name = find.get(column.is);
        return String(name ? (name.get(key[index]) ?? '') : (key[index] ?? ''));
      })
      .filter((text) => text !== '')
      .join(' · ');
}
