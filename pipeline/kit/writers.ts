import { open, readdir, readFile, readlink, realpath } from 'node:fs/promises';

/**
 * Which of these files somebody has open for writing. Linux tells it of the processes of this user; Windows of whoever
 * keeps others out; elsewhere nobody tells, and two looks at the size must do.
 */
export async function beingWritten(paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  if (process.platform === 'linux') return openedForWriting(paths);
  if (process.platform === 'win32') return keptFromOthers(paths);
  return new Set();
}

async function openedForWriting(paths: readonly string[]): Promise<Set<string>> {
  const real = new Map<string, string>();
  for (const path of paths) real.set(await realpath(path).catch(() => path), path);
  const found = new Set<string>();
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    // A process of another user, or one that has ended meanwhile, tells nothing.
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const path = real.get(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
      if (path !== undefined && !found.has(path) && (await isForWriting(pid, fd))) found.add(path);
    }
  }
  return found;
}

/** "flags: 0100001", octal: the last two bits are 0 for reading, 1 for writing, 2 for both. */
async function isForWriting(pid: string, fd: string): Promise<boolean> {
  const info = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '');
  const flags = /^flags:\s*([0-7]+)/m.exec(info)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0;
}

async function keptFromOthers(paths: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const path of paths) {
    try {
      await (await open(path, 'r')).close();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EBUSY') found.add(path);
    }
  }
  return found;
}
