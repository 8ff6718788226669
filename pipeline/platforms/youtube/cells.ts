import { type Cells, TextMap, type Texts } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';

/** A column added to what a file has: the same text in every row, or worked out of another column where there is one. */
export type Added = { header: string } & (
  | { text: string }
  | { of: string; convert: (text: string) => string }
);

/** Cells with columns added at the end. */
export async function* withColumns(
  cells: AsyncIterable<Cells> | Iterable<Cells>,
  added: readonly Added[],
): AsyncGenerator<Cells> {
  const constants = new Map<Added, TextMap>();
  for (const one of added) {
    if (!('text' in one)) continue;
    const map = new TextMap();
    map.id(one.text);
    constants.set(one, map);
  }
  for await (const batch of cells) {
    const header = [...batch.header];
    const columns = [...batch.columns];
    for (const one of added) {
      const texts = constants.get(one);
      const source = 'of' in one ? columnOf(batch, one.of) : undefined;
      if (texts) columns.push({ ids: new Uint32Array(batch.rows), texts });
      else if (source && 'of' in one)
        columns.push({ ids: source.ids, texts: converted(source.texts, one.convert) });
      else continue;
      header.push(one.header);
    }
    // A ragged line stays one, even where the header now has as many cells as it.
    const ragged = batch.ragged.map(({ line, cells }) => ({
      line,
      cells: cells.length === header.length ? [...cells, ''] : cells,
    }));
    yield { ...batch, header, columns, ragged };
  }
}

/** Each distinct text once more, converted: no row is touched. */
const converted = (texts: Texts, convert: (text: string) => string): Texts => ({
  get size() {
    return texts.size;
  },
  at: (id) => convert(texts.at(id)),
});

/** Cells without the row Studio adds up for its page: 'Total' in the first column. */
export async function* withoutTotal(cells: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  for await (const batch of cells) {
    const [first] = batch.columns;
    const kept: number[] = [];
    for (let row = 0; row < batch.rows; row++)
      if (first?.texts.at(first.ids[row] as number).trim() !== 'Total') kept.push(row);
    if (kept.length === batch.rows) {
      yield batch;
      continue;
    }
    const pick = (from: Uint32Array): Uint32Array => Uint32Array.from(kept, (row) => from[row] as number);
    yield {
      ...batch,
      rows: kept.length,
      lines: pick(batch.lines),
      columns: batch.columns.map(({ ids, texts }) => ({ ids: pick(ids), texts })),
    };
  }
}

/** The distinct texts that a column has in the rows of some batches. */
export function textsOf(batches: readonly Cells[], header: string): string[] {
  const found = new Set<string>();
  for (const batch of batches) {
    const column = columnOf(batch, header);
    for (const id of new Set(column?.ids)) found.add(column?.texts.at(id) ?? '');
  }
  return [...found];
}

function columnOf(batch: Cells, header: string): Cells['columns'][number] | undefined {
  const wanted = foldHeader(header);
  return batch.columns[batch.header.findIndex((name) => foldHeader(name) === wanted)];
}
