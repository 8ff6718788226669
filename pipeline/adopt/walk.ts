import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { BedrotError } from '../../core/errors.ts';
import { isLeftAlone } from '../inbox.ts';
import { type LakeZone, nameOf, timeOfName } from './name.ts';

/** A file of the adopted folder that may be one of somebody's exports. */
export interface Found {
  /** Absolute. */
  path: string;
  /** In the adopted folder, with `/`. */
  from: string;
  originalName: string;
  zone: LakeZone | null;
  /** Made from an export by the earlier pipeline. */
  isCopy: boolean;
  /** When it came: as its name tells, else when it was written; never later than now. */
  at: Date;
  timeFrom: 'name' | 'file';
  bytes: number;
}

/** A file that is not taken, and why. */
export interface Left {
  from: string;
  why: 'link' | 'kind' | 'same' | 'nobody' | 'refused' | 'covered' | 'partly-covered';
  reason: string;
}

/** What exports come as; the rest (pictures, programs, spreadsheets' locks) is not opened. */
const KINDS = new Set(
  ['', 'csv', 'tsv', 'txt', 'tab', 'json', 'ndjson', 'jsonl', 'html', 'htm', 'zip'].map((kind) =>
    kind === '' ? '' : `.${kind}`,
  ),
);
const NO_DATA = new Set(['node_modules', '__pycache__', 'quarantine']);

export interface Walked {
  found: Found[];
  left: Left[];
}

/**
 * The files of a folder and its sub-folders, by path. Links are not followed; hidden and system files are passed over,
 * as is our own data folder where it lies inside.
 * @throws BedrotError `not_found`, `bad_question` (the data folder itself, or one inside it)
 */
export async function walk(
  folder: string,
  where: { data: string; name: string; timeZone: string; now: Date },
): Promise<Walked> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await lstat(root)).isDirectory())
    throw new BedrotError('not_found', `There is no folder ${folder}.`);
  const data = await realpath(where.data).catch(() => where.data);
  const walked: Walked = { found: [], left: [] };
  await into(root);
  return walked;

  async function into(at: string): Promise<void> {
    const entries = await readdir(at, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(at, entry.name);
      const from = relative(root as string, path)
        .split(sep)
        .join('/');
      if (isLeftAlone(entry.name) || path === data) continue;
      if (entry.isSymbolicLink())
        walked.left.push({ from, why: 'link', reason: 'It is a link, and links are not followed.' });
      else if (entry.isDirectory()) {
        if (!NO_DATA.has(entry.name)) await into(path);
      } else if (entry.isFile()) await see(path, from);
    }
  }

  async function see(path: string, from: string): Promise<void> {
    const extension = extname(path).toLowerCase();
    if (!KINDS.has(extension)) {
      const reason = `Exports do not come as ${extension} files.`;
      walked.left.push({ from, why: 'kind', reason });
      return;
    }
    const { mtimeMs, size } = await lstat(path);
    const { zone, isCopy, originalName } = nameOf(from, where.name || basename(root as string));
    const told = timeOfName(from, originalName, where.timeZone, where.now);
    walked.found.push({
      ...{ path, from, originalName, zone, isCopy, bytes: size },
      at: told ?? new Date(Math.min(Math.floor(mtimeMs), where.now.getTime())),
      timeFrom: told ? 'name' : 'file',
    });
  }
}
