import { nanosToDecimal } from '../../core/money.ts';
import { DIMENSION_PARTS, FACTS, type FactColumn, type FactDefinition, type FactTable } from './facts.ts';
import type { MetricRegistry } from './metric.ts';
import type { Db } from './open.ts';
import { readFrom } from './schema.ts';

/** What one landed file became. Everything but the paths is as the warehouse stands now. */
export interface FileTrace {
  feedVersion: number;
  rows: number;
  /** New and corrected facts, as they were counted when the file was loaded; so the next three. */
  loaded: number;
  corrected: number;
  unchanged: number;
  refused: number;
  /** Facts of earlier files it withdrew. */
  withdrawn: number;
  firstDay: string | null;
  lastDay: string | null;
  outputs: { zone: string; path: string }[];
  /** The first ones, by line. */
  refusals: { line: number; check: string; column: string; reason: string; text: string }[];
  /** Facts it is the last to tell. */
  tells: Told[];
  /** Values it changed of what earlier files told. */
  changed: Passed[];
  /** Values of its own that later files changed. */
  changedBy: Passed[];
  /** Facts of its own that are no longer told by a statement issued again. */
  withdrawnBy: Passed[];
  /** Names in its facts that nobody knows. */
  unknown: { artists: string[]; stores: string[]; countries: string[]; lines: string[] };
  /** Metrics that its facts are part of. */
  metrics: string[];
}

export interface Told {
  table: FactTable;
  facts: number;
  /** First and last day or month; null where the table has none. */
  from: string | null;
  to: string | null;
  /** Exact decimals, one for each currency. */
  money: { column: string; currency: string; amount: string }[];
}

/** Facts that went over from one file to another. */
export interface Passed {
  table: FactTable;
  facts: number;
  /** Empty: the facts as a whole. */
  columns: string[];
  file: string;
  path: string;
  landedAt: string;
}

const MOST_REFUSALS = 5;
const tables = Object.keys(FACTS) as FactTable[];
export const columnsOf = (table: FactTable): readonly FactColumn[] => {
  const { key, values }: FactDefinition = FACTS[table];
  return [...key, ...values];
};

/** @param file id in the ledger. Null: the file is not loaded. */
export function traceFile(db: Db, metrics: MetricRegistry, file: number): FileTrace | null {
  const counts = db
    .prepare<[number], Omit<FileTrace, 'outputs'>>(
      `SELECT feed_version AS feedVersion, rows, loaded, corrected, unchanged, refused, withdrawn,
              first_day AS firstDay, last_day AS lastDay FROM files WHERE id = ?`,
    )
    .get(file);
  if (!counts) return null;
  const tells = tables.flatMap((table) => toldBy(db, table, file) ?? []);
  const all = <T>(sql: string): T[] => db.prepare<[number], T>(sql).all(file);
  return {
    ...counts,
    outputs: all(
      "SELECT zone, path FROM outputs WHERE file_id = ? ORDER BY zone = 'curated', zone = 'staging', path",
    ),
    refusals: all(
      `SELECT line, check_name AS "check", column_name AS "column", reason, text FROM refusals WHERE file_id = ?
       ORDER BY line, check_name, column_name LIMIT ${MOST_REFUSALS}`,
    ),
    tells,
    changed: passed(db, 'changes', 'file_id', 'old_file_id', file),
    changedBy: passed(db, 'changes', 'old_file_id', 'file_id', file),
    withdrawnBy: passed(db, 'withdrawals', 'file_id', 'by_file_id', file),
    unknown: unknownOf(db, tells, file),
    metrics: metricsOf(db, metrics, tells, file),
  };
}

function toldBy(db: Db, table: FactTable, file: number): Told | null {
  const [first] = FACTS[table].key as readonly FactColumn[];
  const day = first?.is === 'text' ? first.name : 'NULL';
  const found = db
    .prepare<[number], Omit<Told, 'table' | 'money'>>(
      `SELECT count(*) AS facts, min(${day}) AS "from", max(${day}) AS "to" FROM ${table} WHERE file_id = ?`,
    )
    .get(file);
  if (!found || found.facts === 0) return null;
  const names = new Set(columnsOf(table).map(({ name }) => name));
  const amount = columnsOf(table).find(({ is }) => is === 'nanos')?.name;
  // A rate is no money.
  if (amount === undefined || !names.has('currency') || names.has('quote'))
    return { table, ...found, money: [] };
  const sums = db
    .prepare<[number], { currency: string; sum: bigint }>(
      `SELECT currency, sum(${amount}) AS sum FROM ${table}
       WHERE file_id = ? AND ${amount} IS NOT NULL AND currency IS NOT NULL GROUP BY currency ORDER BY currency`,
    )
    .safeIntegers()
    .all(file);
  const money = sums.map(({ currency, sum }) => ({ column: amount, currency, amount: nanosToDecimal(sum) }));
  return { table, ...found, money };
}

