import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_ROWS, type Cells, cellsFromRows } from './cells.ts';
import { FileRefused } from './platform.ts';
import { type RawHeader, readRaw, writeRaw, writeRawThrough } from './raw.ts';
import { RecordReader } from './read/record-reader.ts';
import { readBatches } from './read/row-reader.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-raw-'));
  file = join(folder, 'x.ndjson.zst');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Row {
  line: number;
  cells: readonly string[];
}

const header = (columns: readonly string[]): RawHeader => ({
  landed: 'landing/distrokid/bank/x.tsv',
  order: 7,
  sha256: 'ab'.repeat(32),
  original_name: 'Bank "Details".tsv',
  landed_at: '2026-10-01T00:00:00.000Z',
  feed: 'distrokid_bank',
  version: 1,
  account: '',
  columns,
});

async function rowsOf(batches: AsyncIterable<Cells>): Promise<{ rows: Row[]; ragged: Row[] }> {
  const rows: Row[] = [];
  const ragged: Row[] = [];
  for await (const batch of batches) {
    ragged.push(...batch.ragged);
    for (let row = 0; row < batch.rows; row += 1)
      rows.push({
        line: batch.lines[row] as number,
        cells: batch.columns.map(({ ids, texts }) => texts.at(ids[row] as number)),
      });
  }
  return { rows, ragged };
}

const unpacked = () => zstdDecompressSync(readFileSync(file)).toString();
const pack = (text: string) =>
  writeFileSync(file, zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }));
const reading = async () => rowsOf((await readRaw(file)).cells);

