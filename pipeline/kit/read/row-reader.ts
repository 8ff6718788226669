import type { Cells } from '../cells.ts';

/** The part of a reader that waits for nothing: rows of a block of bytes into the batch at hand. */
export interface RowReader {
  /** Reads rows from `at` on until the batch is full or no whole row is left. @returns where to go on. */
  read(block: Buffer, at: number, final: boolean): number;
  /** The batch when it is full, or at the end of the file (`final`) the rest, if any. */
  take(final: boolean): Cells | null;
}

/** Runs a reader over chunks of any size; what is left of a chunk goes before the next one. */
export async function* readBatches(chunks: AsyncIterable<Buffer>, reader: RowReader): AsyncGenerator<Cells> {
  let rest: Buffer = Buffer.alloc(0);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    waitingBytes += chunk.length;
    // A row longer than a chunk is scanned again only when its bytes have doubled: never a square of work.
    if (waitingBytes < rest.length) continue;
    const block = rest.length === 0 && waiting.length === 1 ? chunk : Buffer.concat([rest, ...waiting]);
    waiting = [];
    waitingBytes = 0;
    let at = reader.read(block, 0, false);
    for (let batch = reader.take(false); batch !== null; batch = reader.take(false)) {
      yield batch;
      at = reader.read(block, at, false);
    }
    rest = block.subarray(at);
  }
  const block = Buffer.concat([rest, ...waiting]);
  let at = reader.read(block, 0, true);
  for (
    let batch = reader.take(at === block.length);
    batch !== null;
    batch = reader.take(at === block.length)
  ) {
    yield batch;
    at = reader.read(block, at, true);
  }
}
