import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openWarehouse } from '../../warehouse/kit/open.ts';

/** SHA-256 of every table of the warehouse, rows in the order of all their columns. */
export function hashTables(data: string): Record<string, string> {
  const db = openWarehouse(data);
  try {
    const tables = db
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        const columns = db
          .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${name}')`)
          .all();
        const rows = db
          .prepare(`SELECT * FROM ${name} ORDER BY ${columns.map((column) => `"${column.name}"`).join(', ')}`)
          .raw()
          .safeIntegers();
        const hash = createHash('sha256');
        for (const row of rows.iterate() as Iterable<unknown[]>) hash.update(`${row.join('\u001f')}\n`);
        return [name, hash.digest('hex')];
      }),
    );
  } finally {
    db.close();
  }
}

/** Rows of one year of a feed in the curated zone, every value as text. */
export async function curatedRows(
  data: string,
  feed: string,
  year: string,
): Promise<Record<string, string>[]> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const path = join(data, 'curated', `${feed}_curated_${year}.parquet`);
    const read = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
    return read
      .getRowObjects()
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])),
      );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
