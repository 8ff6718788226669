import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { FileRefused } from '../platform.ts';
import type { Document } from './document.ts';
import { sniff } from './sniff.ts';
import { byteOrderMark, type Encoding, nulReason, openTail, toUtf8, Utf8Check } from './text.ts';

const HEAD_BYTES = 256 << 10;
const MAX_TEXT_BYTES = 32 << 20;

/** What one pass over some bytes told. */
export interface Probed {
  size: number;
  sha256: string;
  crc32: number;
  head: Buffer;
  /** A NUL byte, and whether the first one is in the head. */
  nul: 'none' | 'head' | 'later';
  utf8: Utf8Check;
}

/** One pass over the bytes. `watch` sees the size so far and may throw. */
export async function probe(
  chunks: AsyncIterable<Buffer>,
  want: 'sha256' | 'crc32',
  watch: (size: number) => void = () => {},
): Promise<Probed> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  const heads: Buffer[] = [];
  let size = 0;
  let crc = 0;
  let nul: Probed['nul'] = 'none';
  for await (const chunk of chunks) {
    if (size < HEAD_BYTES) heads.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - size)));
    if (nul === 'none') {
      const at = chunk.indexOf(0);
      if (at >= 0) nul = size + at < HEAD_BYTES ? 'head' : 'later';
    }
    utf8.add(chunk);
    if (want === 'sha256') hash.update(chunk);
    else crc = crc32(chunk, crc);
    size += chunk.length;
    watch(size);
  }
  return { size, sha256: hash.digest('hex'), crc32: crc, head: Buffer.concat(heads), nul, utf8 };
}

/**
 * The document that probed bytes make.
 * @param open the bytes anew.
 * @throws FileRefused when they are text but damaged.
 */
export async function toDocument(
  probed: Probed,
  name: { originalName: string; entry: string | null },
  open: () => AsyncIterable<Buffer>,
): Promise<Document> {
  const where = name.entry ?? 'The file';
  const mark = byteOrderMark(probed.head);
  const isText = probed.nul === 'none' || mark?.encoding.startsWith('utf-16');
  if (!isText && (probed.nul === 'later' || name.entry === null))
    throw new FileRefused(`${where} cannot be read. ${nulReason}`);
  const encoding = mark?.encoding ?? (isText ? guess(probed, where) : 'utf-8');
  if (encoding === 'utf-8' && mark !== null && !(probed.utf8.valid && !probed.utf8.cutOff))
    throw new FileRefused(`${where} is damaged: it begins as UTF-8 but does not go on so. Get it again.`);

  const head = isText ? await headText(probed.head, encoding) : Buffer.alloc(0);
  const bytes = () => toUtf8(open(), encoding);
  return {
    ...name,
    ...sniff(head, probed.size <= HEAD_BYTES),
    encoding,
    size: probed.size,
    head: head.toString('utf8'),
    bytes,
    text: async () => {
      if (probed.size > MAX_TEXT_BYTES)
        throw new FileRefused(`${where} is larger than 32 MiB, more than a page or a JSON file may be.`);
      return (await buffer(bytes())).toString('utf8');
    },
  };
}

/**
 * Without a mark: UTF-8 where it is valid, else windows-1252, which every byte is. Text of which a character is damaged is
 * not read in another encoding: that would garble all its others.
 */
function guess(probed: Probed, where: string): Encoding {
  if (probed.utf8.damaged)
    throw new FileRefused(
      `${where} is damaged: it is UTF-8, but some of its characters are broken. Get it again.`,
    );
  if (!probed.utf8.valid) return 'windows-1252';
  if (!probed.utf8.cutOff) return 'utf-8';
  // "Beyonc\xe9" at the very end is latin-1; the same after other UTF-8 characters is a file cut in two.
  if (!probed.utf8.beyondAscii) return 'windows-1252';
  throw new FileRefused(`${where} is cut off in the middle of a character. Get it again.`);
}

async function headText(head: Buffer, encoding: Encoding): Promise<Buffer> {
  const even = encoding.startsWith('utf-16') ? head.subarray(0, head.length & ~1) : head;
  const whole = encoding === 'utf-8' ? even.subarray(0, even.length - openTail(even)) : even;
  const once = async function* () {
    yield whole;
  };
  return buffer(toUtf8(once(), encoding));
}
