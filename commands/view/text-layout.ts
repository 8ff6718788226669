import type { Column, Format, Table } from '../kit/answer.ts';
import { formatValue } from './format.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation})/u;

/** Columns a text takes on a terminal: wide letters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** Cuts at a width, with an ellipsis where something is missing. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of graphemes.segment(text)) {
    if (displayWidth(cut) + displayWidth(segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Breaks a text between words; a word longer than the line stays whole. Following lines are indented like the first. */
export function wrap(text: string, width: number, indent = ''): string[] {
  // Leading blanks are kept: indented SQL stays indented.
  const lead = indent + (/^ */.exec(text)?.[0] ?? '');
  const lines: string[] = [];
  let line = lead;
  for (const word of text.split(' ').filter(Boolean)) {
    if (line !== lead && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = lead;
    }
    line += line === lead ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** A unit belongs in the header, once. */
export const columnHead = ({ label, unit, format }: Column): string =>
  unit && /^money|^ratio$/.test(format) ? `${label} (${unit})` : label;

/** Texts and days stand to the left, numbers to the right. */
export const isText = (format: Format): boolean => format === 'text' || format === 'day';

/** An aligned table: numbers to the right, texts to the left and shortened when the whole is too wide. */
export function tableToLines(table: Table, width: number, maxRows: number): string[] {
  const series = table.columns[0]?.format === 'day';
  const cut = Math.max(0, table.rows.length - maxRows);
  const rows = series ? table.rows.slice(cut) : table.rows.slice(0, maxRows);
  const cells = rows.map((row) =>
    table.columns.map((column, index) => formatValue(row[index] ?? null, column.format)),
  );
  const heads = table.columns.map(columnHead);
  const widths = heads.map((head, index) =>
    Math.max(displayWidth(head), ...cells.map((row) => displayWidth(row[index] as string))),
  );
  shrink(widths, table, width);
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) => {
        const size = widths[index] as number;
        const left = isText(table.columns[index]?.format ?? 'text');
        return left ? padEnd(shorten(cell, size), size) : padStart(cell, size);
      })
      .join('  ')
      .trimEnd();
  const hidden = cut > 0 ? [`… ${cut} ${series ? 'earlier' : 'more'} rows`] : [];
  const beyond = table.truncated ? [`… of ${formatValue(table.total_rows, 'count')} rows in all`] : [];
  return [
    line(heads),
    widths.map((size) => '─'.repeat(size)).join('  '),
    ...(series ? hidden : []),
    ...cells.map(line),
    ...(series ? [] : hidden),
    ...beyond,
  ];
}

/** Narrows text columns until the table fits, the widest first and the first one, which names the row, last. */
function shrink(widths: number[], table: Table, width: number): void {
  const total = () => widths.reduce((sum, size) => sum + size, 0) + 2 * (widths.length - 1);
  while (total() > width) {
    const texts = [...widths.keys()].filter(
      (index) => table.columns[index]?.format === 'text' && (widths[index] as number) > 8,
    );
    const [first, ...others] = texts;
    const widest = others.sort((a, b) => (widths[b] as number) - (widths[a] as number))[0] ?? first;
    if (widest === undefined) return;
    widths[widest] = (widths[widest] as number) - 1;
  }
}
