import { expect, it } from 'vitest';
import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { withoutUnfinished } from './read.ts';

const HEADER = ['Date', 'Total Viewers', 'New Viewers'];

async function after(rows: string[][], most = 3): Promise<string[][]> {
  const source = async function* (): AsyncGenerator<Cells> {
    yield* cellsFromRows(
      HEADER,
      rows.map((cells, index) => ({ line: index + 2, cells })),
    );
  };
  const out: { line: number; cells: readonly string[] }[] = [];
  for await (const { lines, columns, ragged, rows: count, header } of withoutUnfinished(
    source(),
    ['total viewers', 'New Viewers'],
    most,
  )) {
    expect(header).toEqual(HEADER);
    for (let row = 0; row < count; row++)
      out.push({
        line: lines[row] as number,
        cells: columns.map(({ ids, texts }) => texts.at(ids[row] as number)),
      });
    out.push(...ragged);
  }
  return out.sort((a, b) => a.line - b.line).map(({ cells }) => [...cells]);
}
const UNKNOWN = ['undefined', 'undefined'];

it('zeros at the end of a file are not known, zeros before a number are', async () => {
  expect(
    await after([
      ['a', '0', '0'],
      ['b', '4', '4'],
      ['c', '0', '0'],
      ['d', 'undefined', '0'],
    ]),
  ).toEqual([
    ['a', '0', '0'],
    ['b', '4', '4'],
    ['c', ...UNKNOWN],
    ['d', ...UNKNOWN],
  ]);
  expect(
    await after([
      ['a', '0', '0'],
      ['b', '0', '1'],
    ]),
  ).toEqual([
    ['a', '0', '0'],
    ['b', '0', '1'],
  ]);
});

it('an account that nobody sees has zeros, but for the days that may be unfinished', async () => {
  const days = ['a', 'b', 'c', 'd', 'e'].map((day) => [day, '0', '0']);
  expect(await after(days)).toEqual([
    ...days.slice(0, 2),
    ...['c', 'd', 'e'].map((day) => [day, ...UNKNOWN]),
  ]);
});

it('keeps lines with another number of cells, and a file without rows', async () => {
  expect(
    await after([
      ['a', '1', '1'],
      ['b', '2'],
      ['c', '0', '0'],
    ]),
  ).toEqual([
    ['a', '1', '1'],
    ['b', '2'],
    ['c', ...UNKNOWN],
  ]);
  expect(await after([])).toEqual([]);
});