/** The records of the file, cut anywhere. */
async function* recordsInChunks(size: number): AsyncGenerator<Buffer> {
  const bytes = zstdDecompressSync(readFileSync(file));
  for (let at = bytes.indexOf('\n') + 1; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const sample: Row[] = [
  { line: 2, cells: ['a "quoted" \\ cell', '1'] },
  { line: 3, cells: ['ragged'] },
  { line: 4, cells: ['two\nlines\t\u0001', 'Beyoncé 😀'] },
  { line: 105, cells: ['', '1', 'x'] },
];

describe('a raw file', () => {
  it('is a header, a line per record with its line number, and the count', async () => {
    expect(await writeRaw(file, header(['name', 'n']), cellsFromRows(['name', 'n'], sample))).toEqual({
      rows: 4,
    });
    expect(unpacked()).toBe(
      `${JSON.stringify(header(['name', 'n']))}\n` +
        '[2,"a \\"quoted\\" \\\\ cell","1"]\n[3,"ragged"]\n' +
        '[4,"two\\nlines\\t\\u0001","Beyoncé 😀"]\n[105,"","1","x"]\n{"rows":4}\n',
    );
    const back = await readRaw(file);
    expect(back.header).toEqual(header(['name', 'n']));
    expect(await rowsOf(back.cells)).toEqual({
      rows: [sample[0], sample[2]],
      ragged: [sample[1], sample[3]],
    });
  });

  it('keeps any table', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({
        unit: fc.constantFrom('"', '\\', '\n', '\r', '\u2028', ',', ']', '{', '\u007f', 'é'),
        maxLength: 6,
      }),
    );
    const table = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.record({
        columns: fc.array(text, { minLength: width, maxLength: width }),
        rows: fc.array(fc.array(text, { minLength: 0, maxLength: 5 }), { maxLength: 20 }),
      }),
    );
    const sizes = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(table, fc.nat(1_000_000_000), sizes, async ({ columns, rows }, first, size) => {
        const records = rows.map((cells, index) => ({ line: first + index, cells }));
        await writeRaw(file, header(columns), cellsFromRows(columns, records));
        const back = await readRaw(file);
        expect(back.header.columns).toEqual(columns);
        const cut = readBatches(recordsInChunks(size), new RecordReader(columns));
        for (const cells of [back.cells, cut]) {
          const { rows: good, ragged } = await rowsOf(cells);
          expect([...good, ...ragged].sort((a, b) => a.line - b.line)).toEqual(records);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps more rows than one batch and one block', async () => {
    const count = BATCH_ROWS * 3 + 1;
    const rows = Array.from({ length: count }, (_, n) => ({
      line: n + 2,
      cells: [`t${n}`, `${n % 9}`.repeat(30)],
    }));
    await writeRaw(file, header(['a', 'b']), cellsFromRows(['a', 'b'], rows));
    expect(await reading()).toEqual({ rows, ragged: [] });
  });

  it('understands every way JSON may escape a text', async () => {
    pack(
      `${JSON.stringify(header(['a']))}\n[2,"\\u0041\\/\\b\\f\\n\\r\\t\\"\\\\"]\n[3,"\\ud83d\\ude00A"]\n[4,"A/"]\n{"rows":3}\n`,
    );
    expect((await reading()).rows.map((row) => row.cells[0])).toEqual(['A/\b\f\n\r\t"\\', '😀A', 'A/']);
  });

  it('may be read twice, and stopped in the middle', async () => {
    const rows = Array.from({ length: BATCH_ROWS + 1 }, (_, n) => ({ line: n + 2, cells: [`${n}`] }));
    await writeRaw(file, header(['n']), cellsFromRows(['n'], rows));
    const { cells } = await readRaw(file);
    for await (const batch of cells) {
      expect(batch.rows).toBe(BATCH_ROWS);
      break;
    }
    for (let time = 0; time < 2; time += 1) expect((await rowsOf(cells)).rows).toEqual(rows);
  });

  it('hands batches through as they are, and is complete when the source ends', async () => {
    const source = [...cellsFromRows(['name', 'n'], sample)];
    const through: Cells[] = [];
    for await (const batch of writeRawThrough(file, header(['name', 'n']), source)) through.push(batch);
    expect(through).toEqual(source);
    expect((await reading()).rows).toHaveLength(2);
  });

  it('is removed when the consumer stops, the consumer throws or the source throws', async () => {
    const other = join(folder, 'stopped');
    const endless = function* () {
      for (;;) yield* cellsFromRows(['name', 'n'], sample);
    };
    for await (const _ of writeRawThrough(other, header(['name', 'n']), endless())) break;
    expect(existsSync(other)).toBe(false);
    const consumer = async () => {
      for await (const _ of writeRawThrough(other, header(['name', 'n']), endless())) throw new Error('mine');
    };
    await expect(consumer()).rejects.toThrow('mine');
    expect(existsSync(other)).toBe(false);
    const broken = function* () {
      yield* cellsFromRows(['name', 'n'], sample);
      throw new Error('the source broke');
    };
    await expect(writeRaw(other, header(['name', 'n']), broken())).rejects.toThrow('the source broke');
    expect(existsSync(other)).toBe(false);
  });

  it('says when it cannot be written', async () => {
    const nowhere = join(folder, 'no', 'where');
    const writing = writeRaw(nowhere, header(['name', 'n']), cellsFromRows(['name', 'n'], sample));
    await expect(writing).rejects.toThrow('ENOENT');
  });

  it.skipIf(!existsSync('/dev/full'))('says when the disk is full, and leaves nothing', async () => {
    const full = join(folder, 'full');
    symlinkSync('/dev/full', full);
    let seed = 1;
    const noise = function* () {
      for (;;) {
        const rows = Array.from({ length: 5000 }, (_, line) => {
          seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
          return { line, cells: [`${seed}`, `${seed * 7919}`] };
        });
        yield* cellsFromRows(['a', 'b'], rows);
      }
    };
    await expect(writeRaw(full, header(['a', 'b']), noise())).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(existsSync(full)).toBe(false);
  });

  it('is refused when anything is missing, changed or added', async () => {
    await writeRaw(file, header(['name', 'n']), cellsFromRows(['name', 'n'], sample));
    const good = readFileSync(file);
    const text = unpacked();
    const refused = async (change: () => void, why: string | RegExp) => {
      change();
      const cause = await reading().then(
        () => 'was read',
        (thrown: unknown) => thrown,
      );
      expect(cause).toBeInstanceOf(FileRefused);
      expect((cause as Error).message).toMatch(why);
    };
    await refused(() => writeFileSync(file, good.subarray(0, -20)), 'x.ndjson.zst is damaged');
    await refused(() => writeFileSync(file, ''), 'is damaged');
    await refused(() => writeFileSync(file, Buffer.concat([good, good])), 'something follows its end');
    await refused(
      () => writeFileSync(file, Buffer.concat([good, Buffer.from('x')])),
      'something follows its end',
    );
    const flipped = Buffer.from(good);
    flipped[60] = (flipped[60] as number) ^ 1;
    await refused(() => writeFileSync(file, flipped), 'is damaged');
    await refused(() => pack(text.replace('{"rows":4}\n', '')), 'it is cut off');
    await refused(() => pack(text.replace('{"rows":4}', '{"rows":5}')), 'it holds 4 records, not 5');
    await refused(() => pack(text.replace('[3,"ragged"]\n', '')), 'it holds 3 records, not 4');
    await refused(() => pack(`${text}[9,"a","b"]\n`), 'it goes on after its end');
    await refused(() => pack(text.slice(0, -15)), 'it is cut off');
    await refused(() => pack(text.replace('"ragged"', '17')), 'a cell is not text');
    await refused(() => pack(text.replace('"ragged"]', '"ragged"')), 'does not end as one');
    await refused(() => pack(text.replace('[3,', '3,')), 'does not begin as one');
    await refused(() => pack('{"a":1}\n'), 'not a header');
    await refused(() => pack('no line break'), 'no header');
  });
});