/** What went over between this file (`mine`) and others. */
function passed(
  db: Db,
  from: 'changes' | 'withdrawals',
  mine: string,
  other: string,
  file: number,
): Passed[] {
  const column = from === 'changes' ? 'group_concat(DISTINCT x.column_name)' : "''";
  return db
    .prepare<[number], Omit<Passed, 'columns'> & { columns: string }>(
      `SELECT x.table_name AS "table", count(DISTINCT x.row_key) AS facts, ${column} AS columns,
              f.original_name AS file, f.path, f.landed_at AS landedAt
       FROM ${from} AS x JOIN files AS f ON f.id = x.${other}
       WHERE x.${mine} = ? GROUP BY f.id, x.table_name ORDER BY f.id, x.table_name`,
    )
    .all(file)
    .map((one) => ({ ...one, columns: one.columns === '' ? [] : one.columns.split(',').sort() }));
}

function unknownOf(db: Db, tells: readonly Told[], file: number): FileTrace['unknown'] {
  const find = (is: string, sql: (table: FactTable, column: string) => string): string[] => {
    const names = tells.flatMap(({ table }) =>
      columnsOf(table)
        .filter((column) => column.is === is)
        .flatMap(({ name }) => db.prepare<[number], string>(sql(table, name)).pluck().all(file)),
    );
    return [...new Set(names)].sort();
  };
  const artist = `JOIN artist_credits c ON c.artist_name_id = n.id JOIN artists a ON a.id = c.artist_id
    WHERE f.file_id = ? AND a.status = 'unknown'`;
  const credits = find(
    'artist_name',
    (table, column) =>
      `SELECT DISTINCT n.name FROM ${table} f JOIN artist_names n ON n.id = f.${column} ${artist}`,
  );
  const ofTracks = find(
    'track_name',
    (table, column) =>
      `SELECT DISTINCT n.name FROM ${table} f JOIN track_names t ON t.id = f.${column}
       JOIN artist_names n ON n.id = t.artist_name_id ${artist}`,
  );
  return {
    artists: [...new Set([...credits, ...ofTracks])].sort(),
    stores: find(
      'platform_name',
      (table, column) =>
        `SELECT DISTINCT n.name FROM ${table} f JOIN platform_names n ON n.id = f.${column}
         JOIN platforms p ON p.id = n.platform_id WHERE f.file_id = ? AND p.known = 0`,
    ),
    countries: find(
      'territory',
      (table, column) =>
        `SELECT DISTINCT n.code FROM ${table} f JOIN territories n ON n.code = f.${column}
         WHERE f.file_id = ? AND n.known = 0`,
    ),
    lines: find(
      'transaction_name',
      (table, column) =>
        `SELECT DISTINCT n.description FROM ${table} f JOIN transaction_names n ON n.id = f.${column}
         WHERE f.file_id = ? AND n.known = 0`,
    ),
  };
}

/** Metrics with a source over a table that has facts of the file, some of them with a value of the metric. */
function metricsOf(db: Db, metrics: MetricRegistry, tells: readonly Told[], file: number): string[] {
  const told = new Set<string>(tells.map(({ table }) => table));
  const views = new Map(
    db
      .prepare<[], [string, string]>("SELECT name, sql FROM sqlite_schema WHERE type = 'view'")
      .raw()
      .all() as [string, string][],
  );
  const known = new Set<string>([...tables, ...views.keys()]);
  const stands = (name: string): boolean =>
    told.has(name) || readFrom(views.get(name) ?? '', known).some((base) => base !== name && stands(base));
  const knows = (table: string, columns: readonly string[]): boolean => {
    // A view that adds rows up has no file: that it stands on a table the file tells is all that can be said.
    if (!told.has(table)) return stands(table);
    const any = columns.map((column) => `${column} IS NOT NULL`).join(' OR ');
    return (
      db.prepare(`SELECT 1 FROM ${table} WHERE file_id = ? AND (${any}) LIMIT 1`).get(file) !== undefined
    );
  };
  return [...metrics.values()]
    .filter(({ sources }) => sources.some(({ table, columns }) => knows(table, Object.values(columns))))
    .map(({ name }) => name);
}

export const isDimension = (column: FactColumn): boolean => column.is in DIMENSION_PARTS;
