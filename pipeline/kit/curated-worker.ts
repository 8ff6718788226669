import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { CuratedJob, CuratedReply } from './curated.ts';

// DuckDB lives in a process of its own: its memory goes back to the system with it, and a crash there loses no load.
async function open() {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '256MB',
    preserve_insertion_order: 'true',
  });
  return { instance, connection: await instance.connect() };
}
let { instance, connection } = await open();

/** Memory that DuckDB took for more rows than this it would keep. */
const MANY_ROWS = 200_000;

async function openAnew(): Promise<void> {
  connection.closeSync();
  instance.closeSync();
  ({ instance, connection } = await open());
}

process.on('message', (job: CuratedJob) => {
  run(job).then(
    (years) => {
      const last = years.reduce((sum, { rows }) => sum + rows, 0) > MANY_ROWS;
      process.send?.({ years, last } satisfies CuratedReply, () => last && process.exit(0));
    },
    (cause: unknown) => reply({ error: cause instanceof Error ? cause.message : String(cause) }),
  );
});
process.on('disconnect', () => process.exit(0));

const reply = (message: CuratedReply): void => void process.send?.(message);
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const name = (column: string): string => `"${column.replaceAll('"', '""')}"`;

async function run(job: CuratedJob): Promise<{ year: string; rows: number }[]> {
  const types = job.columns.map((column) => `${quote(column.name)}: ${quote(column.type)}`).join(', ');
  const staged = (
    part: string,
  ) => `read_csv(${quote(part)}, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
    auto_detect = false, buffer_size = 8000000, columns = {${types}, 'occurrence': 'INTEGER', 'file': 'INTEGER', 'line': 'BIGINT'})`;
  const columns = [...job.columns.map((column) => column.name), ...(job.occurrence ? ['occurrence'] : [])];
  const key = [...job.key, ...(job.occurrence ? ['occurrence'] : [])];
  const order = [...job.order, ...(job.occurrence ? ['occurrence'] : [])].map(name).join(', ');
  const done: { year: string; rows: number }[] = [];
  for (const { year, ranges, part, old, out } of job.years) {
    // Only the year's own bytes: reading the whole file anew for each year takes twice the time.
    for (const [start, end] of ranges) {
      await pipeline(
        createReadStream(job.staging, { start, end: end - 1 }),
        createWriteStream(part, { flags: 'a' }),
      );
    }
    const fresh = `SELECT ${columns.map(name).join(', ')} FROM ${staged(part)}`;
    const rows = job.removes
      ? without(job, key, part, old as string)
      : old === null
        ? fresh
        : await merged(fresh, old, columns, key);
    await connection.run(
      `COPY (SELECT * FROM (${rows}) ORDER BY ${order}) TO ${quote(out)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    const counted = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER FROM read_parquet(${quote(out)})`,
    );
    const written = counted.getRows()[0]?.[0] as number;
    done.push({ year, rows: written });
    if (written > MANY_ROWS) await openAnew();
  }
  return done;
}

/** The year as it stood, less the rows whose keys `part` lists. */
function without(job: CuratedJob, key: readonly string[], part: string, old: string): string {
  const typeOf = new Map(job.columns.map((column) => [column.name, column.type]));
  const types = key.map((column) => `${quote(column)}: ${quote(typeOf.get(column) ?? 'INTEGER')}`).join(', ');
  const list = `read_csv(${quote(part)}, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
    auto_detect = false, columns = {${types}})`;
  const on = key.map((column) => `d.${name(column)} IS NOT DISTINCT FROM o.${name(column)}`).join(' AND ');
  return `SELECT o.* FROM read_parquet(${quote(old)}) o WHERE NOT EXISTS (SELECT 1 FROM ${list} d WHERE ${on})`;
}

/** The year as it stood, with the load's rows on top; a value the load does not tell stays. */
async function merged(
  fresh: string,
  old: string,
  columns: readonly string[],
  key: readonly string[],
): Promise<string> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet(${quote(old)})`);
  const known = new Set(described.getRows().map((row) => String(row[0])));
  const select = columns.map((column) =>
    known.has(column)
      ? `coalesce(n.${name(column)}, o.${name(column)}) AS ${name(column)}`
      : `n.${name(column)}`,
  );
  const on = key.map((column) => `n.${name(column)} IS NOT DISTINCT FROM o.${name(column)}`).join(' AND ');
  return `SELECT ${select.join(', ')} FROM (${fresh}) n FULL JOIN read_parquet(${quote(old)}) o ON ${on}`;
}
