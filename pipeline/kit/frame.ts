import type { Feed } from './platform.ts';

/** One column of a frame: text as ids into its distinct texts (-1: not known), or numbers (NaN: not known). */
export type FrameColumn =
  | { is: 'text'; distinct: string[]; ids: Grow<Int32Array> }
  | { is: 'number'; nanos: boolean; values: Grow<Float64Array> };

/** A typed array that grows by doubling; `array` is longer than `length`. */
export class Grow<A extends Int32Array | Uint32Array | Float64Array> {
  array: A;
  length = 0;
  private readonly make: (size: number) => A;

  constructor(make: (size: number) => A) {
    this.make = make;
    this.array = make(1024);
  }

  /** Makes room for `more` entries and returns the array; the caller then raises `length`. */
  reserve(more: number): A {
    const needed = this.length + more;
    if (needed > this.array.length) {
      const next = this.make(Math.max(needed, this.array.length * 2));
      next.set(this.array.subarray(0, this.length));
      this.array = next;
    }
    return this.array;
  }
}

/**
 * What one load of a feed brings, from one or several files: typed columns, one entry a row that passed the gates.
 * Rows are in file order and line order; nothing here is an object per row.
 */
export class Frame {
  readonly feed: Feed;
  /** Index into the load's files (landing order). */
  readonly file = new Grow((size) => new Uint32Array(size));
  readonly line = new Grow((size) => new Uint32Array(size));
  readonly columns = new Map<string, FrameColumn>();
  private readonly textIds = new Map<string, Map<string, number>>();

  constructor(feed: Feed) {
    this.feed = feed;
    for (const [name, column] of Object.entries(feed.columns)) {
      if (column.type.storage === 'text') {
        this.columns.set(name, { is: 'text', distinct: [], ids: new Grow((size) => new Int32Array(size)) });
        this.textIds.set(name, new Map());
      } else {
        const nanos = column.type.storage === 'nanos';
        this.columns.set(name, { is: 'number', nanos, values: new Grow((size) => new Float64Array(size)) });
      }
    }
  }

  get rows(): number {
    return this.line.length;
  }

  /** Drops the rows from `rows` on: those of a file that turned out to be unreadable. */
  truncate(rows: number): void {
    this.file.length = rows;
    this.line.length = rows;
    for (const column of this.columns.values())
      (column.is === 'text' ? column.ids : column.values).length = rows;
  }

  column(name: string): FrameColumn {
    const column = this.columns.get(name);
    if (!column) throw new Error(`${this.feed.name} has no column ${name}`);
    return column;
  }

  /** The id of a text in a text column, the same over all files of the load. */
  textId(name: string, text: string): number {
    const ids = this.textIds.get(name) as Map<string, number>;
    const known = ids.get(text);
    if (known !== undefined) return known;
    const { distinct } = this.column(name) as { distinct: string[] };
    ids.set(text, distinct.length);
    return distinct.push(text) - 1;
  }

  /** Value of one cell: text, number, or null for not known. */
  at(name: string, row: number): string | number | null {
    const column = this.column(name);
    if (column.is === 'text') {
      const id = column.ids.array[row] as number;
      return id < 0 ? null : (column.distinct[id] as string);
    }
    const value = column.values.array[row] as number;
    return Number.isNaN(value) ? null : value;
  }
}
