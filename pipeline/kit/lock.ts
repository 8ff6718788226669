import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BedrotError } from '../../core/errors.ts';

/** One run at a time. @throws BedrotError `busy` */
export const takeRunLock = (data: string): Lock =>
  takeLock(
    data,
    'run.lock',
    'Another run is at work on this data folder. Wait for it to end, then try again.',
  );

export interface Lock {
  release(): void;
}

/**
 * The lock is an exclusive transaction on a database of its own: the operating system drops it the
 * moment its holder dies, and nobody can steal it from a holder that is merely busy, as lock files with a heartbeat can.
 * @param busy what a person is told when it is taken
 * @throws BedrotError `busy`
 */
export function takeLock(data: string, name: string, busy: string): Lock {
  mkdirSync(data, { recursive: true });
  const db = new Database(join(data, name), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause;
    throw new BedrotError('busy', busy, {}, cause);
  }
  held.add(db);
  return {
    release: () => {
      held.delete(db);
      db.close();
    },
  };
}

/** Held until released, even by a caller that keeps no hand on it: a database nobody knows any more is closed, its lock gone. */
const held = new Set<Database.Database>();
