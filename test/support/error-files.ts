import { buffer } from 'node:stream/consumers';
import { type Options, ZipFile } from 'yazl';
import { BANK_COLUMNS, type BankRow, bankFile, bankStyle } from '../../sandbox/label/formats/distrokid.ts';
import { line } from './rows.ts';

/** One file of the corpus: what it is made of, and what must become of it. */
export interface ErrorFile {
  name: string;
  bytes: Buffer;
  /** Rows, and how many of them are refused; or the sentence it is set aside with. */
  becomes: { rows: number; refused: number; first?: RegExp } | RegExp;
}

export async function zipOf(
  entries: Record<string, Buffer>,
  options: Partial<Options> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name, options);
  zip.end();
  return buffer(zip.outputStream);
}

const patched = (bytes: Buffer, from: string, to: string): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

/** Three lines whose title nobody else has, so that each file of the corpus brings facts of its own. */
const rowsOf = (title: string, other: Partial<BankRow> = {}): BankRow[] =>
  ['US', 'DE', 'NA'].map((country) => line({ title, isrc: '', country, ...other }));

const quoted = bankStyle(2);
const text = (title: string): string => bankFile(rowsOf(title), quoted).toString();
/** The same table with its cells changed, the header among them. */
const cells = (title: string, change: (cell: string, column: string, row: number) => string): Buffer => {
  const columns = BANK_COLUMNS[2].map(([header]) => header);
  const table = [columns, ...rowsOf(title).map((row) => BANK_COLUMNS[2].map(([, field]) => row[field]))];
  return Buffer.from(
    `${table.map((list, row) => list.map((cell, at) => `"${change(cell, columns[at] as string, row)}"`).join(',')).join('\n')}\n`,
  );
};
const good = (rows = 3): ErrorFile['becomes'] => ({ rows, refused: 0 });

/** Every way a file has been known to be wrong, and those that are merely odd. */
export async function errorFiles(): Promise<ErrorFile[]> {
  const csv = (title: string): Buffer => Buffer.from(text(title));
  const bomb = await zipOf({ 'bank.csv': Buffer.alloc(40 << 20, 'a') });
  const locked = await zipOf({ 'bank.csv': csv('locked') });
  const at = locked.indexOf('PK\x01\x02');
  locked.writeUInt16LE(locked.readUInt16LE(at + 8) | 1, at + 8);
  const half = await zipOf({ 'bank.csv': csv('half a zip') });
  return [
    ...encodings(),
    { name: 'empty.csv', bytes: Buffer.alloc(0), becomes: /^The file is empty\. Get it again\.$/ },
    { name: 'only-header.csv', bytes: Buffer.from(text('x').split('\n')[0] as string), becomes: good(0) },
    { name: 'blank.csv', bytes: Buffer.from('\n\r\n\n'), becomes: /^It is empty\./ },
    {
      name: 'login.csv',
      bytes: Buffer.from('<!doctype html><html><body>Sign in</body></html>'),
      becomes: /^It is a web page \(a login page\?\), not an export\./,
    },
    {
      name: 'report.pdf',
      bytes: Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<\0>>', 'latin1'),
      becomes: /NUL bytes: it is damaged, or not text at all\. Get it again\.$/,
    },
    {
      name: 'cover.png',
      bytes: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
      becomes: /NUL bytes/,
    },
    {
      name: 'bank.xlsx',
      bytes: await zipOf({
        '[Content_Types].xml': Buffer.from('<?xml version="1.0"?><Types/>'),
        'xl/workbook.xml': Buffer.from('<?xml version="1.0"?><workbook/>'),
      }),
      becomes: /^It is not a table, a page or JSON\./,
    },
    { name: 'other.json', bytes: Buffer.from('{"a": 1}'), becomes: /^It is JSON of a kind nobody knows\./ },
    {
      name: 'bomb.zip',
      bytes: bomb,
      becomes: /more than 200 times its size, as zip bombs do\. It is refused\.$/,
    },
    {
      name: 'slip.zip',
      bytes: patched(await zipOf({ 'aa/bank.csv': csv('slip') }), 'aa/bank.csv', '../bank.csv'),
      becomes: /a path that leaves its folder .* It is refused\.$/,
    },
    {
      name: 'link.zip',
      bytes: await zipOf({ 'bank.csv': Buffer.from('/etc/passwd') }, { mode: 0o120777 }),
      becomes: /^bank\.csv in the zip is a link, not a file\. It is refused\.$/,
    },
    {
      name: 'nested.zip',
      bytes: await zipOf({ 'inner.zip': await zipOf({ 'bank.csv': csv('nested') }) }),
      becomes: /^inner\.zip is a zip in a zip\. Unpack it once and bring what is inside\.$/,
    },
    {
      name: 'two.zip',
      bytes: await zipOf({ 'a.csv': csv('two a'), 'b.csv': csv('two b') }),
      becomes:
        /^The zip holds two DistroKid bank details files, a\.csv and b\.csv\. Bring them one by one\.$/,
    },
    { name: 'locked.zip', bytes: locked, becomes: /has a password\. Bring it without one\.$/ },
    {
      name: 'half.zip',
      bytes: half.subarray(0, half.length >> 1),
      becomes: /^The zip is damaged or cut off/,
    },
    {
      name: 'good.zip',
      bytes: await zipOf({ 'bank.csv': csv('zipped'), 'read me.txt': Buffer.from('hello') }),
      becomes: good(),
    },
    {
      name: '60-mb.csv',
      bytes: Buffer.concat([csv('long'), Buffer.from(`"2026-10-02","${'x'.repeat(60 << 20)}"\n`)]),
      becomes: /has a cell longer than 1 MiB\. A quote may be missing; get it again\.$/,
    },
    {
      name: 'formula.csv',
      bytes: cells('=HYPERLINK(""http://evil.example"",""NEON"")', (cell) => cell),
      becomes: good(),
    },
    {
      name: 'ragged.csv',
      bytes: Buffer.from(`${text('ragged')}"2026-10-02","2026-09-24"\n`),
      becomes: { rows: 4, refused: 1, first: /line 5: the line has 2 cells, the header has 15/ },
    },
    {
      name: 'drift-added.csv',
      bytes: Buffer.from(
        text('added')
          .split('\n')
          .map((row, n) => (row === '' ? row : `${row},"${n === 0 ? 'Playlist' : 'x'}"`))
          .join('\n'),
      ),
      becomes: good(),
    },
    {
      name: 'drift-removed.csv',
      bytes: cells('removed', (cell, column, row) => (column === 'Earnings (USD)' && row === 0 ? '' : cell)),
      becomes: /without the column "Earnings \(USD\)"/,
    },
    {
      name: 'drift-renamed.csv',
      bytes: cells('renamed', (cell, column, row) =>
        column === 'Earnings (USD)' && row === 0 ? 'Net earnings in USD' : cell,
      ),
      becomes: /"Earnings \(USD\)" may be called "Net earnings in USD" now/,
    },
    {
      name: 'drift-reordered.csv',
      bytes: Buffer.from(
        text('reordered')
          .trimEnd()
          .split('\n')
          .map((row) =>
            row
              .split('","')
              .reverse()
              .map((cell) => cell.replaceAll('"', ''))
              .map((cell) => `"${cell}"`)
              .join(','),
          )
          .join('\n'),
      ),
      becomes: good(),
    },
    {
      name: 'drift-retyped.csv',
      bytes: cells('retyped', (cell, column, row) =>
        column === 'Quantity' && row > 0 ? `${cell} plays` : cell,
      ),
      becomes: /"Quantity" is not a whole number in 3 of 3 lines; the first: '1843 plays'/,
    },
    {
      name: 'twice.csv',
      bytes: cells('twice', (cell, column, row) => (column === 'Recoup (USD)' && row === 0 ? 'Store' : cell)),
      becomes: /has two columns named "Store"\. Rename or remove one and bring it again\.$/,
    },
    {
      name: 'bad-values.csv',
      bytes: cells('bad values', (cell, column, row) =>
        column === 'Quantity' && row === 1 ? '1.5' : column === 'Sale Month' && row === 2 ? '2026-13' : cell,
      ),
      becomes: { rows: 3, refused: 2, first: /line 3: sale_month '2026-13' is not a month/ },
    },
  ];
}

