import type { Document } from './document.ts';
import { RowScanner } from './row-scanner.ts';

/** Where the header of a table stands that does not begin on the first line. */
export interface HeaderPlace {
  /** Lines with something on them before it: titles, account ids, `sep=,`. */
  preamble: number;
  delimiter: '\t' | ',' | ';';
  /** Its cells, trimmed. */
  cells: readonly string[];
}

const MOST_LINES = 20;

/** The first of a document's first lines that `isHeader` takes for its header, with the delimiter that splits it so. */
export function findHeader(
  document: Document,
  isHeader: (cells: readonly string[]) => boolean,
): HeaderPlace | null {
  if (document.format !== 'delimited') return null;
  const head = Buffer.from(document.head);
  for (const delimiter of [',', '\t', ';'] as const) {
    const scanner = new RowScanner(delimiter);
    let at = 0;
    for (let preamble = 0; preamble < MOST_LINES && at < head.length; ) {
      const next = scanner.scan(head, at, head.length, true);
      if (next < 0) break;
      const cells = scanner.spans.strings(head, 0, scanner.count).map((cell) => cell.trim());
      if (isHeader(cells)) return { preamble, delimiter, cells };
      if (cells.some((cell) => cell !== '')) preamble++;
      at = next;
    }
  }
  return null;
}
