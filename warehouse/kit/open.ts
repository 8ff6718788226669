import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BedrotError } from '../../core/errors.ts';
import { copyBeforeMigration, isMade } from './before-migration.ts';
import { migrate, pendingMigrations } from './migrate.ts';

export type Db = Database.Database;

export const WAREHOUSE_FILE = 'warehouse.db';
export const OPS_FILE = 'ops.db';
const SCHEMA = join(import.meta.dirname, '..', 'schema');

/** Opens (and makes, migrates) `warehouse.db` for writing. Only the pipeline calls this. */
export function openWarehouseForWriting(data: string): Db {
  mkdirSync(data, { recursive: true });
  const db = new Database(join(data, WAREHOUSE_FILE));
  // Everything in it can be rebuilt, so NORMAL: a power cut may lose the last load, never corrupt.
  prepare(db, 'NORMAL');
  migrateSafely(db, data, 'warehouse');
  return db;
}

/**
 * How many bytes of the file are read where the system has them in memory, in place of a call and a copy for each page: a
 * process's first walk over a year of a million lines takes a quarter of the time. Addresses, not memory.
 */
const MOST_MAPPED = 2 ** 30;

/**
 * Opens `warehouse.db` for questions. Nothing can be written through it.
 * @throws BedrotError `warehouse_missing` when nothing was ever loaded, or an older program made it.
 */
export function openWarehouse(data: string): Db {
  const file = join(data, WAREHOUSE_FILE);
  if (!existsSync(file)) {
    throw new BedrotError(
      'warehouse_missing',
      'Nothing has been loaded yet. Run "bedrot import FILE..." first. docs/first-files.md says how to get the files.',
    );
  }
  const db = new Database(file, { readonly: true });
  db.pragma('query_only = ON');
  tune(db);
  db.pragma(`mmap_size = ${MOST_MAPPED}`);
  if (pendingMigrations(db, join(SCHEMA, 'warehouse')).length > 0) {
    db.close();
    throw new BedrotError(
      'warehouse_missing',
      'The warehouse was made by an older bedrot. Run "bedrot run" once: it is brought up to date, and nothing is lost.',
    );
  }
  return db;
}

/** Opens (and makes, migrates) `ops.db`. Written only through `warehouse/ops`. */
export function openOps(data: string): Db {
  mkdirSync(data, { recursive: true });
  const db = new Database(join(data, OPS_FILE));
  // What was decided exists nowhere else: every commit reaches the disk.
  prepare(db, 'FULL');
  migrateSafely(db, data, 'ops');
  return db;
}

/** A database that holds something is copied before it is changed. */
function migrateSafely(db: Db, data: string, schema: 'warehouse' | 'ops'): void {
  const folder = join(SCHEMA, schema);
  const [first] = pendingMigrations(db, folder);
  if (first === undefined) return;
  if (isMade(db)) copyBeforeMigration(db, data, `${schema}-before-${first.slice(0, 4)}.db`);
  migrate(db, folder);
}

function prepare(db: Db, synchronous: 'NORMAL' | 'FULL'): void {
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${synchronous}`);
  db.pragma('foreign_keys = ON');
  tune(db);
}

function tune(db: Db): void {
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
}
