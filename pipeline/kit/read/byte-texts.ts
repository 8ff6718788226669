import type { Texts } from '../cells.ts';
import type { CellSpans } from './cell-spans.ts';
import { hashBytes, viewOf } from './words.ts';

// A slot of the table: hash, id + 1 (0: free), place in the arena, length. Together, so that a look-up touches one
// cache line of the table and one of the arena.
const SLOT = 4;

/**
 * The distinct texts of a column, kept as UTF-8 in one growing arena and found through an open-addressing table: a
 * million distinct amounts are some 60 MB and no JavaScript strings. `at` decodes anew each time.
 */
export class ByteTexts implements Texts {
  private count = 0;
  private arena = Buffer.allocUnsafeSlow(4096);
  private view = viewOf(this.arena);
  /** Text `id` is `arena[offsets[id] .. offsets[id + 1])`. */
  private offsets = new Uint32Array(257);
  private table = new Int32Array(512 * SLOT);
  private mask = 511;

  get size(): number {
    return this.count;
  }

  at(id: number): string {
    if (!(id >= 0 && id < this.count)) throw new RangeError(`no text ${id}`);
    return this.arena.toString('utf8', this.offsets[id] as number, this.offsets[id + 1] as number);
  }

  /**
   * The ids of one column of rows that lie one after another in `spans`: cell `r * width + column` for row `r`.
   */
  ids(spans: CellSpans, block: Buffer, column: number, width: number, rows: number, into: Uint32Array): void {
    const { starts, ends, hashes, coded } = spans;
    const blockView = viewOf(block);
    for (let row = 0, cell = column; row < rows; row += 1, cell += width) {
      const start = starts[cell] as number;
      const end = ends[cell] as number;
      if (coded[cell] === 1) {
        const text = spans.decode(block, start, end);
        into[row] = this.id(text, viewOf(text), 0, text.length, hashBytes(text, 0, text.length));
      } else into[row] = this.id(block, blockView, start, end, hashes[cell] as number);
    }
  }

  /** The id of `bytes[start .. end)`, which is new or known. */
  private id(bytes: Buffer, bytesView: DataView, start: number, end: number, hash: number): number {
    const { table, mask, view, arena } = this;
    const length = end - start;
    let slot = hash & mask;
    for (;;) {
      const at = slot * SLOT;
      const known = table[at + 1] as number;
      if (known === 0) return this.add(bytes, start, end, hash, slot);
      if (table[at] === hash && table[at + 3] === length) {
        let mine = table[at + 2] as number;
        let i = start;
        for (; i + 4 <= end && view.getInt32(mine, true) === bytesView.getInt32(i, true); i += 4) mine += 4;
        for (; i < end && arena[mine] === bytes[i]; i += 1) mine += 1;
        if (i === end) return known - 1;
      }
      slot = (slot + 1) & mask;
    }
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.count;
    const from = this.offsets[id] as number;
    const next = from + end - start;
    if (next > this.arena.length) {
      const arena = Buffer.allocUnsafeSlow(Math.max(next, this.arena.length * 2));
      this.arena.copy(arena, 0, 0, from);
      this.arena = arena;
      this.view = viewOf(arena);
    }
    for (let i = start, to = from; i < end; i += 1, to += 1) this.arena[to] = bytes[i] as number;
    if (id + 2 > this.offsets.length) {
      const offsets = new Uint32Array(this.offsets.length * 2);
      offsets.set(this.offsets);
      this.offsets = offsets;
    }
    this.offsets[id + 1] = next;
    this.count = id + 1;
    const at = slot * SLOT;
    this.table[at] = hash;
    this.table[at + 1] = id + 1;
    this.table[at + 2] = from;
    this.table[at + 3] = end - start;
    if (this.count * 2 > this.mask) this.grow();
    return id;
  }

  private grow(): void {
    const old = this.table;
    const mask = (this.mask + 1) * 2 - 1;
    const table = new Int32Array((mask + 1) * SLOT);
    for (let from = 0; from < old.length; from += SLOT) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from] as number) & mask;
      while (table[slot * SLOT + 1] !== 0) slot = (slot + 1) & mask;
      for (let i = 0; i < SLOT; i += 1) table[slot * SLOT + i] = old[from + i] as number;
    }
    this.table = table;
    this.mask = mask;
  }
}
