import { createReadStream } from 'node:fs';
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
  const probed = await probe(open(), 'sha256');
  if (probed.size === 0) throw new FileRefused('The file is empty. Get it again.');
  const documents = isZip(probed.head)
    ? await openZip(path, originalName)
    : [await toDocument(probed, { originalName, entry: null }, open)];
  return { sha256: probed.sha256, bytes: probed.size, documents };
}
