import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import type { Db } from './open.ts';

/** An empty warehouse in memory: to see what a file tells before it is taken. Gone when it is closed. */
export function openScratchWarehouse(): Db {
  const db = new Database(':memory:');
  migrate(db, join(import.meta.dirname, '..', 'schema', 'warehouse'));
  return db;
}
