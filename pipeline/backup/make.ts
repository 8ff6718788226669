import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import { BedrotError, toBedrotError } from '../../core/errors.ts';
import { openOps } from '../../warehouse/kit/open.ts';
import { type DeedSummary, finishDeed, startDeed } from '../../warehouse/ops/deeds.ts';
import type { House } from '../kit/house.ts';
import { takeRunLock } from '../kit/lock.ts';
import { inData } from '../kit/zones.ts';
import { damaged, filesOfHouse, putFile, sha256Of } from './files.ts';
import { kept } from './keep.ts';
import { type Backup, backupName, listBackups, MANIFEST, type Manifest } from './manifest.ts';
import { DATABASES, differences, totalsOf } from './totals.ts';

/** What became of one backup. */
export interface Made {
  backup: Backup;
  bytes: number;
  /** Of those: in files that are the same as in the backup before, which take no room. */
  shared: number;
  /** Older backups of the folder that were dropped. */
  dropped: string[];
}

/**
 * Backs the house up to a folder: all zones, both databases, label.json and the sealed vault, never its key. Every file is
 * read back and compared by SHA-256, and the databases are restored into a temporary folder and their totals compared.
 * What is older than the rule of label.json keeps is dropped after that. No run is at work meanwhile.
 * @throws BedrotError `busy`; `bad_question` (the folder lies in the data folder); `backup_failed` with what is wrong
 */
export async function makeBackup(house: House, folder: string, why: string): Promise<Made> {
  const target = resolve(folder);
  const inside = relative(house.data, target);
  if (inside === '' || !(inside.startsWith('..') || inside.startsWith(sep) || /^[a-z]:/i.test(inside)))
    throw new BedrotError(
      'bad_question',
      `${target} lies in the data folder: what harms one would harm both.`,
    );
  const lock = takeRunLock(house.data);
  const began = house.clock.now();
  try {
    const made = await makeIn(house, target, why);
    note(house, target, began, 'ok', { files: made.backup.manifest.files.length });
    return made;
  } catch (thrown) {
    const { code, id } = toBedrotError(thrown);
    // On a full disk not even that can be written: why it failed matters more.
    try {
      note(house, target, began, 'failed', { error: code, id });
    } catch {}
    throw thrown;
  } finally {
    lock.release();
  }
}

/** Noted when it is over: a backup must not hold the beginning of itself, which a restored house would take as cut off. */
function note(
  { data, clock }: House,
  folder: string,
  began: Date,
  outcome: 'ok' | 'failed',
  summary: DeedSummary,
): void {
  const ops = openOps(data);
  try {
    finishDeed(ops, startDeed(ops, 'backup', folder, began), outcome, summary, clock.now());
  } finally {
    ops.close();
  }
}

async function makeIn(house: House, folder: string, why: string): Promise<Made> {
  const at = house.clock.now();
  const before = await listBackups(folder);
  const path = join(folder, backupName(at));
  const partial = `${path}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    const { files, shared } = await copyHouse(house, partial, before.at(-1));
    const totals = await compareRestored(house, partial, files);
    const manifest: Manifest = {
      version: 1,
      madeAt: at.toISOString(),
      label: house.label.name,
      why,
      files,
      totals,
    };
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
    await rm(path, { recursive: true, force: true });
    await rename(partial, path);
    const backup = { path, manifest };
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    return { backup, bytes, shared, dropped: await drop([...before, backup], house) };
  } catch (cause) {
    await rm(partial, { recursive: true, force: true });
    throw cause;
  }
}

async function copyHouse(house: House, partial: string, before: Backup | undefined) {
  const known = new Map(before?.manifest.files.map((file) => [file.path, file.sha256]));
  const files: Manifest['files'] = [];
  let shared = 0;
  const paths = await filesOfHouse(house.data);
  house.progress.step('copying', paths.length);
  for (const path of paths) {
    const sha256 = known.get(path);
    const old = before && sha256 ? { path: inData(before.path, path), sha256 } : undefined;
    const put = await putFile(inData(house.data, path), inData(partial, path), old);
    if (put.sha256 === sha256) shared += put.bytes;
    files.push({ path, ...put });
    house.progress.advance(1);
  }
  for (const name of DATABASES) {
    if (!(await stat(join(house.data, name)).catch(() => null))) continue;
    const db = new Database(join(house.data, name), { readonly: true });
    try {
      // SQLite's own way to copy a database that others write to.
      await db.backup(join(partial, name));
    } finally {
      db.close();
    }
    const to = join(partial, name);
    files.push({ path: name, bytes: (await stat(to)).size, sha256: await sha256Of(to) });
  }
  return { files, shared };
}

/** Restores the databases into a temporary folder. @returns their totals. @throws BedrotError when they are not the house's */
async function compareRestored(
  house: House,
  partial: string,
  files: Manifest['files'],
): Promise<Record<string, string>> {
  house.progress.step('verifying', null);
  const bad = await damaged(partial, files);
  const databases = files.map((file) => file.path).filter((path) => DATABASES.some((name) => name === path));
  const scratch = await mkdtemp(join(tmpdir(), 'bedrot-restore-'));
  try {
    for (const name of databases) await putFile(join(partial, name), join(scratch, name), undefined);
    const totals = totalsOf(scratch, databases);
    // Surfaces write ops.db at any time; only warehouse.db stands still under the run lock.
    const still = databases.filter((name) => name !== 'ops.db');
    const mine = Object.fromEntries(Object.entries(totals).filter(([name]) => !name.startsWith('ops.db ')));
    bad.push(...differences(totalsOf(house.data, still), mine));
    if (bad.length > 0)
      throw new BedrotError(
        'backup_failed',
        `The backup is not what the house is: ${bad.slice(0, 5).join('; ')}.`,
      );
    return totals;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function drop(backups: readonly Backup[], house: House): Promise<string[]> {
  const instantOf = ({ manifest }: Backup): Date => new Date(manifest.madeAt);
  const keep = kept(backups.map(instantOf), house.label.backup.keep);
  const old = backups.filter((backup) => !keep.has(instantOf(backup).getTime()));
  for (const { path } of old) await rm(path, { recursive: true, force: true });
  return old.map(({ path }) => path);
}
