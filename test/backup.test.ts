import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../core/clock.ts';
import { makeBackup } from '../pipeline/backup/make.ts';
import { listBackups } from '../pipeline/backup/manifest.ts';
import { restoreBackup } from '../pipeline/backup/restore.ts';
import type { House } from '../pipeline/kit/house.ts';
import { takeRunLock } from '../pipeline/kit/lock.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { importFiles, rebuild } from '../pipeline/run.ts';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { openOps, openWarehouse, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { Shell } from './cli-run.ts';
import { temporaryFolder } from './support/house.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
let folder: string;
beforeEach(async () => {
  lake = testLake();
  folder = temporaryFolder();
  await lake.bring(['bank.csv', bankFile([line(), line({ country: 'DE' })], bankStyle(2))]);
  mkdirSync(join(lake.house.data, 'vault'));
  writeFileSync(join(lake.house.data, 'vault', 'session.sealed'), 'sealed');
  writeFileSync(join(lake.house.data, '.env'), 'BEDROT_VAULT_KEY=secret-of-the-vault\n');
});
afterEach(() => {
  lake.remove();
  rmSync(folder, { recursive: true, force: true });
});

const on = (iso: string): House => ({ ...lake.house, clock: fixedClock(iso) });
const restore = (from: string, data: string, replace = false) =>
  restoreBackup({ from, data, replace, at: new Date('2026-11-23T00:00:00Z'), progress: noProgress });

