import type { Table, Value } from '../kit/answer.ts';
import { shortDay } from './chart-ticks.ts';
import { formatValue, NOT_KNOWN } from './format.ts';
import { displayWidth, padEnd, padStart, shorten } from './text-layout.ts';

/** Letters of fixed width that a phone shows side by side in a message (400 px, with the frame of an embed). */
export const PHONE_WIDTH = 32;
/** What a person reads in place of "not known" where there is no room for it. */
export const DASH = '–';

export interface PhoneTable {
  lines: string[];
  /** Columns left out. */
  hidden: number;
  /** A dash stands for what is not known. */
  dashes: boolean;
  /** Counts are rounded ("1.2M"). */
  rounded: boolean;
}

/** Left out first, in this order: the row or another column tells them too. Then the last ones. */
const SPARE: readonly string[] = [
  'cadence',
  'warn_days',
  'age_days',
  'dimensions',
  'sha256',
  'account',
  'rank',
];
const FEWEST = 2;
/** A name is not cut shorter than this while a column can be left out instead; nor another text. */
const NAME = 16;
const TEXT = 10;
const LEAST = 6;

/** How a table is written, from the most readable to the narrowest. */
interface Style {
  gap: number;
  /** Headers on two lines. */
  wrap: boolean;
  /** "Nov 20" and dashes. */
  brief: boolean;
  rounded: boolean;
}
const STYLES: readonly Style[] = [
  { gap: 2, wrap: false, brief: false, rounded: false },
  { gap: 2, wrap: true, brief: false, rounded: false },
  { gap: 2, wrap: true, brief: true, rounded: false },
  { gap: 1, wrap: true, brief: true, rounded: false },
  { gap: 1, wrap: true, brief: true, rounded: true },
];

/**
 * A table for a phone: of all its columns as many as fit, written as plainly as they fit. First headers are broken and
 * days shortened, then counts rounded, then names cut, then columns left out. What stands there says the same as on
 * every other surface; the CSV has it all. Of a series the newest rows stay.
 */
export function phoneTable(table: Table, maxRows: number, width = PHONE_WIDTH): PhoneTable {
  const series = table.columns[0]?.format === 'day';
  const cut = Math.max(0, table.rows.length - maxRows);
  const rows = series ? table.rows.slice(cut) : table.rows.slice(0, maxRows);
  const order = leavingOrder(table);
  for (let left = 0; left <= order.length; left += 1) {
    const gone = new Set(order.slice(0, left));
    const kept = table.columns.flatMap((_, index) => (gone.has(index) ? [] : [index]));
    const last = left === order.length;
    for (const least of [null, { name: NAME, text: TEXT }, ...(last ? [{ name: LEAST, text: LEAST }] : [])]) {
      for (const style of STYLES) {
        const written = write(table, rows, kept, style);
        const widths = squeezed(written, width, least);
        const wins = widths !== null || (last && least?.name === LEAST && style === STYLES.at(-1));
        if (wins) return finish(table, written, widths ?? written.widths, { cut, series, hidden: left });
      }
    }
  }
  return { lines: [], hidden: 0, dashes: false, rounded: false };
}

/** Indexes of the columns that may be left out, in that order. */
function leavingOrder({ columns }: Table): number[] {
  const name = nameOf(columns);
  const others = columns.map((_, index) => index).filter((index) => index !== name);
  const spare = SPARE.flatMap((key) => others.filter((index) => columns[index]?.key === key));
  const rest = others.filter((index) => !spare.includes(index)).reverse();
  return [...spare, ...rest].slice(0, Math.max(0, columns.length - FEWEST));
}

/** The column that tells the rows apart. */
const nameOf = (columns: Table['columns']): number =>
  Math.max(
    0,
    columns.findIndex(({ format }) => isText(format)),
  );
const isText = (format: Table['columns'][number]['format']): boolean => format === 'text' || format === 'day';

interface Written {
  style: Style;
  kept: readonly number[];
  heads: string[][];
  cells: string[][];
  widths: number[];
  name: number;
  /** Of the kept columns those that may be cut. */
  texts: number[];
  columns: Table['columns'];
}

function write(table: Table, rows: Table['rows'], kept: readonly number[], style: Style): Written {
  const columns = kept.map((index) => table.columns[index] as Table['columns'][number]);
  const heads = columns.map(({ label, unit, format }) => {
    // A unit belongs in the header, once.
    const head = unit && /^money|^ratio$/.test(format) ? `${label} (${unit})` : label;
    return style.wrap ? inTwo(head) : [head];
  });
  const cells = columns.map((column, at) => {
    const values = rows.map((row) => row[kept[at] as number] ?? null);
    const short = style.brief && column.format === 'day' && inOneYear(values);
    return values.map((value) => cellOf(value, column.format, style, short));
  });
  const widths = columns.map((_, at) =>
    Math.max(...[...(heads[at] ?? []), ...(cells[at] ?? [])].map(displayWidth), 1),
  );
  const texts = columns.flatMap(({ format }, at) => (format === 'text' ? [at] : []));
  return { style, kept, heads, cells, widths, name: nameOf(columns), texts, columns };
}

