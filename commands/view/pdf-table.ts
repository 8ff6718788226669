import type { Table } from '../kit/answer.ts';
import { formatValue, NOT_KNOWN } from './format.ts';
import { LEADING, type Style } from './pdf-ink.ts';
import type { Sheet } from './pdf-sheet.ts';
import { type Layout, PAD, PAD_ABOVE, planOf } from './pdf-table-plan.ts';

type Element = PDFKit.PDFStructureElement;

/**
 * A table over the width of the page: numbers to the right, texts broken into lines, its head again on every page. One that
 * is too wide gets a page on its side, then smaller letters, then its columns in several tables, the first column in each.
 */
export function drawTable(sheet: Sheet, table: Table): void {
  const { landscape, layouts } = planOf(sheet, table);
  if (landscape && !sheet.landscape) sheet.newPage('landscape');
  for (const layout of layouts) {
    drawLayout(sheet, layout, table);
    sheet.y += 8;
  }
  const legend = [
    layouts.some(({ dashes }) => dashes) ? `– is ${NOT_KNOWN}.` : '',
    table.truncated
      ? `${formatValue(table.rows.length, 'count')} of ${formatValue(table.total_rows, 'count')} rows.`
      : '',
  ].filter(Boolean);
  if (legend.length > 0)
    sheet.paragraph(legend.join(' '), { size: 7.5, colour: sheet.theme.muted }, { after: 4 });
}

/** Height of the whole table, were it on one page. */
export function wholeHeight(sheet: Sheet, table: Table): number {
  return planOf(sheet, table)
    .layouts.flatMap((layout) => [layout.heads, ...layout.rows].map((row) => heightOf(layout, row)))
    .reduce((sum, height) => sum + height, 16);
}

/** What is to stand together with a heading above it: the head and two rows. */
export function leastHeight(sheet: Sheet, table: Table): number {
  const [layout] = planOf(sheet, table).layouts;
  if (!layout) return 0;
  const rows = layout.rows.slice(0, 2).map((row) => heightOf(layout, row));
  return [heightOf(layout, layout.heads), ...rows].reduce((sum, height) => sum + height, 8);
}

function drawLayout(sheet: Sheet, layout: Layout, { totals = [] }: Table): void {
  const element = sheet.element('Table');
  const heights = layout.rows.map((row) => heightOf(layout, row));
  const head = () => drawRow(sheet, layout, layout.heads, 'head', element);
  sheet.need(heightOf(layout, layout.heads) + (heights[0] ?? 0) + (heights[1] ?? 0));
  head();
  for (const [index, row] of layout.rows.entries()) {
    const height = heights[index] as number;
    // The last row is never alone on a page.
    const kept = index === layout.rows.length - 2 ? height + (heights[index + 1] as number) : height;
    if (sheet.need(kept)) head();
    drawRow(sheet, layout, row, totals.includes(index) ? 'total' : 'plain', element);
  }
  element.end();
}

/** @param cells each cell in its lines. */
function drawRow(
  sheet: Sheet,
  layout: Layout,
  cells: readonly string[][],
  as: 'head' | 'plain' | 'total',
  table: Element,
): void {
  const { theme, ink, left } = sheet;
  const { size, widths, numbers } = layout;
  const height = heightOf(layout, cells);
  const right = left + widths.reduce((sum, width) => sum + width, 0);
  if (as === 'head') sheet.box(left, sheet.y, right - left, height, theme.card);
  const row = sheet.element('TR', table);
  let x = left;
  for (const [index, lines] of cells.entries()) {
    const width = widths[index] as number;
    const cell = sheet.element(as === 'head' ? 'TH' : 'TD', row);
    for (const [at, text] of lines.entries()) {
      if (text === '') continue;
      const style = { ...styleOf(sheet, size, as, text), tabular: numbers[index] === true };
      const start = numbers[index] ? x + width - PAD - ink.width(text, style) : x + PAD;
      sheet.line(text, start, sheet.y + PAD_ABOVE + at * size * LEADING, style, cell);
    }
    cell.end();
    x += width;
  }
  row.end();
  sheet.y += height;
  if (as === 'total') sheet.rule(sheet.y - height, left, right, theme.muted, 0.7);
  sheet.rule(sheet.y, left, right, as === 'head' ? theme.muted : theme.border, as === 'head' ? 0.8 : 0.5);
}

function styleOf({ theme }: Sheet, size: number, as: 'head' | 'plain' | 'total', text: string): Style {
  if (as === 'head') return { size, weight: 600, colour: theme.muted };
  const colour = text === NOT_KNOWN || text === '–' ? theme.muted : theme.text;
  return { size, colour, ...(as === 'total' ? { weight: 700 as const } : {}) };
}

const heightOf = ({ size }: Layout, cells: readonly string[][]): number =>
  Math.max(1, ...cells.map((lines) => lines.length)) * size * LEADING + 2 * PAD_ABOVE;
