import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

/** Copies of databases as they were before a migration changed them, in the data folder. Of each step one. */
export const BEFORE_MIGRATION = 'before-migration';

/** A database some version of bedrot made before: a new one has nothing to lose. */
export const isMade = (db: Database.Database): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'").get() !== undefined;

/** A whole copy, also while others read it; a crash leaves no copy under its final name. */
export function copyBeforeMigration(db: Database.Database, data: string, name: string): void {
  const folder = join(data, BEFORE_MIGRATION);
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  rmSync(temporary, { force: true });
  db.prepare('VACUUM INTO ?').run(temporary);
  renameSync(temporary, join(folder, name));
}