function cellOf(
  value: Value,
  format: Table['columns'][number]['format'],
  style: Style,
  short: boolean,
): string {
  if (value === null) return style.brief ? DASH : NOT_KNOWN;
  if (short) return shortDay(String(value));
  return formatValue(value, style.rounded && format === 'count' ? 'compact' : format);
}

/** A day without its year is told where there is one year alone. */
const inOneYear = (values: readonly Value[]): boolean =>
  new Set(values.flatMap((value) => (value === null ? [] : [String(value).slice(0, 4)]))).size === 1;

/** Broken where both lines are shortest. */
function inTwo(text: string): string[] {
  const words = text.split(' ');
  const breaks = words
    .slice(1)
    .map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
  const longest = (lines: readonly string[]): number => Math.max(...lines.map(displayWidth));
  return breaks.reduce((best, lines) => (longest(lines) < longest(best) ? lines : best), [text]);
}

/** Widths under which it fits, texts cut down to `least`; null: it does not. */
function squeezed(
  { widths, texts, name, style }: Written,
  width: number,
  least: { name: number; text: number } | null,
): number[] | null {
  const now = [...widths];
  const total = (): number => now.reduce((sum, size) => sum + size, 0) + style.gap * (now.length - 1);
  while (total() > width) {
    if (least === null) return null;
    const room = texts
      .map((at) => ({ at, more: (now[at] as number) - (at === name ? least.name : least.text) }))
      .filter(({ more }) => more > 0)
      // The name is cut last.
      .sort((a, b) => Number(a.at === name) - Number(b.at === name) || b.more - a.more)[0];
    if (room === undefined) return null;
    now[room.at] = (now[room.at] as number) - 1;
  }
  return now;
}

/** Of texts that would be cut to the same, the ends are shown, in whole words where that tells them apart. */
function apart(texts: readonly string[], width: number): string[] {
  const cut = texts.map((text) => shorten(text, width));
  const others = (at: number, said: readonly string[]): boolean =>
    texts.some((text, other) => text !== texts[at] && said[other] === said[at]);
  const ends = texts.map((text) => endOf(text, width));
  const words = ends.map((end) => end.replace(/^…\S*\s+(?=\S)/, '…'));
  return cut.map((text, at) => {
    if (text === texts[at] || !others(at, cut)) return text;
    return (others(at, words) ? ends[at] : words[at]) ?? text;
  });
}

function endOf(text: string, width: number): string {
  const letters = [...text];
  while (displayWidth(letters.join('')) > width - 1) letters.shift();
  return `…${letters.join('').trimStart()}`;
}

function finish(
  table: Table,
  { heads, cells, columns, style }: Written,
  widths: readonly number[],
  { cut, series, hidden }: { cut: number; series: boolean; hidden: number },
): PhoneTable {
  const put = (text: string, at: number): string => {
    const size = widths[at] as number;
    return isText(columns[at]?.format ?? 'text') ? padEnd(shorten(text, size), size) : padStart(text, size);
  };
  const shown = cells.map((column, at) => apart(column, widths[at] as number));
  const line = (texts: readonly string[]): string => texts.map(put).join(' '.repeat(style.gap)).trimEnd();
  const tall = Math.max(...heads.map((head) => head.length));
  // Headers stand on the line, the shorter ones lower.
  const head = Array.from({ length: tall }, (_, row) =>
    line(heads.map((lines) => lines[row - (tall - lines.length)] ?? '')),
  );
  const rule = widths.map((size) => '─'.repeat(size)).join(' '.repeat(style.gap));
  const more = cut > 0 ? [`… ${cut} ${series ? 'earlier' : 'more'} ${cut === 1 ? 'row' : 'rows'}`] : [];
  const beyond = table.truncated ? [`… of ${formatValue(table.total_rows, 'count')} rows in all`] : [];
  const body = (cells[0] ?? []).map((_, row) => line(shown.map((column) => column[row] as string)));
  return {
    lines: [...head, rule, ...(series ? more : []), ...body, ...(series ? [] : more), ...beyond],
    hidden,
    dashes: cells.flat().includes(DASH),
    rounded:
      style.rounded &&
      columns.some(({ format }, at) => format === 'count' && cells[at]?.some((cell) => /[kMBT]$/.test(cell))),
  };
}
