import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { LABEL_FILE } from '../../core/label.ts';
import { INBOX } from '../../warehouse/ops/inbox.ts';
import { inData, ZONES } from '../kit/zones.ts';
import type { Manifest } from './manifest.ts';

/** Sealed answers and sessions; their key lies in .env, which no backup holds. */
const VAULT = 'vault';

/** The files of a house that a backup takes besides its databases: paths in the data folder, sorted. */
export async function filesOfHouse(data: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of [...ZONES, VAULT]) {
    const entries = await readdir(inData(data, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries)
      if (entry.isFile() && !entry.name.endsWith('.tmp'))
        found.push(relative(data, join(entry.parentPath, entry.name)).split(sep).join('/'));
  }
  if (await stat(join(data, LABEL_FILE)).catch(() => null)) found.push(LABEL_FILE);
  // What lies in the inbox is not in the house yet, and may be half written.
  return found.filter((path) => !path.startsWith(`${INBOX}/`)).sort();
}

/**
 * Puts a file into a backup. Where the backup before holds the same bytes it gets a second name for them: the disk keeps
 * one copy of what never changes, and each backup is whole for whoever looks into it.
 */
export async function putFile(
  from: string,
  to: string,
  before: { path: string; sha256: string } | undefined,
): Promise<{ bytes: number; sha256: string }> {
  await mkdir(dirname(to), { recursive: true });
  const sha256 = await sha256Of(from);
  const linked =
    before?.sha256 === sha256 &&
    (await link(before.path, to).then(
      () => true,
      () => false,
    ));
  // Not every disk has second names (a stick, some shares): there it is copied.
  if (!linked) await copyFile(from, to, constants.COPYFILE_FICLONE);
  return { bytes: (await stat(to)).size, sha256 };
}

/** Files that are not what the manifest says, in words. */
export async function damaged(folder: string, files: Manifest['files']): Promise<string[]> {
  const bad: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const found = await stat(inData(folder, path)).catch(() => null);
    if (!found) bad.push(`${path} is missing`);
    else if (found.size !== bytes || (await sha256Of(inData(folder, path))) !== sha256)
      bad.push(`${path} is not what was backed up`);
  }
  return bad;
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
