import type { Table } from '../kit/answer.ts';
import { formatValue } from './format.ts';
import type { Ink } from './pdf-ink.ts';
import type { Sheet } from './pdf-sheet.ts';
import { columnHead, isText } from './text-layout.ts';

/** A table as it will stand: cells broken into lines, widths that fill the page. */
export interface Layout {
  size: number;
  widths: number[];
  numbers: boolean[];
  heads: string[][];
  rows: string[][][];
  /** Whether something not known stands as a dash. */
  dashes: boolean;
}

export interface Plan {
  landscape: boolean;
  /** One, or several that have the first column in common. */
  layouts: Layout[];
}

/** Blank beside a cell's text, and above and below it. */
export const PAD = 4.5;
export const PAD_ABOVE = 3;
const TEXT_LEAST = 64;
const MOST_LINES = 3;
/** From so many columns on "not known" is a dash, which the table tells below it. */
const MANY = 8;

/** The form of a table that needs the least: upright, on its side, smaller, in several parts. */
export function planOf(sheet: Sheet, table: Table): Plan {
  const known = plans.get(sheet) ?? new WeakMap<Table, Plan>();
  plans.set(sheet, known);
  const plan = known.get(table) ?? newPlan(sheet, table);
  known.set(table, plan);
  return plan;
}

/** A heading asks how high its table is before the table is drawn. */
const plans = new WeakMap<Sheet, WeakMap<Table, Plan>>();

function newPlan({ ink, narrowWidth, wideWidth }: Sheet, table: Table): Plan {
  for (const size of [8.5, 7.75]) {
    const layout = layoutOf(ink, table, size, narrowWidth);
    if (layout) return { landscape: false, layouts: [layout] };
  }
  for (const size of [8.5, 7.5, 6.5]) {
    const layout = layoutOf(ink, table, size, wideWidth);
    if (layout) return { landscape: true, layouts: [layout] };
  }
  return { landscape: true, layouts: inParts(ink, table, wideWidth) };
}

/** The first column, and as many of the others as fit, again and again. */
function inParts(ink: Ink, table: Table, room: number): Layout[] {
  const parts: Layout[] = [];
  let from = 1;
  while (from < table.columns.length) {
    let to = table.columns.length;
    let layout = layoutOf(ink, only(table, from, to), 7.5, room);
    while (!layout && to > from + 1) layout = layoutOf(ink, only(table, from, --to), 7.5, room);
    // A single column beside the first is drawn whatever its width: its lines are broken anywhere.
    parts.push(layout ?? (layoutOf(ink, only(table, from, to), 7.5, Number.POSITIVE_INFINITY) as Layout));
    from = to;
  }
  return parts;
}

function only(table: Table, from: number, to: number): Table {
  const pick = <T>(list: readonly T[]): T[] => [...list.slice(0, 1), ...list.slice(from, to)];
  return { ...table, columns: pick(table.columns), rows: table.rows.map(pick) };
}

/** Null: it does not fit in `room`. */
function layoutOf(ink: Ink, table: Table, size: number, room: number): Layout | null {
  const { columns } = table;
  const style = { size, colour: '#000000' };
  // Totals are bold, and any row may be one.
  const width = (text: string) =>
    ink.width(text, { ...style, weight: 700, tabular: /^[-\d]/.test(text) }) + 2 * PAD;
  const many = columns.length >= MANY;
  const texts = table.rows.map((row) =>
    columns.map(({ format }, index) => {
      const value = row[index] ?? null;
      return value === null && many ? '–' : formatValue(value, format);
    }),
  );
  const heads = columns.map(columnHead);
  const numbers = columns.map(({ format }) => !isText(format));
  const widest = (list: readonly string[]): number => Math.max(0, ...list.map(width));
  const natural = columns.map((_, index) => widest(texts.map((row) => row[index] as string)));
  const headWord = heads.map((head) => widest(head.split(' ')));
  const free = columns.map(({ format }) => format === 'text');
  // Numbers never break; a text may, down to a bound.
  const least = natural.map((one, index) =>
    Math.max(headWord[index] as number, free[index] ? Math.min(one, TEXT_LEAST) : one),
  );
  const wanted = natural.map((one, index) => Math.max(one, Math.min(width(heads[index] as string), 110)));
  const widths = spread(least, wanted, free, room);
  if (!widths) return null;
  const cell = (text: string, index: number, weight: 400 | 700): string[] =>
    ink.lines(text, (widths[index] as number) - 2 * PAD + 0.01, { ...style, weight }, MOST_LINES);
  return {
    ...{ size, widths, numbers },
    heads: heads.map((head, index) => cell(head, index, 700)),
    rows: texts.map((row) => row.map((text, index) => (numbers[index] ? [text] : cell(text, index, 700)))),
    dashes: many && table.rows.some((row) => columns.some((_, index) => (row[index] ?? null) === null)),
  };
}

/** Widths between what each column needs and wants; what is left over goes to texts, or to all where there is none. */
function spread(
  least: readonly number[],
  wanted: readonly number[],
  free: readonly boolean[],
  room: number,
): number[] | null {
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  if (sum(least) > room) return null;
  if (!Number.isFinite(room)) return [...wanted];
  if (sum(wanted) > room) {
    const share = (room - sum(least)) / (sum(wanted) - sum(least));
    return least.map((one, index) => one + ((wanted[index] as number) - one) * share);
  }
  const takers = free.some(Boolean) ? free : free.map(() => true);
  const each = (room - sum(wanted)) / takers.filter(Boolean).length;
  return wanted.map((one, index) => one + (takers[index] ? each : 0));
}
