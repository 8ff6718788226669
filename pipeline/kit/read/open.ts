import { createReadStream } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { FileRefused } from '../platform.ts';
import type { Brought } from './document.ts';
import { probe, toDocument } from './probe.ts';
import { isZip, openZip } from './zip.ts';

const BLOCK = 1 << 20;

/**
 * Looks at a brought file once: hash, size, encoding, what it is. A zip (told by its first bytes) gives a document for
 * each file in it. The documents read from `path` whenever their `bytes()` is called, so it must stay there.
 * @throws FileRefused with a plain reason: empty, damaged, not text, a zip that is not safe.
 */
export async function openBrought(path: string, originalName: string): Promise<Brought> {
  const open = () => createReadStream(path, { highWaterMark: BLOCK }) as AsyncIterable<Buffer>;
  const probed = await probe(passOver(path), 'sha256');
  if (probed.size === 0) throw new FileRefused('The file is empty. Get it again.');
  const documents = isZip(probed.head)
    ? await openZip(path, originalName)
    : [await toDocument(probed, { originalName, entry: null }, open)];
  return { sha256: probed.sha256, bytes: probed.size, documents };
}

/** Its bytes in two buffers that take turns: a chunk is good until the next is asked for. */
async function* passOver(path: string): AsyncGenerator<Buffer> {
  const file = await openFile(path);
  try {
    const buffers = [Buffer.allocUnsafeSlow(BLOCK), Buffer.allocUnsafeSlow(BLOCK)] as const;
    const read = async (turn: number) => {
      const buffer = buffers[turn % 2] as Buffer;
      const { bytesRead } = await file.read(buffer, 0, BLOCK, null);
      return buffer.subarray(0, bytesRead);
    };
    // The next chunk is read while the one before is looked at.
    let next = read(0);
    for (let turn = 1; ; turn++) {
      const chunk = await next;
      if (chunk.length === 0) return;
      next = read(turn);
      next.catch(() => {});
      yield chunk;
    }
  } finally {
    await file.close();
  }
}
