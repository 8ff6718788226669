import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Day } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import { type Lock, takeLock } from '../../pipeline/kit/lock.ts';
import { publishText } from '../../pipeline/kit/publish.ts';

const MARK = 'demo.json';
/** The made-up downloads. */
const DOWNLOADS = 'downloads';
/** The data folder as it was before anything was collected: every demo starts from it. */
const PREPARED = 'prepared';

export const downloadsOf = (data: string): string => join(data, DOWNLOADS);

/**
 * A folder no other demo is at work in: the wanted one, else it with -2, -3 ... at its end. The lock does not lie in the
 * folder, which may be somebody's.
 */
export async function freeFolder(wanted: string): Promise<{ data: string; lock: Lock }> {
  const locks = join(tmpdir(), `bedrot-demo-${userInfo().username}`);
  for (let nth = 1; ; nth += 1) {
    const data = nth === 1 ? wanted : `${wanted}-${nth}`;
    const above = existsSync(dirname(data)) ? realpathSync(dirname(data)) : resolve(dirname(data));
    const name = createHash('sha256')
      .update(join(above, basename(data)))
      .digest('hex')
      .slice(0, 24);
    try {
      return { data, lock: takeLock(locks, `${name}.lock`, `A demo is at work in ${data}.`) };
    } catch (thrown) {
      if (!(thrown instanceof BedrotError && thrown.code === 'busy')) throw thrown;
    }
  }
}

/** Keeps what the pipeline has made of the downloads. Nothing may be open in the folder. */
export async function keepPrepared(data: string): Promise<void> {
  await copyParts(data, join(data, PREPARED), [MARK, DOWNLOADS, PREPARED]);
}

/** The folder as `keepPrepared` found it: what an earlier demo asked, collected and posted is gone. */
export async function startAgain(data: string): Promise<void> {
  for (const name of await readdir(data)) {
    if (![MARK, DOWNLOADS, PREPARED].includes(name)) await rm(join(data, name), { recursive: true });
  }
  await copyParts(join(data, PREPARED), data, []);
}

/** Takes the label another demo has made on the same day. @returns whether there was one */
export async function borrowLabel(from: string, data: string, day: Day): Promise<boolean> {
  if (from === data || readMark(from)?.made !== day) return false;
  await copyParts(
    from,
    data,
    (await readdir(from)).filter((name) => ![DOWNLOADS, PREPARED].includes(name)),
  );
  return true;
}

async function copyParts(from: string, to: string, except: readonly string[]): Promise<void> {
  const names = (await readdir(from)).filter((name) => !except.includes(name));
  // Times are kept: a file that is read in place goes by them.
  for (const name of names)
    await cp(join(from, name), join(to, name), { recursive: true, preserveTimestamps: true });
}
const markSchema = z.object({ demo: z.literal(true), made: z.union([z.string(), z.null()]) });

/**
 * Makes sure that a folder is the demo's own before anything is written or wiped in it: new, empty, or marked by an
 * earlier demo. Wipes it when what is in it cannot be used.
 * @returns the day on which a usable label was made there; null: it is empty now.
 * @throws BedrotError `not_allowed`: the folder is somebody's.
 */
export async function claimFolder(
  data: string,
  wanted: { day: Day; keep: boolean; fresh: boolean },
): Promise<Day | null> {
  const empty = !existsSync(data) || readdirSync(data).length === 0;
  if (!empty) {
    const mark = readMark(data);
    if (mark === null) {
      throw new BedrotError(
        'not_allowed',
        `${data} is not a folder of the demo, so the demo leaves it alone. Give another with --data.`,
      );
    }
    const usable = mark.made !== null && existsSync(join(data, PREPARED, 'warehouse.db'));
    if (usable && !wanted.fresh && (wanted.keep || mark.made === wanted.day)) return mark.made;
    await rm(data, { recursive: true, force: true });
  }
  await mkdir(data, { recursive: true });
  // Marked before the first file comes: a demo that is stopped half-way can be made anew.
  await writeMark(data, null);
  return null;
}

/** Says that the label is whole. */
export const markMade = (data: string, day: Day): Promise<void> => writeMark(data, day);

const writeMark = (data: string, made: Day | null): Promise<void> =>
  publishText(join(data, MARK), `${JSON.stringify({ demo: true, made })}\n`);

function readMark(data: string): z.output<typeof markSchema> | null {
  try {
    return markSchema.parse(JSON.parse(readFileSync(join(data, MARK), 'utf8')));
  } catch {
    return null;
  }
}
