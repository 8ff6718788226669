import { CsvBytes, csvCell } from './csv-bytes.ts';
import type { Frame, FrameColumn } from './frame.ts';
import type { Numbered } from './occurrences.ts';

/** Columns of a staging file that are not the feed's own. */
export const STAGING_EXTRAS = ['occurrence', 'file', 'line'] as const;

/** Where the rows of one year stand in a staging file: byte ranges, the end not included. One, where the key leads with the date. */
export interface StagedYear {
  year: string;
  ranges: [from: number, to: number][];
}

/**
 * Writes what a load brings: typed, validated, sorted by key, one row a key (the newest; a column it does not tell is
 * taken from the load's file before it). The last columns name the file (landing order number) and line.
 * @returns the years the rows are dated in, ascending, and where their rows stand.
 */
export function writeStaging(
  path: string,
  frame: Frame,
  numbered: Numbered,
  fileIds: readonly number[],
): StagedYear[] {
  const csv = new CsvBytes(path);
  try {
    return writeRows(csv, frame, numbered, fileIds);
  } finally {
    csv.close();
  }
}

function writeRows(
  csv: CsvBytes,
  frame: Frame,
  numbered: Numbered,
  fileIds: readonly number[],
): StagedYear[] {
  csv.text(Buffer.from([...frame.columns.keys(), ...STAGING_EXTRAS].join(',')));
  csv.endRow();
  const columns = [...frame.columns.values()].map((column) => writer(csv, column));
  const dated = frame.column(frame.feed.dated) as Extract<FrameColumn, { is: 'text' }>;
  const years = dated.distinct.map((day) => day.slice(0, 4));
  const ranges = new Map<string, StagedYear['ranges']>();
  let year: string | undefined;
  let from = csv.size;
  const endRange = (): void => {
    if (year !== undefined) ranges.set(year, [...(ranges.get(year) ?? []), [from, csv.size]]);
    from = csv.size;
  };
  const { order, occurrence } = numbered;
  let older: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    // Rows of one key come from several files, in landing order: the last one is written.
    if (
      fileIds.length > 1 &&
      at + 1 < order.length &&
      isSameFact(frame, occurrence, row, order[at + 1] as number)
    ) {
      older.unshift(row);
      continue;
    }
    const yearOfRow = years[dated.ids.array[row] as number] as string;
    if (yearOfRow !== year) {
      endRange();
      year = yearOfRow;
    }
    for (let index = 0; index < columns.length; index++) {
      (columns[index] as WriteCell)(row, older);
      csv.endCell();
    }
    csv.integer(occurrence[row] as number);
    csv.endCell();
    csv.integer(fileIds[frame.file.array[row] as number] as number);
    csv.endCell();
    csv.integer(frame.line.array[row] as number);
    csv.endRow();
    if (older.length > 0) older = [];
  }
  endRange();
  return [...ranges].map(([year, ranges]) => ({ year, ranges })).sort((a, b) => (a.year < b.year ? -1 : 1));
}

function isSameFact(frame: Frame, occurrence: Uint32Array, a: number, b: number): boolean {
  if (occurrence[a] !== occurrence[b]) return false;
  for (const name of frame.feed.key) {
    const column = frame.columns.get(name) as FrameColumn;
    const array = column.is === 'text' ? column.ids.array : column.values.array;
    if (array[a] !== array[b]) return false;
  }
  return true;
}

/** Writes the cell of a row, or where it is not known that of the newest older row that knows it. */
type WriteCell = (row: number, older: readonly number[]) => void;

function writer(csv: CsvBytes, column: FrameColumn): WriteCell {
  if (column.is === 'text') {
    const cells = column.distinct.map(csvCell);
    const ids = column.ids.array;
    return (row, older) => {
      let id = ids[row] as number;
      for (let index = 0; id < 0 && index < older.length; index++) id = ids[older[index] as number] as number;
      if (id >= 0) csv.text(cells[id] as Buffer);
    };
  }
  const numbers = column.values.array;
  const { nanos } = column;
  return (row, older) => {
    let value = numbers[row] as number;
    for (let index = 0; Number.isNaN(value) && index < older.length; index++) {
      value = numbers[older[index] as number] as number;
    }
    if (Number.isNaN(value)) return;
    if (nanos) csv.nanos(value);
    else csv.integer(value);
  };
}
