export const ENCODINGS = ['utf-8', 'utf-8-bom', 'latin-1', 'windows-1252', 'utf-16le-bom'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export type Newline = '\n' | '\r\n' | '\r';

/** `needed` is RFC 4180: cells with the delimiter, a quote or a line end. `never` writes cells as they are. */
export type Quoting = 'all' | 'needed' | 'never';

export interface TextStyle {
  delimiter: ',' | '\t' | ';';
  quoted: Quoting;
  encoding: Encoding;
  newline: Newline;
  /** Whether the last line ends with a newline. */
  finalNewline: boolean;
}

/** What windows-1252 has at 0x80-0x9f, where latin-1 has control characters. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** @throws Error when the encoding has no such character: a platform would not write a wrong one either. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`, 'utf8');
  if (encoding === 'utf-16le-bom') return Buffer.from(`\ufeff${text}`, 'utf16le');
  const bytes = Buffer.alloc(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const high = encoding === 'windows-1252' ? CP1252.indexOf(text.charAt(index)) : -1;
    const same = code < 0x80 || (code >= 0xa0 && code <= 0xff) || (encoding === 'latin-1' && code <= 0xff);
    if (high < 0 && !same) throw new Error(`${encoding} has no ${JSON.stringify(text.charAt(index))}`);
    bytes[index] = high < 0 ? code : 0x80 + high;
  }
  return bytes;
}

/**
 * Rows of cells as delimited text.
 * @throws Error when `quoted` is `never` and a cell would break its line: such a file could not be read back.
 */
export function delimited(rows: Iterable<readonly string[]>, style: TextStyle): Buffer {
  const lines: string[] = [];
  const special = (cell: string): boolean =>
    cell.includes(style.delimiter) || cell.includes('\n') || cell.includes('\r');
  const write = (cell: string): string => {
    if (style.quoted === 'never') {
      if (special(cell)) throw new Error(`cannot be written without quotes: ${JSON.stringify(cell)}`);
      return cell;
    }
    return style.quoted === 'all' || special(cell) || cell.includes('"')
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  };
  for (const row of rows) lines.push(row.map(write).join(style.delimiter));
  return encode(lines.join(style.newline) + (style.finalNewline ? style.newline : ''), style.encoding);
}

/** Rows as most platforms write them: commas, quotes where needed, UTF-8, LF. */
export const csv = (rows: Iterable<readonly string[]>, style: Partial<TextStyle> = {}): Buffer =>
  delimited(rows, {
    ...{ delimiter: ',', quoted: 'needed', encoding: 'utf-8', newline: '\n', finalNewline: true },
    ...style,
  });

/** "1,204". */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Cents as "12.05". */
export const centsText = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
