import { csv } from '../formats/text.ts';

/** A clean file as cells, so that single cells can be spoilt. */
export interface Table {
  originalName: string;
  /** Lines above the header. */
  preamble: readonly string[][];
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** UTF-16 where the platform writes that. */
  encoding: 'utf-8' | 'utf-16le-bom';
}

/** Reads a made-up CSV or TSV, whose header is the first line with that cell. */
export function tableOf(originalName: string, bytes: Buffer, mark: string): Table {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = utf16 ? bytes.toString('utf16le') : decode(bytes);
  const lines = cellsOf(text.replace(/^\ufeff/, ''));
  const at = lines.findIndex((cells) => cells.includes(mark));
  const header = lines[at];
  if (!header) throw new Error(`${originalName} has no column ${mark}`);
  return {
    originalName,
    preamble: lines.slice(0, at),
    header,
    rows: lines.slice(at + 1),
    encoding: utf16 ? 'utf-16le-bom' : 'utf-8',
  };
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** RFC 4180 with either delimiter and any line end. */
function cellsOf(text: string): string[][] {
  const delimiter = text.slice(0, text.search(/[\r\n]/)).includes('\t') ? '\t' : ',';
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const one = text.charAt(at);
    if (quoted) {
      if (one !== '"') cell += one;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (one === '"' && cell === '') quoted = true;
    else if (one === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (one === '\n' || one === '\r') {
      if (one === '\r' && text.charAt(at + 1) === '\n') at++;
      lines.push([...cells, cell]);
      cells = [];
      cell = '';
    } else cell += one;
  }
  if (cell !== '' || cells.length > 0) lines.push([...cells, cell]);
  return lines.filter((line) => line.length > 1 || line[0] !== '');
}

/** The file of a table; rows may be of any length. */
export const bytesOf = (table: Table, rows: readonly (readonly string[])[]): Buffer =>
  csv([...table.preamble, table.header, ...rows], { encoding: table.encoding });

/** Line number of a row in its file. No cell of ours holds a line end. */
export const lineOf = (table: Table, row: number): number => table.preamble.length + row + 2;
