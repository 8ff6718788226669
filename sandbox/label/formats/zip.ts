import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  name: string;
  bytes: Buffer;
}

/** A zip whose bytes depend on its entries alone: one time stamp for all, told as DOS tells it, in no time zone. */
export function zip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const file = new ZipFile();
  const mtime = new Date(2026, 0, 2, 3, 4, 6);
  for (const { name, bytes } of entries)
    file.addBuffer(bytes, name, { mtime, mode: 0o100644, forceDosTimestamp: true });
  file.end();
  return buffer(file.outputStream);
}

/** Entries in the order of the zip's directory: for tests that look into what was written. */
export async function unzip(bytes: Buffer): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  const file = await fromBufferPromise(bytes);
  for await (const entry of file.eachEntry())
    entries.push({ name: entry.fileName, bytes: await buffer(await file.openReadStreamPromise(entry)) });
  return entries;
}
