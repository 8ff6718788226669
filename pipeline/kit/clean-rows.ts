import { type Cells, cellsFromRows } from './cells.ts';
import { mapHeader } from './header.ts';
import type { CleanRow, Feed } from './platform.ts';
import type { Staged, StageFile } from './staged.ts';

/** Small feeds: each row through the feed's `clean`, as batches whose header is the output columns. */
export async function* cleanRows(
  feed: Feed,
  cells: AsyncIterable<Cells> | Iterable<Cells>,
  file: StageFile,
  staged: Staged,
): AsyncGenerator<Cells> {
  const names = Object.keys(feed.columns);
  const rows: CleanRow[] = [];
  const ragged: Cells['ragged'][number][] = [];
  let header: readonly string[] = [];
  for await (const batch of cells) {
    header = batch.header;
    const map = mapHeader(feed, header);
    staged.unknownColumns = map.unknown;
    staged.headerCells = header.length;
    for (let row = 0; row < batch.rows; row++) {
      const out: Record<string, string> = {};
      for (const name of names) {
        const column = batch.columns[map.index.get(name) ?? -1];
        out[name] = column ? column.texts.at(column.ids[row] as number) : '';
      }
      rows.push({ line: batch.lines[row] as number, index: rows.length, cells: out });
    }
    ragged.push(...batch.ragged);
  }
  const good: { line: number; cells: string[] }[] = [];
  for (const row of rows) {
    const result = (feed.clean as NonNullable<Feed['clean']>)(row, { ...file, rows: rows.length });
    if ('refuse' in result && Object.keys(result).length === 1) {
      staged.rows++;
      staged.refusedRows++;
      const reason = result.refuse as string;
      staged.refusals.push({ line: row.line, check: 'clean', column: 'the line', reason, text: '' });
    } else if ('leaveOut' in result && Object.keys(result).length === 1) {
      const reason = result.leaveOut as string;
      staged.leftOut ??= new Map();
      staged.leftOut.set(reason, (staged.leftOut.get(reason) ?? 0) + 1);
    } else {
      good.push({
        line: row.line,
        cells: names.map((name) => (result as Record<string, string>)[name] ?? ''),
      });
    }
  }
  // Output names are their own headers here, whatever the file called them.
  const outHeader = names.map((name) => feed.columns[name]?.headers[0] ?? name);
  for (const batch of cellsFromRows(outHeader, good)) yield { ...batch, ragged: [] };
  if (ragged.length > 0) {
    yield {
      header: outHeader,
      rows: 0,
      lines: new Uint32Array(0),
      columns: outHeader.map(() => EMPTY),
      ragged,
    };
  }
}

const EMPTY = { ids: new Uint32Array(0), texts: { size: 0, at: () => '' } };
