import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileRefused } from '../platform.ts';
import type { Document } from './document.ts';
import { probe, toDocument } from './probe.ts';

/** What a zip may hold before it is refused. */
export const ZIP_LIMITS = {
  entries: 1_000,
  /** Of all files together. */
  unpackedBytes: 2 * 2 ** 30,
  /** Unpacked to packed, of a file and of the whole, once it is over `ratioFromBytes`. */
  ratio: 200,
  ratioFromBytes: 10 << 20,
};

const BLOCK = 256 << 10;
const S_IFMT = 0o170000;
const S_IFLNK = 0o120000;

export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 &&
  head[1] === 0x4b &&
  ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/**
 * The files inside a zip, each checked once from end to end (size, CRC-32, ratio); nothing is unpacked to disk.
 * @throws FileRefused: damaged, a path out of the folder, a link, a bomb, a zip in the zip, a password, no files.
 */
export async function openZip(path: string, originalName: string, limits = ZIP_LIMITS): Promise<Document[]> {
  const zip = await openPromise(path, { autoClose: false }).catch(refuse);
  try {
    if (zip.entryCount > limits.entries)
      throw new FileRefused(
        `The zip holds ${zip.entryCount} files, more than ${limits.entries}. Bring the exports by themselves.`,
      );
    const documents: Document[] = [];
    let total = 0;
    for await (const entry of entries(zip)) {
      if (entry.fileName.endsWith('/')) continue;
      checkKind(entry);
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(refuse);
      const before = total;
      const watch = (size: number): void => {
        if (before + size > limits.unpackedBytes)
          throw new FileRefused(
            'The zip unpacks to more than it may (2 GiB). Bring the exports by themselves.',
          );
        const bomb = (unpacked: number, packed: number) =>
          unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio;
        if (bomb(size, entry.compressedSize) || bomb(before + size, zip.fileSize))
          throw new FileRefused(
            `The zip unpacks to more than ${limits.ratio} times its size, as zip bombs do. It is refused.`,
          );
      };
      const document = await readEntry(entry, originalName, () => unpack(path, fileDataStart, entry), watch);
      total += document.size;
      documents.push(document);
    }
    if (documents.length === 0) throw new FileRefused('The zip is empty. Download it again.');
    return documents;
  } finally {
    zip.close();
  }
}

/** What yauzl found wrong, in our words. It checks paths itself: relative, without "..", no drive letter. */
function refuse(cause: unknown): never {
  const { message } = cause as Error;
  if (/^(invalid relative path|absolute path|invalid characters in fileName)/.test(message))
    throw new FileRefused(`The zip holds a path that leaves its folder (${message}). It is refused.`);
  throw new FileRefused(`The zip is damaged or cut off (${message}). Download it again.`);
}

async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  const all = zip.eachEntry();
  for (;;) {
    const next = await all.next().catch(refuse);
    if (next.done) return;
    yield next.value;
  }
}

function checkKind(entry: Entry): void {
  const name = entry.fileName;
  const unixMode = entry.externalFileAttributes >>> 16;
  if ((unixMode & S_IFMT) === S_IFLNK)
    throw new FileRefused(`${name} in the zip is a link, not a file. It is refused.`);
  if (entry.isEncrypted()) throw new FileRefused(`${name} in the zip has a password. Bring it without one.`);
  if (!entry.canDecodeFileData())
    throw new FileRefused(
      `${name} is packed in a way we do not know. Unpack the zip and bring the file itself.`,
    );
}

async function readEntry(
  entry: Entry,
  originalName: string,
  open: () => AsyncIterable<Buffer>,
  watch: (size: number) => void,
): Promise<Document> {
  const name = entry.fileName;
  const probed = await probe(open(), 'crc32', (size) => {
    if (size > entry.uncompressedSize)
      throw new FileRefused(`${name} in the zip is larger than the zip says. It is refused.`);
    watch(size);
  }).catch((cause) => {
    if (cause instanceof FileRefused) throw cause;
    return refuse(cause);
  });
  if (probed.size !== entry.uncompressedSize || probed.crc32 !== entry.crc32)
    throw new FileRefused(`${name} in the zip is damaged: its checksum does not fit. Download it again.`);
  if (isZip(probed.head))
    throw new FileRefused(`${name} is a zip in a zip. Unpack it once and bring what is inside.`);
  return toDocument(probed, { originalName, entry: name }, open);
}

async function* unpack(path: string, start: number, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.compressedSize === 0) return;
  const packed = createReadStream(path, {
    start,
    end: start + entry.compressedSize - 1,
    highWaterMark: BLOCK,
  });
  if (entry.compressionMethod === 0) {
    yield* packed as AsyncIterable<Buffer>;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: BLOCK });
  // Its error reaches whoever reads `inflate`.
  pipeline(packed, inflate, () => {});
  yield* inflate as AsyncIterable<Buffer>;
}
