import { glob, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Bytes of the curated files, and of the same rows as CSV. */
export async function curatedSizes(data: string): Promise<{ parquet: number; csv: number }> {
  let parquet = 0;
  for await (const file of glob(join(data, 'curated', '*.parquet'))) parquet += (await stat(file)).size;
  const out = join(data, 'curated.csv');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB' });
  const connection = await instance.connect();
  try {
    await connection.run(
      `COPY (SELECT * FROM read_parquet('${join(data, 'curated', '*.parquet')}')) TO '${out}' (HEADER)`,
    );
    return { parquet, csv: (await stat(out)).size };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(out, { force: true });
  }
}
