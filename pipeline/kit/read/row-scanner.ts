import { CellSpans } from './cell-spans.ts';
import { fourTimes, HASH_SEED, hasControl, hashWord, hasZero, viewOf } from './words.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const QUOTES = fourTimes(QUOTE);

/** What `scan` returns in place of a position. */
export const NEEDS_MORE = -1;
export const OPEN_QUOTE = -2;
export const CELL_TOO_LONG = -3;

/** A cell longer than this is not a cell: a quote was left open, or it is another kind of file. */
export const MAX_CELL_BYTES = 1 << 20;

/**
 * Finds the cells of one row of delimited text (RFC 4180; lines end with LF, CRLF or CR) in UTF-8 bytes. A cell is
 * quoted only when it begins with a quote; anything between the closing quote and the delimiter is taken as written.
 */
export class RowScanner {
  readonly spans = new CellSpans(unquote);
  /** Cells of the last row. */
  count = 0;
  /** Line breaks of the last row, its own included. */
  breaks = 0;
  /** Line breaks of the row before its last quoted cell began. */
  quoteBreaks = 0;
  private readonly delimiter: number;
  private block: Uint8Array = Buffer.alloc(0);
  private view = viewOf(this.block);

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /**
   * Scans the row that starts at `from` and writes its spans at `base`. `final`: nothing comes after `end`.
   * @returns where the next row starts, NEEDS_MORE (scan again with more bytes), OPEN_QUOTE or CELL_TOO_LONG.
   */
  scan(bytes: Uint8Array, from: number, end: number, final: boolean, base = 0): number {
    const { delimiter, spans } = this;
    if (this.block !== bytes) {
      this.block = bytes;
      this.view = viewOf(bytes);
    }
    const { view } = this;
    const delimiters = fourTimes(delimiter);
    let { starts, ends, hashes, coded } = spans;
    let i = from;
    let at = base;
    let breaks = 0;
    for (;;) {
      if (at === starts.length) {
        spans.grow();
        ({ starts, ends, hashes, coded } = spans);
      }
      let start = i;
      let stop = i;
      let hash = HASH_SEED;
      let isCoded = 0;
      let byte = 0;
      // Both loops go by words of four bytes; where a word may hold a stop, or near the end, its `size` bytes are looked
      // at one by one, and `k` of them belong to the cell.
      if (i < end && bytes[i] === QUOTE) {
        start = i + 1;
        this.quoteBreaks = breaks;
        i = start;
        for (;;) {
          let word = 0;
          let size = 0;
          if (i + 4 <= end) {
            word = view.getInt32(i, true);
            size = 4;
            if ((hasZero(word ^ QUOTES) | hasControl(word)) === 0) {
              hash = hashWord(hash, word);
              i += 4;
              continue;
            }
          } else if (i >= end) {
            if (i - start > MAX_CELL_BYTES) return CELL_TOO_LONG;
            return final ? OPEN_QUOTE : NEEDS_MORE;
          } else {
            for (; i + size < end; size += 1) word |= (bytes[i + size] as number) << (size * 8);
          }
          let k = 0;
          for (; k < size; k += 1) {
            byte = (word >>> (k * 8)) & 0xff;
            if (byte === QUOTE) break;
            if (byte === LF || (byte === CR && bytes[i + k + 1] !== LF)) breaks += 1;
          }
          i += k;
          if (k === 4) hash = hashWord(hash, word);
          else if (i < end) {
            // At the end of the bytes it may be half of a doubled quote: then the row is not whole, as seen below.
            if (i + 1 >= end || bytes[i + 1] !== QUOTE) {
              if (k > 0) hash = hashWord(hash, word & (-1 >>> (32 - k * 8)));
              break;
            }
            isCoded = 1;
            i += 2;
          }
        }
        stop = i;
        i += 1;
        while (i < end) {
          byte = bytes[i] as number;
          if (byte === delimiter || byte === LF || byte === CR) break;
          isCoded = 1;
          i += 1;
        }
        if (isCoded === 1) {
          start -= 1;
          stop = i;
        }
      } else {
        for (;;) {
          let word = 0;
          let size = 0;
          if (i + 4 <= end) {
            word = view.getInt32(i, true);
            size = 4;
            if ((hasZero(word ^ delimiters) | hasControl(word)) === 0) {
              hash = hashWord(hash, word);
              i += 4;
              continue;
            }
          } else for (; i + size < end; size += 1) word |= (bytes[i + size] as number) << (size * 8);
          let k = 0;
          for (; k < size; k += 1) {
            byte = (word >>> (k * 8)) & 0xff;
            if (byte === delimiter || byte === LF || byte === CR) break;
          }
          i += k;
          if (k === 4) {
            hash = hashWord(hash, word);
            continue;
          }
          if (k > 0) hash = hashWord(hash, word & (-1 >>> (32 - k * 8)));
          break;
        }
        stop = i;
      }
      if (stop - start > MAX_CELL_BYTES) return CELL_TOO_LONG;
      starts[at] = start;
      ends[at] = stop;
      hashes[at] = hash;
      coded[at] = isCoded;
      at += 1;
      if (i >= end) {
        if (!final) return NEEDS_MORE;
      } else {
        i += 1;
        if (byte === delimiter) continue;
        if (byte === CR) {
          // A CR at the end of the bytes may be half of a CRLF.
          if (i >= end && !final) return NEEDS_MORE;
          if (i < end && bytes[i] === LF) i += 1;
        }
        breaks += 1;
      }
      this.count = at - base;
      this.breaks = breaks;
      return i;
    }
  }
}

/** Undoes the quotes of a cell that begins with one. */
function unquote(bytes: Buffer, start: number, end: number): Buffer {
  const text = Buffer.allocUnsafe(end - start);
  let length = 0;
  let inside = true;
  for (let i = start + 1; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (inside && byte === QUOTE) {
      inside = bytes[i + 1] === QUOTE && i + 1 < end;
      if (!inside) continue;
      i += 1;
    }
    text[length] = byte;
    length += 1;
  }
  return text.subarray(0, length);
}
