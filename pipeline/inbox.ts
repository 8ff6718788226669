import { lstat, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inboxOf } from '../warehouse/ops/inbox.ts';
import { beingWritten } from './kit/writers.ts';

/** A file of the inbox as it was when somebody looked. */
export interface Seen {
  /** Absolute. */
  path: string;
  /** Changes whenever its bytes may have: size, time of the last change, and which file it is. */
  state: string;
  bytes: bigint;
}

/** What browsers, editors and systems put down beside what a person drops, or rename when it is whole. */
const UNFINISHED = /\.(part|partial|crdownload|opdownload|download|filepart|tmp|swp)$/i;
const OF_SYSTEMS = new Set(['thumbs.db', 'desktop.ini', '__macosx']);

/** True for a name that is no file of anybody's, or not one yet: it is left where it is, without a word. */
export const isLeftAlone = (name: string): boolean =>
  /^[.~]/.test(name) || UNFINISHED.test(name) || OF_SYSTEMS.has(name.toLowerCase());

/** The files that lie in the inbox and its sub-folders, by path. Makes the inbox where there is none. */
export async function lookIntoInbox(data: string): Promise<Seen[]> {
  const inbox = inboxOf(data);
  await mkdir(inbox, { recursive: true });
  const seen: Seen[] = [];
  await lookInto(inbox, seen);
  return seen.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function lookInto(folder: string, seen: Seen[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // A browser keeps the name with an empty file while it writes beside it.
  const isDownloading = entries.some(({ name }) => UNFINISHED.test(name));
  for (const entry of entries) {
    if (isLeftAlone(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await lookInto(path, seen);
    // What a link points to is somebody else's.
    if (!entry.isFile()) continue;
    const found = await see(path);
    if (found && !(found.bytes === 0n && isDownloading)) seen.push(found);
  }
}

/** Undefined: it is not there (any more). */
export async function see(path: string): Promise<Seen | undefined> {
  const found = await lstat(path, { bigint: true }).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return { path, state: `${found.ino}:${found.size}:${found.mtimeNs}`, bytes: found.size };
}

/** Which files are whole: they look as they did before, and nobody has them open for writing. The others wait. */
export async function wholeOf(
  before: readonly Seen[],
  now: readonly Seen[],
): Promise<{ whole: Seen[]; growing: Seen[] }> {
  const states = new Map(before.map(({ path, state }) => [path, state]));
  const still = now.filter(({ path, state }) => states.get(path) === state);
  const written = await beingWritten(still.map(({ path }) => path));
  const whole = still.filter(({ path }) => !written.has(path));
  return { whole, growing: now.filter((file) => !whole.includes(file)) };
}

/**
 * Takes out of the inbox what was taken in, and the sub-folders that are empty now. A file that changed since it was
 * looked at stays: what it is now was not read.
 * @returns the names of those that stay
 */
export async function leaveInbox(data: string, taken: readonly Seen[]): Promise<string[]> {
  const staying: string[] = [];
  for (const { path, state } of taken) {
    const now = await see(path);
    if (now === undefined) continue;
    // A system may keep a file that another program has open.
    const gone =
      now.state === state &&
      (await rm(path).then(
        () => true,
        () => false,
      ));
    if (!gone) staying.push(basename(path));
  }
  const inbox = inboxOf(data);
  const folders = new Set(taken.map(({ path }) => dirname(path)));
  // rmdir refuses a folder that holds anything.
  for (let folder of folders)
    while (folder !== inbox && folder.startsWith(inbox) && (await isRemoved(folder)))
      folder = dirname(folder);
  return staying;
}

const isRemoved = (folder: string): Promise<boolean> =>
  rmdir(folder).then(
    () => true,
    () => false,
  );
