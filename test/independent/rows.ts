import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a curated file: days as text, amounts (DECIMAL) as whole 1e-9, counts as numbers. */
export type Row = Readonly<Record<string, string | number | bigint | null>>;

/** Feed -> all its curated rows, every year. */
export type Rows = ReadonlyMap<string, readonly Row[]>;

/** Reads the curated zone with DuckDB, and nothing else of the house. */
export async function curatedRows(data: string): Promise<Rows> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const folder = join(data, 'curated');
  const feeds = new Set(
    readdirSync(folder).flatMap((file) => /^(.+)_curated_.*\.parquet$/.exec(file)?.[1] ?? []),
  );
  const duck = await DuckDBInstance.create(':memory:');
  const connection = await duck.connect();
  try {
    const rows = new Map<string, Row[]>();
    for (const feed of [...feeds].sort()) {
      const files = `read_parquet('${join(folder, `${feed}_curated_*.parquet`).replaceAll("'", "''")}')`;
      const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${files}`);
      const columns = described.getRows().map(([name, type]) => plain(String(name), String(type)));
      const read = await connection.runAndReadAll(`SELECT ${columns.join(', ')} FROM ${files} ORDER BY ALL`);
      const decimals = new Set(
        described
          .getRows()
          .flatMap(([name, type]) => (String(type).startsWith('DECIMAL') ? [String(name)] : [])),
      );
      rows.set(
        feed,
        read
          .getRowObjects()
          .map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([name, value]) => [
                name,
                typeof value === 'bigint' && !decimals.has(name)
                  ? Number(value)
                  : (value as string | number | bigint | null),
              ]),
            ),
          ),
      );
    }
    return rows;
  } finally {
    connection.closeSync();
    duck.closeSync();
  }
}

function plain(name: string, type: string): string {
  if (type === 'DATE') return `"${name}"::VARCHAR AS "${name}"`;
  return type.startsWith('DECIMAL')
    ? `("${name}"::DECIMAL(38, 9) * 1000000000)::HUGEINT AS "${name}"`
    : `"${name}"`;
}
