import { join } from 'node:path';
import Database from 'better-sqlite3';
import { FACTS, type FactColumn } from '../../warehouse/kit/facts.ts';
import { OPS_FILE, WAREHOUSE_FILE } from '../../warehouse/kit/open.ts';

export const DATABASES = [WAREHOUSE_FILE, OPS_FILE] as const;

/**
 * Rows of each table of the databases in a folder, and the sum of each column of money, as texts: equal totals mean that
 * nothing was lost on the way. A database that is not there has none.
 * @throws Error when a database is damaged
 */
export function totalsOf(folder: string, databases: readonly string[]): Record<string, string> {
  const totals: Record<string, string> = {};
  for (const name of databases) {
    const db = new Database(join(folder, name));
    try {
      const sound = db.pragma('integrity_check', { simple: true });
      if (sound !== 'ok') throw new Error(`${name} is damaged: ${String(sound)}`);
      const tables = db
        .prepare<[], string>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        )
        .pluck()
        .all();
      for (const table of tables) {
        totals[`${name} ${table} rows`] = String(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
        for (const column of moneyOf(table))
          totals[`${name} ${table} ${column}`] = String(
            db.prepare(`SELECT coalesce(sum("${column}"), 0) FROM "${table}"`).pluck().safeIntegers().get(),
          );
      }
    } finally {
      db.close();
    }
  }
  return totals;
}

function moneyOf(table: string): string[] {
  const fact = Object.entries(FACTS).find(([name]) => name === table)?.[1];
  const columns = fact ? ([...fact.key, ...fact.values] as FactColumn[]) : [];
  return columns.filter((column) => column.is === 'nanos').map((column) => column.name);
}

/** What differs, in words; empty: nothing. */
export const differences = (was: Record<string, string>, is: Record<string, string>): string[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}: ${is[name] ?? 'missing'} instead of ${was[name] ?? 'none'}`);
