import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { loadConfig } from '../../core/config.ts';
import { silentLog } from '../../core/log.ts';
import { takeRunLock } from '../../pipeline/kit/lock.ts';
import { openOps, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import { writePolicies } from '../../warehouse/ops/policies.ts';
import { dataChecks } from './checks-data.ts';
import { examineEnv, machineChecks } from './checks-machine.ts';
import { processTerminal } from './terminal.ts';
import type { Here } from './word.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-doctor-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const here = (): Here => ({
  config: { ...loadConfig({}, join(data, 'no.env')), data },
  dataChosen: true,
  clock: fixedClock('2026-11-22T12:00:00Z'),
  log: silentLog,
  terminal: processTerminal(),
});
const look = (what: string) =>
  [...machineChecks, ...dataChecks].find((check) => check.what === what)?.look(here());

describe('the doctor', () => {
  it.skipIf(process.platform === 'win32')('finds a .env that others can read', () => {
    const file = join(data, '.env');
    expect(examineEnv(file).state).toBe('ok');
    writeFileSync(file, '', { mode: 0o600 });
    expect(examineEnv(file).state).toBe('ok');
    chmodSync(file, 0o640);
    expect(examineEnv(file)).toMatchObject({ state: 'fail', todo: `chmod 600 ${file}` });
  });

  it('finds the machine able to draw and to write Parquet', async () => {
    expect(await look('pictures')).toMatchObject({ state: 'ok' });
    expect(await look('DuckDB')).toMatchObject({ state: 'ok' });
    expect(await look('data folder')).toMatchObject({ state: 'ok' });
  });

  it('sees a run that is at work', async () => {
    expect(await look('run lock')).toMatchObject({ state: 'ok' });
    const lock = takeRunLock(data);
    expect(await look('run lock')).toMatchObject({ state: 'warn' });
    lock.release();
    expect(await look('run lock')).toMatchObject({ state: 'ok' });
  });

  it('tells which source is late, by the day of its data', async () => {
    writeFileSync(join(data, 'label.json'), '{"name": "L", "artists": [{"name": "A"}]}');
    expect(await look('age of numbers')).toMatchObject({ state: 'warn', says: 'Nothing was loaded yet.' });
    const warehouse = openWarehouseForWriting(data);
    const ops = openOps(data);
    writePolicies(ops, [
      {
        source: 'distrokid_bank',
        platform: 'distrokid',
        label: 'Bank details',
        kind: 'reported',
        cadence: 'month',
        lagDays: 0,
        warnDays: 35,
        criticalDays: 50,
        tables: ['revenue_transactions'],
        howToGet: { page: '', steps: [], file: '' },
      },
    ]);
    const told = (day: string): void => {
      warehouse
        .prepare(
          `INSERT OR REPLACE INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account,
             rows, loaded, corrected, unchanged, refused)
           VALUES (1, 'landing/x', 'hash', 'x', '2026-01-01T00:00:00.000Z', 'distrokid', 'distrokid_bank', 1, '', 0, 0, 0,
             0, 0)`,
        )
        .run();
      warehouse.prepare(`INSERT OR REPLACE INTO source_dates VALUES ('distrokid_bank', '', ?, 1)`).run(day);
    };
    try {
      told('2026-11-20');
      expect(await look('age of numbers')).toMatchObject({ state: 'ok' });
      // 44 days before 2026-11-22: 22 in November and 22 in October.
      told('2026-10-09');
      expect(await look('age of numbers')).toMatchObject({
        state: 'warn',
        says: 'Bank details ends 2026-10-09 (44 days ago)',
      });
      expect(await look('warehouse.db')).toMatchObject({ state: 'ok' });
      expect(await look('ops.db')).toMatchObject({ state: 'ok' });
    } finally {
      warehouse.close();
      ops.close();
    }
  });
});
