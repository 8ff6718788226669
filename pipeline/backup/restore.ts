import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BedrotError } from '../../core/errors.ts';
import type { Progress } from '../kit/report.ts';
import { inData, stampOf } from '../kit/zones.ts';
import { damaged, putFile } from './files.ts';
import { type Backup, readManifest } from './manifest.ts';
import { DATABASES, differences, totalsOf } from './totals.ts';

/** A lock that somebody holds or held is no house. */
const LOCK = 'run.lock';

export interface Restored {
  backup: Backup;
  /** Where what stood in the data folder is now; null: it was empty. */
  aside: string | null;
}

/**
 * Puts a backup in place of a data folder: checked first, then copied beside it and checked again, then moved. What stood
 * there is moved aside, never deleted.
 * @param replace false: the data folder must be empty or absent
 * @throws BedrotError `not_found` (no backup); `backup_failed` (it is damaged); `bad_question` (the folder is not empty)
 */
export async function restoreBackup(options: {
  from: string;
  data: string;
  replace: boolean;
  at: Date;
  progress: Progress;
}): Promise<Restored> {
  const from = resolve(options.from);
  const { data, replace, at, progress } = options;
  const manifest = await readManifest(from);
  const standing = (await readdir(data).catch(() => [])).some((name) => !name.startsWith(LOCK));
  if (standing && !replace)
    throw new BedrotError(
      'bad_question',
      `${data} is not empty. With --replace it is moved aside, and the backup takes its place.`,
    );
  progress.step('verifying the backup', null);
  refuse(from, await damaged(from, manifest.files));
  const fresh = `${data}.restoring`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    progress.step('restoring', manifest.files.length);
    for (const { path } of manifest.files) {
      await putFile(inData(from, path), inData(fresh, path), undefined);
      progress.advance(1);
    }
    refuse(fresh, await damaged(fresh, manifest.files));
    const databases = DATABASES.filter((name) => manifest.files.some((file) => file.path === name));
    refuse(fresh, differences(manifest.totals, totalsOf(fresh, databases)));
    const aside = standing ? `${data}.replaced-${stampOf(at).replace('_', '-')}` : null;
    if (aside) await rename(data, aside);
    else await rm(data, { recursive: true, force: true });
    await rename(fresh, data);
    return { backup: { path: from, manifest }, aside };
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    throw cause;
  }
}

function refuse(where: string, bad: readonly string[]): void {
  if (bad.length === 0) return;
  const more = bad.length > 5 ? ` and ${bad.length - 5} more` : '';
  throw new BedrotError(
    'backup_failed',
    `${where} is damaged: ${bad.slice(0, 5).join('; ')}${more}. Take another backup.`,
  );
}
