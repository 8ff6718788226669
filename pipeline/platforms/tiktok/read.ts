import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { type Artifact, columnsOf } from './claim.ts';
import { daysApart } from './clean.ts';

/** The cells of an artifact under its English column names. */
export async function* readArtifact(document: Document, artifact: Artifact): AsyncGenerator<Cells> {
  const header = columnsOf(document, artifact) ?? document.header ?? [];
  for await (const cells of readDelimited(document)) yield { ...cells, header };
}

const MOST_DAYS_LEFT_OUT = 31;

/** Since a row's place tells its year, rows out of order would take wrong ones. @throws FileRefused where they are. */
export async function* inOrder(source: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  let before: string | undefined;
  for await (const cells of source) {
    const dates = cells.columns[cells.header.findIndex((name) => foldHeader(name) === 'date')];
    for (let row = 0; dates && row < cells.rows; row++) {
      const text = dates.texts.at(dates.ids[row] as number);
      const step = daysApart(before ?? text, text);
      // A date that cannot be read is refused with its row.
      if (step === null) continue;
      if (step > MOST_DAYS_LEFT_OUT)
        throw new FileRefused(
          `Line ${cells.lines[row]}: '${text}' does not follow '${before}'. Rows must be in order, oldest first, as TikTok gives them: they have no year.`,
        );
      before = text;
    }
    yield cells;
  }
}

/**
 * The newest rows of some files are written before TikTok has counted: they have zeros that look real. The zeros at the
 * very end of the file, at most `most` rows of them, become "not known"; a later export tells them.
 * @param columns the counts; a row is unfinished when none of them is over 0.
 */
export async function* withoutUnfinished(
  source: AsyncIterable<Cells>,
  columns: readonly string[],
  most: number,
): AsyncGenerator<Cells> {
  const names = columns.map(foldHeader);
  let header: readonly string[] | undefined;
  const rows: { line: number; cells: string[] }[] = [];
  const ragged: { line: number; cells: readonly string[] }[] = [];
  for await (const cells of source) {
    header = cells.header;
    for (let row = 0; row < cells.rows; row++) {
      const texts = cells.columns.map(({ ids, texts }) => texts.at(ids[row] as number));
      rows.push({ line: cells.lines[row] as number, cells: texts });
    }
    ragged.push(...cells.ragged);
  }
  if (header === undefined) return;
  const counts = header.flatMap((name, index) => (names.includes(foldHeader(name)) ? [index] : []));
  for (const { cells } of rows.slice(-most).toReversed()) {
    if (counts.some((index) => !/^(?:0|undefined|)$/.test(cells[index]?.trim() ?? ''))) break;
    for (const index of counts) cells[index] = 'undefined';
  }
  yield* cellsFromRows(
    header,
    [...rows, ...ragged].sort((a, b) => a.line - b.line),
  );
}