describe('a backup', () => {
  it('holds the whole house but its key, and makes the same house again', async () => {
    const { backup } = await makeBackup(lake.house, folder, 'by hand');
    const paths = backup.manifest.files.map((file) => file.path);
    for (const zone of ['landing/', 'raw/', 'staging/', 'curated/', 'vault/'])
      expect(paths.some((path) => path.startsWith(zone))).toBe(true);
    expect(paths).toEqual(
      expect.arrayContaining(['label.json', 'warehouse.db', 'ops.db', 'vault/session.sealed']),
    );
    expect(paths.some((path) => path.endsWith('.env'))).toBe(false);
    expect(backup.manifest.totals['warehouse.db revenue_transactions rows']).toBe('2');
    expect(backup.manifest.totals['warehouse.db revenue_transactions amount']).toBe('11224068340');

    const data = join(folder, 'new', 'data');
    await restore(backup.path, data);
    expect(hashTables(data)).toEqual(hashTables(lake.house.data));
    expect(readFileSync(join(data, 'vault', 'session.sealed'), 'utf8')).toBe('sealed');
    await rebuild({ ...lake.house, data });
    expect(hashTables(data)).toEqual(hashTables(lake.house.data));
  });

  it('keeps one copy on the disk of what did not change', async () => {
    await makeBackup(on('2026-11-22T04:30:00Z'), folder, 'scheduled');
    await lake.bring([
      'more.csv',
      bankFile([line({ reportingDate: '2026-10-24', saleMonth: '2026-08' })], bankStyle(2)),
    ]);
    const second = await makeBackup(on('2026-11-23T04:30:00Z'), folder, 'scheduled');
    expect(second.shared).toBeGreaterThan(0);
    const [old, next] = await listBackups(folder);
    const landed = old?.manifest.files.find((file) => file.path.startsWith('landing/'))?.path ?? '';
    const inode = (path = ''): number => statSync(join(path, landed)).ino;
    expect(inode(old?.path)).toBe(inode(next?.path));
    // Dropping one does not touch the other.
    rmSync(old?.path ?? '', { recursive: true });
    await restore(next?.path ?? '', join(folder, 'data'));
    expect(hashTables(join(folder, 'data'))).toEqual(hashTables(lake.house.data));
  });

  it('drops what the rule of label.json does not keep', async () => {
    const label = {
      ...lake.house.label,
      backup: { ...lake.house.label.backup, keep: { daily: 2, weekly: 0, monthly: 0 } },
    };
    for (const day of ['20', '21', '22']) {
      const { dropped } = await makeBackup({ ...on(`2026-11-${day}T04:30:00Z`), label }, folder, 'scheduled');
      expect(dropped).toHaveLength(day === '22' ? 1 : 0);
    }
    expect((await listBackups(folder)).map(({ manifest }) => manifest.madeAt.slice(8, 10))).toEqual([
      '21',
      '22',
    ]);
  });

  it('is refused inside the data folder and while a run is at work, and leaves nothing half made', async () => {
    await expect(makeBackup(lake.house, join(lake.house.data, 'backups'), 'x')).rejects.toThrow(
      /lies in the data folder/,
    );
    const lock = takeRunLock(lake.house.data);
    await expect(makeBackup(lake.house, folder, 'x')).rejects.toMatchObject({ code: 'busy' });
    lock.release();
    writeFileSync(join(lake.house.data, 'warehouse.db'), 'this is no database');
    await expect(makeBackup(lake.house, folder, 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a restore', () => {
  it('refuses a backup that is damaged, cut off or none, and touches nothing', async () => {
    const { backup } = await makeBackup(lake.house, folder, 'by hand');
    const data = join(folder, 'data');
    await expect(restore(folder, data)).rejects.toThrow(/is no backup/);
    const raw = backup.manifest.files.find((file) => file.path.startsWith('raw/'))?.path ?? '';
    appendFileSync(join(backup.path, 'label.json'), ' ');
    rmSync(join(backup.path, raw));
    await expect(restore(backup.path, data)).rejects.toThrow(
      /label.json is not what was backed up.*raw.*is missing|raw.*is missing.*label.json/,
    );
    expect(existsSync(data)).toBe(false);
    expect(existsSync(`${data}.restoring`)).toBe(false);
  });

  it('takes the place of a broken house only when told to, and moves it aside', async () => {
    const before = hashTables(lake.house.data);
    const { backup } = await makeBackup(lake.house, folder, 'by hand');
    writeFileSync(join(lake.house.data, 'warehouse.db'), 'broken');
    await expect(restore(backup.path, lake.house.data)).rejects.toThrow(/is not empty/);
    const { aside } = await restore(backup.path, lake.house.data, true);
    expect(hashTables(lake.house.data)).toEqual(before);
    expect(readFileSync(join(aside ?? '', 'warehouse.db'), 'utf8')).toBe('broken');
    await importFiles(lake.house, []);
  });
});

it('a database is copied before a migration changes it, a new one is not', () => {
  const data = join(folder, 'data');
  openWarehouseForWriting(data).close();
  openOps(data).close();
  expect(existsSync(join(data, 'before-migration'))).toBe(false);
  const db = new Database(join(data, 'warehouse.db'));
  // As an older version left it: the last migration has not run yet.
  db.exec(
    "DROP TABLE withdrawals; ALTER TABLE files DROP COLUMN withdrawn; DELETE FROM schema_migrations WHERE name LIKE '0007%'",
  );
  db.prepare("INSERT INTO artist_names (id, name) VALUES (7, 'KEPT')").run();
  db.close();
  expect(() => openWarehouse(data)).toThrow(/made by an older bedrot. Run "bedrot run" once/);
  openWarehouseForWriting(data).close();
  expect(readdirSync(join(data, 'before-migration'))).toEqual(['warehouse-before-0007.db']);
  const copy = new Database(join(data, 'before-migration', 'warehouse-before-0007.db'), { readonly: true });
  expect(copy.prepare('SELECT name FROM artist_names WHERE id = 7').pluck().get()).toBe('KEPT');
  copy.close();
  const now = openWarehouse(data);
  expect(now.prepare('SELECT count(*) FROM withdrawals').pluck().get()).toBe(0);
  now.close();
});

it('the words back up to the folders of label.json, list, and restore the newest', () => {
  const shell = new Shell();
  try {
    mkdirSync(shell.data, { recursive: true });
    const disk = shell.at('disk');
    writeFileSync(join(shell.data, 'label.json'), JSON.stringify({ ...LABEL, backup: { folders: [disk] } }));
    writeFileSync(shell.at('bank.csv'), bankFile([line()], bankStyle(2)));
    expect(shell.bedrot(['import', shell.at('bank.csv')]).status).toBe(0);
    const made = shell.bedrot(['backup']);
    expect(made.status).toBe(0);
    expect(made.out).toContain('verified and restored in a trial');
    expect(shell.bedrot(['backup', '--list']).out).toContain('by hand');
    const hashes = hashTables(shell.data);
    rmSync(shell.data, { recursive: true });
    const back = shell.bedrot(['restore', disk]);
    expect(back.out).toContain('is again what it was on');
    expect(hashTables(shell.data)).toEqual(hashes);
    expect(shell.bedrot(['restore', disk]).status).toBe(64);
    expect(shell.bedrot(['restore', shell.at('nowhere')]).err).toContain('There is no backup in');
  } finally {
    shell.remove();
  }
});
