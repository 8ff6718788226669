import type { Cells } from '../cells.ts';
import { FileRefused } from '../platform.ts';
import { BatchBuilder } from './batch.ts';
import type { Document } from './document.ts';
import type { HeaderPlace } from './preamble.ts';
import { type RowReader, readBatches } from './row-reader.ts';
import { CELL_TOO_LONG, NEEDS_MORE, OPEN_QUOTE, RowScanner } from './row-scanner.ts';

const MAX_LINE_BYTES = 64 << 20;
const LINE_TOO_LONG = -4;

/**
 * Delimited text as batches of cells. Blank lines are passed over; a line with another number of cells than the header
 * is kept in `ragged`; `lines` are the lines of the file, whatever ends them.
 * @param place where the header stands, for a table that does not begin on the first line.
 * @throws FileRefused: no header, a header name twice, a quote left open, a cell over 1 MiB, a line over 64 MiB.
 */
export async function* readDelimited(document: Document, place?: HeaderPlace | null): AsyncGenerator<Cells> {
  const delimiter = place?.delimiter ?? document.delimiter ?? ',';
  yield* readBatches(document.bytes(), new DelimitedReader(delimiter, document.entry ?? 'The file', place));
}

class DelimitedReader implements RowReader {
  private readonly scanner: RowScanner;
  private readonly where: string;
  private batch: BatchBuilder | null = null;
  private line = 1;
  /** Lines yet to pass over before the header. */
  private preamble: number;
  /** The header's place was told. */
  private readonly placed: boolean;

  constructor(delimiter: string, where: string, place: HeaderPlace | null | undefined) {
    this.scanner = new RowScanner(delimiter);
    this.where = where;
    this.preamble = place?.preamble ?? 0;
    this.placed = place !== null && place !== undefined;
  }

  read(block: Buffer, at: number, final: boolean): number {
    const { scanner } = this;
    const end = block.length;
    let next = at;
    while (next < end) {
      const from = next;
      next = scanner.scan(block, from, end, final, this.batch?.base ?? 0);
      if ((next < 0 ? end : next) - from > MAX_LINE_BYTES) this.refuse(LINE_TOO_LONG);
      if (next < 0) {
        if (next !== NEEDS_MORE) this.refuse(next);
        next = from;
        break;
      }
      const { batch, line } = this;
      this.line += scanner.breaks;
      if (batch === null) this.readHeader(block, from);
      else if (scanner.count === batch.header.length && (scanner.count > 1 || !this.blank(from)))
        batch.keep(line, block);
      else if (!this.blank(from)) batch.ragged(line, scanner.spans.strings(block, batch.base, scanner.count));
      if (batch?.full) break;
    }
    this.batch?.settle(block);
    return next;
  }

  private readHeader(block: Buffer, from: number): void {
    const { scanner } = this;
    if (this.blank(from)) return;
    const header = scanner.spans.strings(block, 0, scanner.count);
    const empty = header.every((cell) => cell.trim() === '');
    // As `findHeader` counts: a line of empty cells is nothing, above the header and right before it.
    if (empty && this.placed) return;
    if (this.preamble > 0) {
      this.preamble--;
      return;
    }
    const twice = repeated(header);
    if (twice !== null)
      throw new FileRefused(
        `${this.where} has two columns named "${twice}". Rename or remove one and bring it again.`,
      );
    this.batch = new BatchBuilder(header, scanner.spans);
  }

  /** The row scanned last is a line with nothing on it. */
  private blank(from: number): boolean {
    const { spans, count } = this.scanner;
    const base = this.batch?.base ?? 0;
    return count === 1 && spans.starts[base] === from && spans.ends[base] === from;
  }

  take(final: boolean): Cells | null {
    const { batch } = this;
    if (final && batch === null) throw new FileRefused(`${this.where} has no header line. Get it again.`);
    return batch !== null && (batch.full || (final && !batch.empty)) ? batch.take() : null;
  }

  private refuse(why: number): never {
    const { where, line } = this;
    if (why === OPEN_QUOTE)
      throw new FileRefused(
        `${where} is cut off: the quote opened on line ${line + this.scanner.quoteBreaks} is never closed. Get it again.`,
      );
    if (why === CELL_TOO_LONG)
      throw new FileRefused(
        `${where}: the row on line ${line} has a cell longer than 1 MiB. A quote may be missing; get it again.`,
      );
    throw new FileRefused(
      `${where}: line ${line} is longer than 64 MiB. This is not an export; get it again.`,
    );
  }
}

/** The first name a header has twice, compared as feeds compare; columns without a name may be many. */
function repeated(header: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const name of header) {
    const plain = name.trim().toLowerCase();
    if (plain !== '' && seen.has(plain)) return name.trim();
    seen.add(plain);
  }
  return null;
}
