import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { unzip } from '../../sandbox/label/formats/zip.ts';

/**
 * The peer of the feeds: what anybody would write. A file is read as a whole, an object is made of each row, and the rows
 * are written as compressed NDJSON, as CSV, and into a table of SQLite with a column a header, in one transaction. It
 * checks, names, corrects and traces nothing, and writes no Parquet.
 *
 * node plain.ts FOLDER FILE ...: prints {"rows": ...}.
 */
type Row = Record<string, unknown>;

export async function loadPlainly(folder: string, paths: readonly string[]): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const db = new Database(join(folder, 'plain.db'));
  db.pragma('journal_mode = WAL');
  let rows = 0;
  for (const [index, path] of paths.entries()) {
    const bytes = readFileSync(path);
    const seen = createHash('sha256').update(bytes).digest('hex');
    const parts = path.endsWith('.zip') ? (await unzip(bytes)).map((entry) => entry.bytes) : [bytes];
    for (const [part, content] of parts.entries()) {
      const found = recordsOf(content);
      rows += found.length;
      const name = `${basename(path)}-${index}-${part}`;
      write(folder, name, found, seen);
      insert(db, found);
    }
  }
  db.close();
  return rows;
}

function write(folder: string, name: string, rows: readonly Row[], seen: string): void {
  const lines = rows.map((row, line) => JSON.stringify({ line: line + 1, ...row })).join('\n');
  writeFileSync(join(folder, `${name}.ndjson.zst`), zstdCompressSync(Buffer.from(`${seen}\n${lines}`)));
  const header = Object.keys(rows[0] ?? {});
  const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const text = [header.join(), ...rows.map((row) => header.map((key) => cell(row[key])).join())].join('\n');
  writeFileSync(join(folder, `${name}.csv`), text);
}

function insert(db: Database.Database, rows: readonly Row[]): void {
  const header = Object.keys(rows[0] ?? {});
  if (header.length === 0) return;
  const table = `t_${createHash('sha256').update(header.join()).digest('hex').slice(0, 12)}`;
  const columns = header.map((_, index) => `c${index}`);
  db.exec(`CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')})`);
  const statement = db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`);
  db.transaction(() => {
    for (const row of rows) statement.run(header.map((key) => plain(row[key])));
  })();
}

const plain = (value: unknown): string | number | null =>
  typeof value === 'number' || typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? null
      : JSON.stringify(value);

/** The rows of a document: of JSON its longest list, of HTML the longest list in it, of text the table below its header. */
export function recordsOf(bytes: Buffer): Row[] {
  const text = bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
  const body = text.replace(/^\ufeff/, '').trimStart();
  if (body.startsWith('{') || body.startsWith('[')) return longestList(JSON.parse(body)) as Row[];
  if (body.startsWith('<'))
    return [...body.matchAll(/\{\s*"(?:category|field)":\s*"([^"]*)",\s*"[^"]*":\s*"([^"]*)"\s*\}/g)].map(
      ([, day, count]) => ({ day, count }),
    );
  return tableRows(body);
}

function longestList(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((one) => (typeof one === 'object' && one !== null ? [longestList(one)] : []));
    return inner.reduce((best, list) => (list.length > best.length ? list : best), value);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value)
    .map(longestList)
    .reduce((best, list) => (list.length > best.length ? list : best), []);
}

function tableRows(text: string): Row[] {
  const delimiter = text.slice(0, text.indexOf('\n')).includes('\t') ? '\t' : ',';
  const lines = cellsOf(text, delimiter).filter((cells) => cells.length > 1);
  const at = lines.findIndex((cells) => cells.every((cell) => cell !== '' && !/^sep=/.test(cell)));
  const header = lines[at] ?? [];
  return lines
    .slice(at + 1)
    .map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? null])));
}

function cellsOf(text: string, delimiter: string): string[][] {
  if (!text.includes('"'))
    return text
      .split(/\r\n|\r|\n/)
      .filter(Boolean)
      .map((line) => line.split(delimiter));
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const one = text[at] as string;
    if (quoted) {
      if (one !== '"') cell += one;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (one === '"') quoted = true;
    else if (one === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (one === '\n') {
      lines.push([...cells, cell.replace(/\r$/, '')]);
      cells = [];
      cell = '';
    } else cell += one;
  }
  if (cell !== '' || cells.length > 0) lines.push([...cells, cell]);
  return lines;
}

if (import.meta.main) {
  const [folder = '', ...paths] = process.argv.slice(2);
  console.log(JSON.stringify({ rows: await loadPlainly(folder, paths) }));
}
