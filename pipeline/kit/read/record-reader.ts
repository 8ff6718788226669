import type { Cells } from '../cells.ts';
import { BatchBuilder } from './batch.ts';
import { CellSpans } from './cell-spans.ts';
import type { RowReader } from './row-reader.ts';
import { fourTimes, HASH_SEED, hasControl, hashWord, hasZero, viewOf } from './words.ts';

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const OPEN = 91;
const BACKSLASH = 92;
const QUOTES = fourTimes(QUOTE);
const BACKSLASHES = fourTimes(BACKSLASH);
const CLOSE = 93;
const BRACE = 123;

const NEEDS_MORE = -1;

/** Reads what RecordWriter wrote, and a last line `{"rows":N}`, byte by byte into batches. */
export class RecordReader implements RowReader {
  /** What the last line says, once it was met. */
  end: { rows: number } | null = null;
  rows = 0;
  private readonly spans = new CellSpans((bytes, start, end) =>
    Buffer.from(JSON.parse(bytes.toString('utf8', start - 1, end + 1)) as string),
  );
  private readonly batch: BatchBuilder;
  private view = viewOf(Buffer.alloc(0));
  /** Of the last record. */
  private line = 0;
  private count = 0;

  constructor(columns: readonly string[]) {
    this.batch = new BatchBuilder(columns, this.spans);
  }

  read(block: Buffer, at: number, final: boolean): number {
    const { batch, spans } = this;
    this.view = viewOf(block);
    let next = at;
    while (next < block.length && !batch.full) {
      if (this.end !== null) throw new Error('it goes on after its end');
      const from = next;
      if (block[from] === BRACE) {
        const stop = block.indexOf(LF, from);
        if (stop < 0) break;
        this.end = JSON.parse(block.toString('utf8', from, stop)) as { rows: number };
        next = stop + 1;
        continue;
      }
      const stop = this.scan(block, from, batch.base);
      if (stop === NEEDS_MORE) break;
      next = stop;
      this.rows += 1;
      if (this.count === batch.header.length) batch.keep(this.line, block);
      else batch.ragged(this.line, spans.strings(block, batch.base, this.count));
    }
    batch.settle(block);
    if (final && next < block.length && !batch.full) throw new Error('it is cut off');
    return next;
  }

  take(final: boolean): Cells | null {
    return this.batch.full || (final && !this.batch.empty) ? this.batch.take() : null;
  }

  /** One record: `[line,"cell",...]` and LF. @returns where the next one starts, or NEEDS_MORE. */
  private scan(bytes: Buffer, from: number, base: number): number {
    const end = bytes.length;
    const { spans, view } = this;
    let { starts, ends, hashes, coded } = spans;
    let i = from + 1;
    let byte = 0;
    let line = 0;
    if (bytes[from] !== OPEN) throw new Error('a record does not begin as one');
    for (; i < end; i += 1) {
      byte = bytes[i] as number;
      if (byte < 48 || byte > 57) break;
      line = line * 10 + byte - 48;
    }
    let cell = base;
    while (i < end && byte === COMMA) {
      i += 1;
      if (i >= end) return NEEDS_MORE;
      if (bytes[i] !== QUOTE) throw new Error('a cell is not text');
      if (cell === starts.length) {
        spans.grow();
        ({ starts, ends, hashes, coded } = spans);
      }
      const start = i + 1;
      let hash = HASH_SEED;
      let isCoded = 0;
      for (i = start; i < end; ) {
        let word = 0;
        let size = 0;
        if (i + 4 <= end) {
          word = view.getInt32(i, true);
          size = 4;
          if ((hasZero(word ^ QUOTES) | hasZero(word ^ BACKSLASHES) | hasControl(word)) === 0) {
            hash = hashWord(hash, word);
            i += 4;
            continue;
          }
        } else for (; i + size < end; size += 1) word |= (bytes[i + size] as number) << (size * 8);
        let k = 0;
        for (; k < size; k += 1) {
          byte = (word >>> (k * 8)) & 0xff;
          if (byte === QUOTE || byte === BACKSLASH) break;
          if (byte === LF) throw new Error('a record is not whole');
        }
        i += k;
        if (k === 4) hash = hashWord(hash, word);
        else if (i < end) {
          if (byte === QUOTE) {
            if (k > 0) hash = hashWord(hash, word & (-1 >>> (32 - k * 8)));
            break;
          }
          isCoded = 1;
          i += 2;
        }
      }
      if (i >= end) return NEEDS_MORE;
      starts[cell] = start;
      ends[cell] = i;
      hashes[cell] = hash;
      coded[cell] = isCoded;
      cell += 1;
      i += 1;
      byte = i < end ? (bytes[i] as number) : 0;
    }
    if (i + 1 >= end) return NEEDS_MORE;
    if (byte !== CLOSE || bytes[i + 1] !== LF) throw new Error('a record does not end as one');
    this.line = line;
    this.count = cell - base;
    return i + 2;
  }
}
