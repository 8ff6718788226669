import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { BedrotError } from '../../core/errors.ts';

const NUMBERED = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** The migrations of a folder that this database has not seen. Writes nothing. */
export function pendingMigrations(db: Database.Database, folder: string): string[] {
  const names = readdirSync(folder).sort();
  const odd = names.find((name) => !NUMBERED.test(name));
  if (odd) throw new Error(`${join(folder, odd)}: a migration is named NNNN-what-it-does.sql`);
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'").get()
    ? db
        .prepare<[], { name: string }>('SELECT name FROM schema_migrations ORDER BY name')
        .all()
        .map((row) => row.name)
    : [];
  const stranger = known.find((name) => !names.includes(name));
  if (stranger) {
    throw new BedrotError(
      'config_invalid',
      `${db.name} was made by a newer bedrot (it has ${stranger}). Update first.`,
    );
  }
  return names.filter((name) => !known.includes(name));
}

/** Applies what is pending, in order; each migration and the record that it ran are one transaction. */
export function migrate(db: Database.Database, folder: string): string[] {
  const apply = db.transaction((name: string) => {
    db.exec('CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
    // Two processes may start at once: the second finds it done.
    if (db.prepare('SELECT 1 FROM schema_migrations WHERE name = ?').get(name)) return;
    db.exec(readFileSync(join(folder, name), 'utf8'));
    db.prepare('INSERT INTO schema_migrations (name) VALUES (?)').run(name);
  });
  const pending = pendingMigrations(db, folder);
  for (const name of pending) apply.immediate(name);
  return pending;
}
