/**
 * What a reader hands on: a batch of rows as columns of text. Each column is a dictionary of its distinct texts and one
 * id a row, so that a type runs once per distinct text and no row is ever an object.
 */
export const BATCH_ROWS = 16_384;

/** The distinct texts of one column of one file; it grows from batch to batch. */
export interface Texts {
  readonly size: number;
  /** The text with this id. */
  at(id: number): string;
}

export interface Cells {
  /** Header names as written. */
  header: readonly string[];
  rows: number;
  /** The line each row starts on in its file (the header is line 1); for formats without lines, the record's number. */
  lines: Uint32Array;
  /** One per header name: `ids[row]` points into `texts`. */
  columns: readonly { ids: Uint32Array; texts: Texts }[];
  /** Lines that have another number of cells than the header: kept as they are, refused by the `columns` check. */
  ragged: readonly { line: number; cells: readonly string[] }[];
}

/** A dictionary over a JavaScript Map: for small files and for tests. */
export class TextMap implements Texts {
  private readonly ids = new Map<string, number>();
  private readonly texts: string[] = [];

  get size(): number {
    return this.texts.length;
  }

  at(id: number): string {
    const text = this.texts[id];
    if (text === undefined) throw new RangeError(`no text ${id}`);
    return text;
  }

  id(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    this.ids.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Batches from plain rows: for formats that are small by nature (pages, JSON). */
export function* cellsFromRows(
  header: readonly string[],
  rows: Iterable<{ line: number; cells: readonly string[] }>,
): Generator<Cells> {
  const texts = header.map(() => new TextMap());
  let batch: { line: number; cells: readonly string[] }[] = [];
  const flush = (): Cells => {
    const good = batch.filter((row) => row.cells.length === header.length);
    const cells: Cells = {
      header,
      rows: good.length,
      lines: Uint32Array.from(good, (row) => row.line),
      columns: texts.map((map, column) => ({
        ids: Uint32Array.from(good, (row) => map.id(row.cells[column] as string)),
        texts: map,
      })),
      ragged: batch.filter((row) => row.cells.length !== header.length),
    };
    batch = [];
    return cells;
  };
  for (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH_ROWS) yield flush();
  }
  if (batch.length > 0) yield flush();
}
