import type { Arranged } from './arrange.ts';
import type { Frame } from './frame.ts';
import type { Refusal } from './staged.ts';

/** The rows of a load in the order they are written: by key, occurrence, then landing order of their files. */
export interface Numbered {
  order: Uint32Array;
  /** Occurrence of each row among the rows of its file that are alike in the key. */
  occurrence: Uint32Array;
  /** Rows that say a second time what their file already said. */
  repeated: { row: number }[];
  /** Rows of one file that contradict each other. */
  refused: { row: number; refusal: Refusal }[];
}

/**
 * Settles rows of one file that share a key. With `occurrenceBy`, alike rows are real (a store splits a line): sorted
 * by those columns they are numbered 0, 1, ..., so that neither the order of lines nor a second export changes a fact.
 * Without it, equal rows count once, and rows that contradict each other are refused, all of them: none is the truth.
 */
export function numberRows(frame: Frame, arranged: Arranged): Numbered {
  const { order } = arranged;
  const out = new Uint32Array(order.length);
  const numbered: Numbered = {
    order: out,
    occurrence: new Uint32Array(order.length),
    repeated: [],
    refused: [],
  };
  let written = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && arranged.sameKey(order[start] as number, order[end] as number)) end++;
    if (end - start === 1) {
      out[written++] = order[start] as number;
    } else {
      for (const row of settle(frame, Array.from(order.subarray(start, end)), numbered)) out[written++] = row;
    }
    start = end;
  }
  numbered.order = out.subarray(0, written);
  return numbered;
}

/** Rows of one key, of one or several files: those to write, in order. */
function settle(frame: Frame, group: number[], numbered: Numbered): number[] {
  const files = frame.file.array;
  const { occurrenceBy } = frame.feed;
  const kept: number[] = [];
  for (const rows of byFile(group, files)) {
    if (occurrenceBy) {
      rows.sort((a, b) => compareRows(frame, occurrenceBy, a, b) || lineOf(frame, a) - lineOf(frame, b));
      for (const [index, row] of rows.entries()) numbered.occurrence[row] = index;
      kept.push(...rows);
      continue;
    }
    const [first, ...rest] = rows as [number, ...number[]];
    const columns = [...frame.columns.keys()];
    const other = rest.find((row) => compareRows(frame, columns, first, row) !== 0);
    if (other === undefined) {
      kept.push(first);
      numbered.repeated.push(...rest.map((row) => ({ row })));
    } else {
      for (const row of rows)
        numbered.refused.push({ row, refusal: contradiction(frame, row, row === first ? other : first) });
    }
  }
  return kept.sort(
    (a, b) =>
      (numbered.occurrence[a] as number) - (numbered.occurrence[b] as number) ||
      (files[a] as number) - (files[b] as number),
  );
}

function byFile(group: readonly number[], files: Uint32Array): number[][] {
  const runs: number[][] = [];
  for (const row of group) {
    const run = runs.at(-1);
    if (run && files[run[0] as number] === files[row]) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function compareRows(frame: Frame, columns: readonly string[], a: number, b: number): number {
  for (const name of columns) {
    const left = frame.at(name, a) ?? Number.NEGATIVE_INFINITY;
    const right = frame.at(name, b) ?? Number.NEGATIVE_INFINITY;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

const lineOf = (frame: Frame, row: number): number => frame.line.array[row] as number;

const contradiction = (frame: Frame, row: number, other: number): Refusal => ({
  line: lineOf(frame, row),
  check: 'duplicate',
  column: frame.feed.key.join(', '),
  reason: `says otherwise than line ${lineOf(frame, other)} of the same file`,
  text: frame.feed.key
    .map((name) => String(frame.at(name, row) ?? ''))
    .join(', ')
    .slice(0, 200),
});
