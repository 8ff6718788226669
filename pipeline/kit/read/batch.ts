import { BATCH_ROWS, type Cells } from '../cells.ts';
import { ByteTexts } from './byte-texts.ts';
import type { CellSpans } from './cell-spans.ts';

/** Rows that wait as spans before their columns are looked up one by one: few enough to stay in the cache. */
const WAITING_ROWS = 1024;

/**
 * Gathers scanned rows into batches of cells. The dictionaries live as long as the file; the arrays of a batch are its
 * own. A scanner writes each row's spans at `base`; `keep` makes the row count, otherwise the next one overwrites it.
 */
export class BatchBuilder {
  readonly header: readonly string[];
  private readonly spans: CellSpans;
  private readonly texts: readonly ByteTexts[];
  private rows = 0;
  /** The last of `rows`, whose cells are still spans. */
  private waiting = 0;
  private lines = new Uint32Array(BATCH_ROWS);
  private ids: Uint32Array[];
  private raggedRows: { line: number; cells: readonly string[] }[] = [];

  constructor(header: readonly string[], spans: CellSpans) {
    this.header = header;
    this.spans = spans;
    this.texts = header.map(() => new ByteTexts());
    this.ids = header.map(() => new Uint32Array(BATCH_ROWS));
  }

  get full(): boolean {
    return this.rows === BATCH_ROWS || this.raggedRows.length === BATCH_ROWS;
  }

  get empty(): boolean {
    return this.rows === 0 && this.raggedRows.length === 0;
  }

  /** Where the spans of the next row go. */
  get base(): number {
    return this.waiting * this.header.length;
  }

  /** Takes the row whose spans lie at `base`. */
  keep(line: number, bytes: Buffer): void {
    this.lines[this.rows] = line;
    this.rows += 1;
    this.waiting += 1;
    if (this.waiting === WAITING_ROWS) this.settle(bytes);
  }

  ragged(line: number, cells: readonly string[]): void {
    this.raggedRows.push({ line, cells });
  }

  /** Looks up the cells that wait; to be called before their bytes go. */
  settle(bytes: Buffer): void {
    const first = this.rows - this.waiting;
    const width = this.header.length;
    for (let column = 0; column < width; column += 1) {
      const into = (this.ids[column] as Uint32Array).subarray(first, this.rows);
      (this.texts[column] as ByteTexts).ids(this.spans, bytes, column, width, this.waiting, into);
    }
    this.waiting = 0;
  }

  /** The batch so far; all its cells must be settled. */
  take(): Cells {
    const { rows } = this;
    const cells: Cells = {
      header: this.header,
      rows,
      lines: this.lines.subarray(0, rows),
      columns: this.ids.map((ids, column) => ({
        ids: ids.subarray(0, rows),
        texts: this.texts[column] as ByteTexts,
      })),
      ragged: this.raggedRows,
    };
    this.rows = 0;
    this.lines = new Uint32Array(BATCH_ROWS);
    this.ids = this.header.map(() => new Uint32Array(BATCH_ROWS));
    this.raggedRows = [];
    return cells;
  }
}
