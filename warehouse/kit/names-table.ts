import type { Db } from './open.ts';

export type Value = string | number | null;

/**
 * Brings a small table to the wanted rows, writing only differences: a re-run of the same names writes nothing, so the
 * file and its readers' caches stay as they are. New and changed rows are written first, by parents before children;
 * rows that are no longer wanted go last, children before parents.
 */
export interface TableChange {
  write(): void;
  prune(): void;
}

/** `columns` lead with the `keys` primary key columns; `wanted` rows are in that order. */
export function tableChange(
  db: Db,
  table: string,
  columns: readonly string[],
  keys: number,
  wanted: Iterable<readonly Value[]>,
): TableChange {
  const names = columns.join(', ');
  const key = columns.slice(0, keys);
  const keyOf = (row: readonly Value[]): Value =>
    keys === 1 ? (row[0] as Value) : row.slice(0, keys).join('\u001f');
  const same = (a: readonly Value[], b: readonly Value[]): boolean => a.every((value, at) => value === b[at]);

  const rows = new Map<Value, readonly Value[]>();
  for (const row of wanted) {
    const other = rows.get(keyOf(row));
    if (other && !same(other, row))
      throw new Error(`two rows of ${table} share one key: ${other.join(', ')}; ${row.join(', ')}`);
    rows.set(keyOf(row), row);
  }
  const surplus: Value[][] = [];
  const there = db.prepare<[], Value[]>(`SELECT ${names} FROM ${table}`).raw();
  for (const row of there.all() as unknown as Value[][]) {
    const want = rows.get(keyOf(row));
    if (!want) surplus.push(row.slice(0, keys));
    else if (same(want, row)) rows.delete(keyOf(row));
  }

  return {
    write: () => {
      if (rows.size === 0) return;
      const updates = columns.slice(keys).map((column) => `${column} = excluded.${column}`);
      const upsert = db.prepare(
        `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})
         ON CONFLICT (${key.join(', ')}) DO ${updates.length > 0 ? `UPDATE SET ${updates.join(', ')}` : 'NOTHING'}`,
      );
      for (const row of rows.values()) upsert.run(...row);
    },
    prune: () => {
      if (surplus.length === 0) return;
      const remove = db.prepare(
        `DELETE FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`,
      );
      for (const row of surplus) remove.run(...row);
    },
  };
}
