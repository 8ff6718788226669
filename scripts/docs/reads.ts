import Database from 'better-sqlite3';
import type { Feed } from '../../pipeline/kit/platform.ts';
import { TABLES } from '../../warehouse/kit/compile-tables.ts';
import { DIMENSION_PARTS, FACTS, type FactColumn } from '../../warehouse/kit/facts.ts';
import type { Metric } from '../../warehouse/kit/metric.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { readFrom } from '../../warehouse/kit/schema.ts';

/** 'table.column' -> who. */
export type Uses = ReadonlyMap<string, readonly string[]>;

class Collected {
  readonly map = new Map<string, string[]>();
  add(table: string, column: string, who: string): void {
    const known = this.map.get(`${table}.${column}`) ?? [];
    if (!known.includes(who)) this.map.set(`${table}.${column}`, [...known, who]);
  }
}

/** Fact column -> the feeds that fill it, with their own name of it: 'distrokid_bank: earnings'. */
export function filledBy(feeds: readonly Feed[]): Uses {
  const filled = new Collected();
  for (const { name, load } of feeds) {
    const { key, values } = FACTS[load.table];
    for (const column of [...key, ...values] as FactColumn[])
      for (const from of sourcesOf(column).flatMap((part) => load.from[part] ?? []))
        filled.add(load.table, column.name, `${name}: ${'column' in from ? from.column : `'${from.value}'`}`);
  }
  return filled.map;
}

/** Under which names a feed says where a fact column comes from. */
const sourcesOf = ({ name, is }: FactColumn): string[] =>
  is in DIMENSION_PARTS
    ? DIMENSION_PARTS[is as keyof typeof DIMENSION_PARTS].map((part) => `${name}.${part}`)
    : [name];

/** Table or view column -> the metrics that add it up, break down by it or go by its dates. */
export function metricReads(metrics: readonly Metric[]): Uses {
  const read = new Collected();
  for (const { name, sources } of metrics)
    for (const { table, date, columns, dimensions } of sources) {
      const raw = dimensions.map((dimension) => TABLES[table].dimensions[dimension]?.raw);
      for (const column of [date, ...Object.values(columns), ...raw])
        if (column !== undefined) read.add(table, column, name);
    }
  return read.map;
}

/**
 * Table column -> the views that cannot do without it: the schema is made once more without the column, and a view that
 * then does not open needs it. `SELECT *` hands a column on and opens all the same, so it is no reader.
 */
export function viewReads(db: Db, tables: readonly string[]): Uses {
  const read = new Collected();
  const views = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY name",
    )
    .all();
  const all = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const known = new Set([...all, ...views.map(({ name }) => name)]);
  const columns = new Map(all.map((table) => [table, columnsOf(db, table)]));
  const under = new Map(views.map(({ name, sql }) => [name, readFrom(sql, known)]));
  for (const table of tables) {
    const near = views.filter(({ name }) => reaches(under, name, table)).map(({ name }) => name);
    for (const gone of columns.get(table) ?? []) {
      const without = new Map(columns).set(
        table,
        (columns.get(table) ?? []).filter((name) => name !== gone),
      );
      for (const view of broken(without, views, near)) read.add(table, gone, view);
    }
  }
  return read.map;
}

const columnsOf = (db: Db, table: string): string[] =>
  db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);

const reaches = (under: ReadonlyMap<string, readonly string[]>, view: string, table: string): boolean =>
  (under.get(view) ?? []).some((base) => base === table || reaches(under, base, table));

/** Of `near`, the views that do not open over tables with these columns. */
function broken(
  tables: ReadonlyMap<string, readonly string[]>,
  views: readonly { sql: string }[],
  near: readonly string[],
): string[] {
  const db = new Database(':memory:');
  try {
    for (const [name, columns] of tables) db.exec(`CREATE TABLE ${name} (${columns.join(', ')})`);
    for (const { sql } of views) db.exec(sql);
    return near.filter((view) => !opens(db, view));
  } finally {
    db.close();
  }
}

function opens(db: Db, view: string): boolean {
  try {
    db.prepare(`SELECT * FROM ${view}`);
    return true;
  } catch {
    return false;
  }
}
