import type { Cells } from './cells.ts';
import { cleanRows } from './clean-rows.ts';
import type { Frame } from './frame.ts';
import { mapHeader } from './header.ts';
import { FileRefused } from './platform.ts';
import { refuseOtherForm } from './schema-change.ts';
import { type Staged, type StageFile, sayRefusal } from './staged.ts';
import { type Typer, typersFor } from './typer.ts';

const MOST_REFUSALS = 100_000;

/**
 * raw -> staging: types every cell (once per distinct text), runs the gates, and adds what passed to the frame.
 * All failures of a row are reported.
 * @throws SchemaChanged when required columns are missing
 * @throws FileRefused when too much is refused for it to be this kind of file
 */
export async function stage(
  frame: Frame,
  cells: AsyncIterable<Cells> | Iterable<Cells>,
  file: StageFile,
): Promise<Staged> {
  const staged: Staged = { rows: 0, refusedRows: 0, refusals: [], unknownColumns: [] };
  let typers: Map<string, Typer> | undefined;
  for await (const batch of frame.feed.clean ? cleanRows(frame.feed, cells, file, staged) : cells) {
    if (!typers) {
      const map = mapHeader(frame.feed, batch.header);
      // A cleaned batch has output columns; what its file had was told by `cleanRows`.
      if (!frame.feed.clean) staged.unknownColumns = map.unknown;
      typers = typersFor(frame, map, file);
    }
    addBatch(frame, typers, batch, file, staged);
    if (staged.refusals.length > MOST_REFUSALS) {
      refuseOtherForm(frame.feed, staged);
      throw new FileRefused(
        `It has more than ${MOST_REFUSALS} lines that cannot be read; the first: ${sayRefusal(staged.refusals[0])}`,
      );
    }
  }
  return staged;
}

function addBatch(
  frame: Frame,
  typers: Map<string, Typer>,
  batch: Cells,
  file: StageFile,
  staged: Staged,
): void {
  staged.rows += batch.rows + batch.ragged.length;
  for (const row of batch.ragged) {
    staged.refusedRows++;
    const reason = `has ${row.cells.length} cells, the header has ${staged.headerCells ?? batch.header.length}`;
    staged.refusals.push({ line: row.line, check: 'columns', column: 'the line', reason, text: '' });
  }
  const keep = new Uint8Array(batch.rows).fill(1);
  for (const [name, typer] of typers) {
    const refuses = typer.learn(batch);
    if (typer.damaged.size > 0) noteDamaged(typer, batch, staged);
    if (!refuses) continue;
    const { ids, texts } = batch.columns[typer.position] as Cells['columns'][number];
    for (let row = 0; row < batch.rows; row++) {
      const refused = typer.refused.get(ids[row] as number);
      if (refused === undefined) continue;
      if (keep[row] === 1) staged.refusedRows++;
      keep[row] = 0;
      const text = texts.at(ids[row] as number).slice(0, 200);
      staged.refusals.push({ line: batch.lines[row] as number, column: name, text, ...refused });
    }
  }
  appendKept(frame, typers, batch, keep, file.index);
}

function noteDamaged(typer: Typer, batch: Cells, staged: Staged): void {
  const { ids } = batch.columns[typer.position] as Cells['columns'][number];
  staged.damaged ??= new Set();
  for (let row = 0; row < batch.rows; row++)
    if (typer.damaged.has(ids[row] as number)) staged.damaged.add(batch.lines[row] as number);
}

function appendKept(
  frame: Frame,
  typers: Map<string, Typer>,
  batch: Cells,
  keep: Uint8Array,
  fileIndex: number,
): void {
  let kept = 0;
  for (const flag of keep) kept += flag;
  const lines = frame.line.reserve(kept);
  const files = frame.file.reserve(kept);
  let at = frame.rows;
  for (let row = 0; row < batch.rows; row++) {
    if (keep[row] === 0) continue;
    lines[at] = batch.lines[row] as number;
    files[at++] = fileIndex;
  }
  for (const [name, column] of frame.columns) {
    const typer = typers.get(name);
    const grow = column.is === 'text' ? column.ids : column.values;
    const out = grow.reserve(kept);
    let to = grow.length;
    if (typer) {
      const { ids } = batch.columns[typer.position] as Cells['columns'][number];
      const values = typer.values.array;
      for (let row = 0; row < batch.rows; row++)
        if (keep[row] === 1) out[to++] = values[ids[row] as number] as number;
    } else {
      out.fill(column.is === 'text' ? -1 : Number.NaN, to, to + kept);
    }
    grow.length += kept;
  }
  frame.line.length = at;
  frame.file.length = at;
}
