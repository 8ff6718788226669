import type { Document } from './document.ts';
import { RowScanner } from './row-scanner.ts';

type Delimiter = NonNullable<Document['delimiter']>;

export interface Sniffed {
  format: Document['format'];
  delimiter: Document['delimiter'];
  header: readonly string[] | null;
}

/**
 * Tells what a text is from its first 256 KiB (UTF-8, no mark).
 * @param whole the text ends with these bytes.
 */
export function sniff(head: Buffer, whole: boolean): Sniffed {
  const other: Sniffed = { format: 'other', delimiter: null, header: null };
  const start = head.subarray(0, 4096).toString('utf8').trimStart();
  if (/^[[{]/.test(start)) return { ...other, format: 'json' };
  if (start.startsWith('<'))
    return /<(!doctype html|html|head|body|script|title)\b/i.test(start)
      ? { ...other, format: 'html' }
      : other;

  const from = head.findIndex((byte) => byte !== 10 && byte !== 13);
  if (from < 0) return other;
  const delimiter = sniffDelimiter(head, from, whole);
  const scanner = new RowScanner(delimiter ?? ',');
  if (scanner.scan(head, from, head.length, whole) < 0) return other;
  return {
    format: 'delimited',
    delimiter,
    header: scanner.spans.strings(head, 0, scanner.count).map((name) => name.trim()),
  };
}

/**
 * Of TAB, comma and semicolon the one that splits the header line into the most cells. One that leaves a quote inside an
 * unquoted cell has split a quoted name, so it stands back.
 */
function sniffDelimiter(head: Buffer, from: number, whole: boolean): Delimiter | null {
  let best: Delimiter | null = null;
  let most = 0;
  for (const delimiter of ['\t', ',', ';'] as const) {
    const scanner = new RowScanner(delimiter);
    if (scanner.scan(head, from, head.length, whole) < 0 || scanner.count === 1) continue;
    const { spans, count } = scanner;
    const cells = spans.strings(head, 0, count);
    const torn = cells.some((cell, index) => spans.coded[index] === 0 && cell.includes('"'));
    const score = torn ? 1 - 1 / count : count;
    if (score <= most) continue;
    best = delimiter;
    most = score;
  }
  return best;
}
