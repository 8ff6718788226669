import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Mapping } from '../../warehouse/ops/mappings.ts';
import type { Cells } from './cells.ts';
import { FileRefused } from './platform.ts';
import { RecordReader } from './read/record-reader.ts';
import { RecordWriter } from './read/record-writer.ts';
import { readBatches } from './read/row-reader.ts';

const BLOCK = 256 << 10;
const LF = 10;

/** Line 1 of a raw file: where its records come from. */
export interface RawHeader {
  /** Path of the landed file inside the data folder. */
  landed: string;
  /** Order in which files landed: later wins. */
  order: number;
  /** Of the file as it was brought. */
  sha256: string;
  /** Of the landed file, where it is not as it was brought: columns of persons are empty in it. */
  kept_sha256?: string;
  original_name: string;
  /** ISO instant. */
  landed_at: string;
  feed: string;
  version: number;
  account: string;
  /** The mapping the feed is made of, for an ops.db that lost it. */
  mapping?: Mapping;
  /** Header of the landed file as written. */
  columns: readonly string[];
}

/** Writes a raw file from cells. @returns the number of records. */
export async function writeRaw(
  file: string,
  header: RawHeader,
  cells: AsyncIterable<Cells> | Iterable<Cells>,
): Promise<{ rows: number }> {
  let rows = 0;
  for await (const batch of writeRawThrough(file, header, cells)) rows += batch.rows + batch.ragged.length;
  return { rows };
}

/**
 * Writes a raw file and hands each batch on, so that a landed file is read once. When the source ends, the file is
 * complete and on disk; when the consumer stops or anything throws, the file is removed.
 */
export async function* writeRawThrough(
  file: string,
  header: RawHeader,
  cells: AsyncIterable<Cells> | Iterable<Cells>,
): AsyncGenerator<Cells> {
  const zstd = createZstdCompress({
    chunkSize: BLOCK,
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  const written = pipeline(zstd, createWriteStream(file, { flush: true }));
  written.catch(() => {});
  // Resolves when the bytes are compressed and their buffer is free; a failure of the pipeline comes from `written`.
  const compress = (bytes: Buffer | string): Promise<void> =>
    Promise.race([new Promise<void>((resolve) => zstd.write(bytes, () => resolve())), written]);
  const lines = new RecordWriter(header.columns.length);
  // Two buffers take turns: one is filled while the other is compressed.
  const turns = [0, 1].map(() => ({ buffer: Buffer.alloc(0) as Buffer, free: Promise.resolve() }));
  let complete = false;
  let batches = 0;
  let rows = 0;
  try {
    await compress(`${JSON.stringify(header)}\n`);
    for await (const batch of cells) {
      const turn = turns[batches % 2] as (typeof turns)[number];
      batches += 1;
      await turn.free;
      const bytes = lines.write(batch, turn.buffer);
      turn.buffer = Buffer.from(bytes.buffer);
      turn.free = compress(bytes);
      turn.free.catch(() => {});
      rows += batch.rows + batch.ragged.length;
      yield batch;
    }
    // Awaited before `end`: when bytes still wait at `end`, Node closes the frame twice, with an empty second frame.
    await compress(`${JSON.stringify({ rows })}\n`);
    zstd.end();
    await written;
    complete = true;
  } finally {
    if (!complete) {
      zstd.destroy();
      await written.catch(() => {});
      await rm(file, { force: true });
    }
  }
}

/**
 * Reads a raw file back; `cells` may be read more than once, or not at all.
 * @throws FileRefused, at once or while `cells` is read, when it is damaged, cut off or followed by anything.
 */
export async function readRaw(file: string): Promise<{ header: RawHeader; cells: AsyncIterable<Cells> }> {
  try {
    const header = JSON.parse(await firstLine(unpack(file))) as RawHeader;
    if (!Array.isArray(header.columns)) throw new Error('its first line is not a header');
    return { header, cells: { [Symbol.asyncIterator]: () => readRecords(file, header.columns) } };
  } catch (cause) {
    throw damaged(file, cause);
  }
}

async function firstLine(chunks: AsyncIterable<Buffer>): Promise<string> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf(LF);
    if (end >= 0) return head.toString('utf8', 0, end);
  }
  throw new Error('it has no header');
}

async function* afterFirstLine(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let met = false;
  for await (const chunk of chunks) {
    const end: number = met ? -1 : chunk.indexOf(LF);
    if (met || end >= 0) yield chunk.subarray(end + 1);
    met ||= end >= 0;
  }
}

async function* readRecords(file: string, columns: readonly string[]): AsyncGenerator<Cells> {
  const reader = new RecordReader(columns);
  const batches = readBatches(afterFirstLine(unpack(file)), reader);
  try {
    for (;;) {
      // Only what the file does is its damage, not what a consumer throws.
      const next = await batches.next().catch((cause) => {
        throw damaged(file, cause);
      });
      if (next.done) break;
      yield next.value;
    }
  } finally {
    await batches.return(undefined);
  }
  if (reader.end === null) throw damaged(file, new Error('it is cut off'));
  if (reader.end.rows !== reader.rows)
    throw damaged(file, new Error(`it holds ${reader.rows} records, not ${reader.end.rows}`));
}

/** The bytes of the one frame; Node passes over whatever follows it without a word, so that is looked for here. */
async function* unpack(file: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(file, { highWaterMark: BLOCK });
  const zstd = createZstdDecompress({ chunkSize: BLOCK });
  pipeline(packed, zstd).catch(() => {});
  yield* zstd as AsyncIterable<Buffer>;
  const { size } = await stat(file);
  if (zstd.bytesWritten !== size) throw new Error('something follows its end');
}

const damaged = (file: string, cause: unknown): FileRefused =>
  new FileRefused(
    `The raw file ${basename(file)} is damaged: ${(cause as Error).message}. Restore it from a backup, or bring its file again.`,
  );