function encodings(): ErrorFile[] {
  const of = (title: string, change: (text: string) => Buffer): ErrorFile => ({
    name: `${title}.csv`,
    bytes: change(text(`${title} Beyoncé`)),
    becomes: good(),
  });
  const utf16 = (content: string): Buffer => Buffer.from(`\ufeff${content}`, 'utf16le');
  const style = (title: string, other: Parameters<typeof bankStyle>[1]): ErrorFile => ({
    name: `${title}.csv`,
    bytes: bankFile(rowsOf(title), bankStyle(2, { quoted: 'needed', ...other })),
    becomes: good(),
  });
  return [
    of('utf-8', (content) => Buffer.from(content)),
    of('utf-8-mark', (content) => Buffer.from(`\ufeff${content}`)),
    of('windows-1252', (content) => Buffer.from(content, 'latin1')),
    of('utf-16le', utf16),
    of('utf-16be', (content) => utf16(content).swap16()),
    // Two exports stuck together: the mark of the second stands before a repeated header, which is a line like any other.
    {
      name: 'mark-in-the-middle.csv',
      bytes: Buffer.from(`${text('first half')}\ufeff${text('second half')}`),
      becomes: { rows: 7, refused: 1 },
    },
    {
      name: 'mixed.csv',
      bytes: Buffer.concat([
        Buffer.from(text('Björk, Motörhead')),
        Buffer.from(text('Beyoncé').split('\n').slice(1).join('\n'), 'latin1'),
      ]),
      becomes: /some of its characters are broken/,
    },
    {
      name: 'cut-character.csv',
      bytes: Buffer.from(`${text('Björk é').trimEnd().slice(0, -3)}é`).subarray(0, -1),
      becomes: /cut off in the middle of a character\. Get it again\.$/,
    },
    { name: 'nul.csv', bytes: Buffer.from(text('nul').replace('1843', '18\u000043')), becomes: /NUL bytes/ },
    style('semicolons', { delimiter: ';' }),
    style('tabs', { delimiter: '\t' }),
    style('cr-only', { newline: '\r' }),
    style('crlf', { newline: '\r\n', finalNewline: false }),
  ];
}
