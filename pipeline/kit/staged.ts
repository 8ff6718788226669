import type { FileFacts } from './platform.ts';

/** A line no gate let through. `check` is the gate's name: columns, required, type, date_range, clean, duplicate, or the feed's own. */
export interface Refusal {
  line: number;
  check: string;
  column: string;
  reason: string;
  text: string;
}

export interface Staged {
  /** Data rows in the file, refused ones included. */
  rows: number;
  refusedRows: number;
  refusals: Refusal[];
  /** Lines with a cell in which something before us lost a character ("\ufffd"): they are kept as they are, and told. */
  damaged?: Set<number>;
  /** Cells of the file's header, where a batch's header is not the file's. */
  headerCells?: number;
  /** Header names no column goes by. */
  unknownColumns: readonly string[];
  /** Rows `clean` left out, by why: they count nowhere, and are told. */
  leftOut?: Map<string, number>;
}

export interface StageFile extends FileFacts {
  /** Index of the file in the load. */
  index: number;
}

export const sayRefusal = (refusal: Refusal | undefined): string =>
  refusal === undefined
    ? ''
    : `line ${refusal.line}: ${refusal.column}${refusal.text === '' ? '' : ` '${refusal.text}'`} ${refusal.reason}`;
