import type { Cells, Texts } from '../cells.ts';
import { viewOf } from './words.ts';

/** Cells are copied four bytes at a time, which may write this many bytes past their end. */
const OVERSHOOT = 3;

/** `,"text"` for each distinct text of a column, escaped once. */
class EscapedTexts {
  private arena = Buffer.allocUnsafeSlow(4096);
  private offsets = new Uint32Array(257);
  private count = 0;

  /** Takes in what the dictionary has gained. */
  follow(texts: Texts): void {
    for (; this.count < texts.size; this.count += 1) {
      const json = `,${JSON.stringify(texts.at(this.count))}`;
      const from = this.offsets[this.count] as number;
      // A UTF-16 unit is at most three bytes; the comma and the quotes are one each, which leaves room to read past it.
      const needed = from + json.length * 3;
      if (needed > this.arena.length) {
        const arena = Buffer.allocUnsafeSlow(Math.max(needed, this.arena.length * 2));
        this.arena.copy(arena, 0, 0, from);
        this.arena = arena;
      }
      if (this.count + 2 > this.offsets.length) {
        const offsets = new Uint32Array(this.offsets.length * 2);
        offsets.set(this.offsets);
        this.offsets = offsets;
      }
      this.offsets[this.count + 1] = from + this.arena.write(json, from);
    }
  }

  /** Adds the length of each row's cell to `sizes`. */
  measure(ids: Uint32Array, sizes: Uint32Array): void {
    const { offsets } = this;
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] as number;
      sizes[row] = (sizes[row] as number) + (offsets[id + 1] as number) - (offsets[id] as number);
    }
  }

  /** Copies each row's cell to its place in `out` and moves the place on. */
  copy(ids: Uint32Array, places: Uint32Array, out: DataView): void {
    const { offsets } = this;
    const arena = viewOf(this.arena);
    for (let row = 0; row < ids.length; row += 1) {
      const id = ids[row] as number;
      const start = offsets[id] as number;
      const end = offsets[id + 1] as number;
      const place = places[row] as number;
      for (let i = start, to = place; i < end; i += 4, to += 4)
        out.setInt32(to, arena.getInt32(i, true), true);
      places[row] = place + end - start;
    }
  }
}

const OPEN = 91;
const CLOSE = 93;
const LF = 10;

/** Writes batches as lines of JSON, `[line,"cell",...]`, column by column: no row becomes a string of its own. */
export class RecordWriter {
  private readonly columns: readonly EscapedTexts[];

  constructor(columns: number) {
    this.columns = Array.from({ length: columns }, () => new EscapedTexts());
  }

  /** The lines of a batch, written into `out` where they fit, else into a larger buffer. */
  write(batch: Cells, out: Buffer): Buffer {
    const { rows, lines } = batch;
    const places = new Uint32Array(rows);
    for (const [index, { ids, texts }] of batch.columns.entries()) {
      const column = this.columns[index] as EscapedTexts;
      column.follow(texts);
      column.measure(ids, places);
    }
    const ragged = batch.ragged.map((row) => ({
      line: row.line,
      json: Buffer.from(`${JSON.stringify([row.line, ...row.cells])}\n`),
      place: 0,
    }));

    // Sizes become places; ragged lines go where their line number puts them.
    const starts = new Uint32Array(rows);
    let size = 0;
    let next = 0;
    const placeRagged = (before: number): void => {
      for (let row = ragged[next]; row !== undefined && row.line < before; row = ragged[next]) {
        row.place = size;
        size += row.json.length;
        next += 1;
      }
    };
    for (let row = 0; row < rows; row += 1) {
      const line = lines[row] as number;
      placeRagged(line);
      starts[row] = size;
      const cells = places[row] as number;
      places[row] = size + 1 + digits(line);
      size = (places[row] as number) + cells + 2;
    }
    placeRagged(Number.POSITIVE_INFINITY);

    // A column may write past its cells, so each one mends what the one before it spilt, and the rest comes last.
    const needed = size + OVERSHOOT;
    const into = needed > out.length ? Buffer.allocUnsafeSlow(needed + (needed >> 2)) : out;
    const view = viewOf(into);
    for (const [index, { ids }] of batch.columns.entries())
      (this.columns[index] as EscapedTexts).copy(ids, places, view);
    for (let row = 0; row < rows; row += 1) {
      writeLineNumber(lines[row] as number, into, starts[row] as number);
      into[places[row] as number] = CLOSE;
      into[(places[row] as number) + 1] = LF;
    }
    for (const { json, place } of ragged) json.copy(into, place);
    return into.subarray(0, size);
  }
}

function digits(number: number): number {
  let count = 1;
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) count += 1;
  return count;
}

/** `[123`. */
function writeLineNumber(line: number, out: Buffer, at: number): void {
  out[at] = OPEN;
  let rest = line;
  for (let i = at + digits(line); i > at; i -= 1) {
    const tens = Math.floor(rest / 10);
    out[i] = 48 + rest - tens * 10;
    rest = tens;
  }
}
