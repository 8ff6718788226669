import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { INBOX } from '../../warehouse/ops/inbox.ts';

/** Ends every name that is not final. What a crash leaves of them, the next run sweeps. */
const TEMPORARY = '.tmp';

/** A name beside the target (same folder, so that the rename is atomic) that nobody else has. */
export async function temporaryFor(target: string): Promise<string> {
  await mkdir(dirname(target), { recursive: true });
  return `${target}.${randomBytes(4).toString('hex')}${TEMPORARY}`;
}

/**
 * Gives a fully written temporary file its final name: sync, check the size, rename, sync the folder.
 * Not `write-file-atomic`: that one publishes truncated files on a full disk.
 * @throws when the file is not as long as said; the target is then untouched and the temporary file gone.
 */
export async function publish(temporary: string, target: string, bytes?: number): Promise<void> {
  try {
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
      const { size } = await file.stat();
      if (bytes !== undefined && size !== bytes)
        throw new Error(`${target}: ${size} of ${bytes} bytes were written`);
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** Writes a whole small file atomically. */
export async function publishText(target: string, text: string): Promise<void> {
  const temporary = await temporaryFor(target);
  let file: FileHandle | undefined;
  try {
    file = await open(temporary, 'wx');
    await file.writeFile(text);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  } finally {
    await file?.close();
  }
  await publish(temporary, target, Buffer.byteLength(text));
}

/** Keeps what stands under a name before it is replaced: a second name for the same bytes, so no moment is without it. */
export async function archive(path: string, archived: string): Promise<void> {
  await mkdir(dirname(archived), { recursive: true });
  await link(path, archived).catch((cause: NodeJS.ErrnoException) => {
    // The same second, the same file: it is kept already.
    if (cause.code !== 'EEXIST') throw cause;
  });
}

/** Removes temporary files that a crash left. Only with the run lock held: nobody else is writing then. */
export async function sweep(folders: readonly string[]): Promise<string[]> {
  const swept: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || !entry.name.endsWith(TEMPORARY)) continue;
      // What lies in the inbox is somebody else's, and may be half written.
      if (relative(folder, entry.parentPath).split(sep)[0] === basename(INBOX)) continue;
      await rm(join(entry.parentPath, entry.name), { force: true });
      swept.push(entry.name);
    }
  }
  return swept;
}

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename is durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
