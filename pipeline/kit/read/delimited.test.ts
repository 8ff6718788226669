import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_ROWS, type Cells } from '../cells.ts';
import { readDelimited } from './delimited.ts';
import type { Document } from './document.ts';
import { probe, toDocument } from './probe.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function documentOf(content: string | Buffer, chunk = 1 << 20): Promise<Document> {
  const bytes = Buffer.from(content as string);
  const open = () => inChunks(bytes, chunk);
  return toDocument(await probe(open(), 'sha256'), { originalName: 'x.csv', entry: null }, open);
}

interface Plain {
  header: readonly string[];
  rows: { line: number; cells: readonly string[] }[];
  ragged: { line: number; cells: readonly string[] }[];
}

async function plain(batches: AsyncIterable<Cells>): Promise<Plain> {
  const all: Plain = { header: [], rows: [], ragged: [] };
  for await (const batch of batches) {
    all.header = batch.header;
    all.ragged.push(...batch.ragged);
    for (let row = 0; row < batch.rows; row += 1) {
      const cells = batch.columns.map(({ ids, texts }) => texts.at(ids[row] as number));
      all.rows.push({ line: batch.lines[row] as number, cells });
    }
  }
  return all;
}

const read = async (content: string | Buffer, chunk?: number) =>
  plain(readDelimited(await documentOf(content, chunk)));

describe('readDelimited', () => {
  it('keeps line numbers, passes over blank lines, and needs no last line break', async () => {
    expect(await read('a,b\n1,2\n\n\n3,4')).toEqual({
      header: ['a', 'b'],
      rows: [
        { line: 2, cells: ['1', '2'] },
        { line: 5, cells: ['3', '4'] },
      ],
      ragged: [],
    });
  });

  it('undoes quotes; delimiters and line breaks inside them belong to the cell', async () => {
    const text = 'a,b\r\n"x, y","say ""hi"""\r\n"two\r\nlines",""\r\nplain,"end"';
    expect((await read(text)).rows).toEqual([
      { line: 2, cells: ['x, y', 'say "hi"'] },
      { line: 3, cells: ['two\r\nlines', ''] },
      { line: 5, cells: ['plain', 'end'] },
    ]);
  });

  it('takes a quote in the middle of a cell as written', async () => {
    expect((await read('a;b\n7" single;5\' 2"\n "x";"y" z"z\n')).rows.map((row) => row.cells)).toEqual([
      ['7" single', '5\' 2"'],
      [' "x"', 'y z"z'],
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads lines that end with %s', async (_name, end) => {
    const { rows } = await read(['a\tb', '1\t2', '3\t4', ''].join(end));
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
    ]);
  });

  it('counts mixed line ends one by one', async () => {
    expect((await read('a,b\r\n1,2\r3,4\n\r5,6\r\r\n7,8')).rows.map((row) => row.line)).toEqual([2, 3, 5, 7]);
  });

  it('keeps lines of another width as they are, and tells them from blank ones', async () => {
    expect(await read('a,b\n1\n1,2\n1,2,"3"\n"",\n""\n')).toMatchObject({
      rows: [{ line: 3 }, { line: 5, cells: ['', ''] }],
      ragged: [
        { line: 2, cells: ['1'] },
        { line: 4, cells: ['1', '2', '3'] },
        { line: 6, cells: [''] },
      ],
    });
  });

  it('reads one column; an empty line is no row, an empty quoted cell is one', async () => {
    expect((await read('a\n1\n\n""\n2')).rows).toEqual([
      { line: 2, cells: ['1'] },
      { line: 4, cells: [''] },
      { line: 5, cells: ['2'] },
    ]);
  });

  it('hands on batches of their own arrays and one dictionary that grows', async () => {
    const count = BATCH_ROWS * 2 + 5;
    const text = `n,parity\n${Array.from({ length: count }, (_, n) => `${n},${n % 2}`).join('\n')}`;
    const batches: Cells[] = [];
    for await (const batch of readDelimited(await documentOf(text, 50_000))) batches.push(batch);
    expect(batches.map((batch) => batch.rows)).toEqual([BATCH_ROWS, BATCH_ROWS, 5]);
    const [first, , last] = batches as [Cells, Cells, Cells];
    expect(first.columns[0]?.texts.at(first.columns[0].ids[16_000] as number)).toBe('16000');
    expect(first.lines[16_000]).toBe(16_002);
    expect(last.columns[0]?.texts.at(last.columns[0].ids[4] as number)).toBe(String(count - 1));
    expect(last.columns[0]?.texts.size).toBe(count);
    expect(last.columns[1]?.texts.size).toBe(2);
  });

  it('has one id for one text, however it is written and wherever it lies', async () => {
    const text = 'a\u0001b\tcdefgh "i"'.repeat(3);
    const quoted = `"${text.replaceAll('"', '""')}"`;
    for (let length = 0; length <= 40; length += 1) {
      const part = text.slice(0, length);
      const cells = [
        `"${part.replaceAll('"', '""')}"`,
        `x${part}`,
        `"x${part.replaceAll('"', '""')}"`,
        quoted,
      ];
      const bare = part.startsWith('"') ? [] : [part];
      const body = [...cells, ...bare].map((cell) => `1,${cell}`).join('\n');
      for await (const { columns } of readDelimited(await documentOf(`n,t\n${body}\n`)))
        expect(columns[1]?.texts.size, part).toBe(new Set([part, `x${part}`, text]).size);
    }
  });

  it('hands on a batch when only lines of another width come', async () => {
    const text = `a,b\n${'x\n'.repeat(BATCH_ROWS + 1)}`;
    const sizes: number[] = [];
    for await (const batch of readDelimited(await documentOf(text))) sizes.push(batch.ragged.length);
    expect(sizes).toEqual([BATCH_ROWS, 1]);
  });

  it('grows for a table wider than its first arrays', async () => {
    const wide = Array.from({ length: 3000 }, (_, n) => `c${n}`);
    const { rows } = await read(`${wide.join(',')}\n${wide.join(',')}\n`);
    expect(rows).toEqual([{ line: 2, cells: wide }]);
  });

  it('refuses a header that names a column twice, and says which', async () => {
    await expect(read('Artist,Title, artist\n1,2,3')).rejects.toThrow('two columns named "artist"');
    expect((await read('a,,\n1,2,3')).rows).toHaveLength(1);
  });

  it('refuses a quote that is never closed, with the line it opened on', async () => {
    await expect(read('a,b\n1,2\n"x\ny","z\n3,4\n')).rejects.toThrow(
      'cut off: the quote opened on line 4 is never closed',
    );
  });

  it('refuses a cell of 60 MB, quoted or not, without taking it all in', async () => {
    const field = 'x'.repeat(60 << 20);
    for (const cell of [`"${field}"`, field]) {
      const refused = await read(`a,b\n1,${cell}\n`).catch((cause: Error) => cause.message);
      expect(refused).toContain('line 2 has a cell longer than 1 MiB');
    }
    expect((await read(`a,b\n1,${'x'.repeat(1 << 20)}\n`)).rows).toHaveLength(1);
  });

  it('refuses a line of more than 64 MiB', async () => {
    const line = `${'x'.repeat(1000)},`.repeat(68_000);
    const refused = await read(`a,b\n${line}\n`, 1 << 20).catch((cause: Error) => cause.message);
    expect(refused).toContain('line 2 is longer than 64 MiB');
  });

  it('refuses a file without a header', async () => {
    await expect(read('\n\n')).rejects.toThrow('no header line');
  });
});

