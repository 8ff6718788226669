import { createWriteStream } from 'node:fs';
import { mkdir, open, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';
import { BedrotError } from '../../core/errors.ts';
import type { House } from '../kit/house.ts';
import { isZip } from '../kit/read/zip.ts';

/** What a zip of a lake may hold. Its files are checked again, one by one, when they are read. */
const MOST_FILES = 100_000;
const MOST_BYTES = 20 * 2 ** 30;
const MOST_RATIO = 200;
const RATIO_FROM = 64 * 2 ** 20;
const S_IFMT = 0o170000;
const S_IFREG = 0o100000;

export async function isZipFile(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    return isZip(head);
  } finally {
    await file.close();
  }
}

/**
 * Unpacks a zip of a lake into a folder of the data folder, with the times its files have in it. Links and whatever is
 * no file are passed over.
 * @throws BedrotError `bad_question`: damaged, a path that leaves the folder, more than it may hold
 */
export async function unpack(house: House, path: string, folder: string): Promise<void> {
  const zip = await openPromise(path, { autoClose: false }).catch(refuse);
  try {
    if (zip.entryCount > MOST_FILES) throw tooMuch(`${zip.entryCount} files`);
    house.progress.step('unpacking', zip.entryCount);
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      house.progress.advance(1);
      if (entry.fileName.endsWith('/') || !isPlain(entry)) continue;
      const before = total;
      const target = join(folder, ...entry.fileName.split('/'));
      await mkdir(dirname(target), { recursive: true });
      const source = await zip.openReadStreamPromise(entry);
      source.on('data', (chunk: Buffer) => {
        total += chunk.length;
        const size = total - before;
        if (total > MOST_BYTES || (size > RATIO_FROM && size > entry.compressedSize * MOST_RATIO))
          source.destroy(tooMuch('more than it may unpack to'));
      });
      await pipeline(source, createWriteStream(target, { flags: 'wx' }));
      const at = entry.getLastModDate();
      await utimes(target, at, at);
    }
  } catch (cause) {
    throw refuse(cause);
  } finally {
    zip.close();
  }
}

const isPlain = (entry: Entry): boolean => {
  const kind = (entry.externalFileAttributes >>> 16) & S_IFMT;
  return !entry.isEncrypted() && (kind === 0 || kind === S_IFREG);
};

const tooMuch = (what: string): BedrotError =>
  new BedrotError('bad_question', `The zip holds ${what}. Unpack it, and adopt the folder.`);

/** What yauzl and zlib found wrong, in our words; a full disk is what it is. */
function refuse(cause: unknown): never {
  if (cause instanceof BedrotError) throw cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code && /^E[A-Z]+$/.test(code)) throw cause;
  throw new BedrotError(
    'bad_question',
    `The zip is damaged, or not safe (${message}). Get it again.`,
    {},
    cause,
  );
}
