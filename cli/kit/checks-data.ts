import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECT } from '../../core/config.ts';
import { dayIn } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import { loadLabel } from '../../core/label.ts';
import { takeRunLock } from '../../pipeline/kit/lock.ts';
import { asOf } from '../../warehouse/kit/freshness.ts';
import { pendingMigrations } from '../../warehouse/kit/migrate.ts';
import { OPS_FILE, WAREHOUSE_FILE } from '../../warehouse/kit/open.ts';
import { readPolicies } from '../../warehouse/ops/policies.ts';
import type { Check, Finding } from './check.ts';

/** The label's own things: its file, both databases, the age of its numbers, the run lock. */
export const dataChecks: readonly Check[] = [
  {
    what: 'label.json',
    look({ config: { data } }) {
      if (!existsSync(join(data, 'label.json'))) {
        return { state: 'fail', says: `There is none in ${data}.`, todo: 'Run "bedrot init".' };
      }
      const { name, artists, demo } = loadLabel(data);
      const count = `${artists.length} artist${artists.length === 1 ? '' : 's'}`;
      return { state: 'ok', says: `${name}, ${count}${demo ? ', demo data' : ''}.` };
    },
  },
  {
    what: WAREHOUSE_FILE,
    look: ({ config }) => examineDatabase(config.data, WAREHOUSE_FILE, 'warehouse', 'Run "bedrot rebuild".'),
  },
  {
    what: OPS_FILE,
    look: ({ config }) => examineDatabase(config.data, OPS_FILE, 'ops', 'Bring back the newest backup.'),
  },
  {
    what: 'age of numbers',
    look({ config: { data }, clock }) {
      if (![WAREHOUSE_FILE, OPS_FILE].every((file) => existsSync(join(data, file)))) {
        return { state: 'warn', says: 'Nothing was loaded yet.', todo: 'Run "bedrot import FILE...".' };
      }
      const { timeZone, freshness } = loadLabel(data);
      const ages = reading(data, WAREHOUSE_FILE, (warehouse) =>
        reading(data, OPS_FILE, (ops) => {
          const policies = readPolicies(ops);
          const sources = policies.map(({ source }) => source);
          return asOf(warehouse, policies, sources, dayIn(clock.now(), timeZone), freshness);
        }),
      );
      const behind = ages.filter(({ state }) => state === 'late' || state === 'overdue');
      if (behind.length === 0) {
        const known = ages.filter(({ day }) => day !== null).length;
        return { state: 'ok', says: `${known} of ${ages.length} sources have numbers, none is late.` };
      }
      return {
        state: 'warn',
        says: behind
          .map(({ label, day, age_days }) => `${label} ends ${day} (${age_days} days ago)`)
          .join('; '),
        todo: '"bedrot freshness" says which file to fetch.',
      };
    },
  },
  {
    what: 'run lock',
    look({ config: { data } }) {
      // Taking it would make its file, and a doctor changes nothing.
      if (!existsSync(join(data, 'run.lock'))) return { state: 'ok', says: 'Free.' };
      try {
        takeRunLock(data).release();
        return { state: 'ok', says: 'Free.' };
      } catch (thrown) {
        if (!(thrown instanceof BedrotError && thrown.code === 'busy')) throw thrown;
        return { state: 'warn', says: 'A run is at work at this moment.', todo: 'Wait for it to end.' };
      }
    },
  },
];

function reading<T>(data: string, file: string, look: (db: Database.Database) => T): T {
  const db = new Database(join(data, file), { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

function examineDatabase(data: string, file: string, schema: string, todo: string): Finding {
  if (!existsSync(join(data, file))) {
    return { state: 'warn', says: 'It is not there yet.', todo: 'Run "bedrot import FILE...".' };
  }
  try {
    return reading(data, file, (db) => {
      const said = db.pragma('quick_check(1)', { simple: true });
      if (said !== 'ok') return { state: 'fail', says: `It is damaged: ${String(said)}`, todo };
      const pending = pendingMigrations(db, join(PROJECT, 'warehouse', 'schema', schema));
      if (pending.length === 0) return { state: 'ok', says: 'Sound, and its schema is up to date.' };
      return {
        state: 'warn',
        says: `Sound; ${pending.length} migrations wait (${pending.join(', ')}).`,
        todo: 'The next run applies them.',
      };
    });
  } catch (thrown) {
    const code = (thrown as { code?: string }).code ?? '';
    if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') throw thrown;
    return { state: 'fail', says: `It is damaged: ${(thrown as Error).message}`, todo };
  }
}