/** A plain reading of the same rules, character by character. */
function reference(text: string, delimiter: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let i = 0;
  let line = 1;
  const lineBreak = (): string => /^(\r\n|\r|\n)/.exec(text.slice(i, i + 2))?.[0] ?? '';
  while (i < text.length) {
    const started = line;
    const from = i;
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (text[i] === '"') {
        i += 1;
        while (text[i] !== '"' || text[i + 1] === '"') {
          const end = lineBreak();
          if (end !== '') line += 1;
          cell += end === '' ? text[i] : end;
          i += text[i] === '"' ? 2 : end === '' ? 1 : end.length;
        }
        i += 1;
      }
      while (i < text.length && text[i] !== delimiter && lineBreak() === '') {
        cell += text[i];
        i += 1;
      }
      cells.push(cell);
      if (text[i] !== delimiter) break;
      i += 1;
    }
    const blank = i === from;
    if (i < text.length) {
      i += lineBreak().length;
      line += 1;
    }
    if (!blank) rows.push({ line: started, cells });
  }
  return rows;
}

const written = (delimiter: string) => {
  const sign = fc.constantFrom('a', 'é', '😀', '"', '\n', '\r', '\t', ',', ';', ' ', '0');
  const free = fc.string({ unit: sign, maxLength: 6 });
  const quoted = free.map((text) => `"${text.replaceAll('"', '""')}"`);
  const bare = free.map((text) => text.replace(/^"|[\n\r\t,;]/g, '').replace(/^"+/, ''));
  const cell = fc.oneof(
    bare,
    quoted,
    fc.tuple(quoted, bare).map((two) => two.join('')),
  );
  const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(delimiter));
  const end = fc.constantFrom('\n', '\r\n', '\r');
  return fc
    .tuple(fc.array(fc.tuple(row, end), { maxLength: 12 }), row)
    .map(([rows, last]) => rows.map((pair) => pair.join('')).join('') + last);
};

describe('readDelimited against a plain reading of the rules', () => {
  it.each(['\t', ',', ';'] as const)(
    'agrees with delimiter %j, cut into chunks anywhere',
    async (delimiter) => {
      await fc.assert(
        fc.asyncProperty(written(delimiter), fc.integer({ min: 1, max: 20 }), async (body, chunk) => {
          const document = await documentOf(`h1${delimiter}h2\n${body}`, chunk);
          const { rows, ragged } = await plain(readDelimited({ ...document, delimiter }));
          const all = [...rows, ...ragged].sort((a, b) => a.line - b.line);
          expect(all).toEqual(reference(`h1${delimiter}h2\n${body}`, delimiter).slice(1));
        }),
        { numRuns: 400 },
      );
    },
  );

  it('finds the header that the document tells', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(written(','), async (text) => {
        const document = await documentOf(text);
        if (document.header === null || new Set(document.header).size < document.header.length) return;
        // A semicolon in the text may be taken for the delimiter, and then a quote may stay open.
        const { header } = await plain(readDelimited(document)).catch(() => ({ header: [] as string[] }));
        if (header.length === 0) return;
        compared += 1;
        expect(header.map((name) => name.trim())).toEqual(document.header);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
