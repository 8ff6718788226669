import type { Figure } from '../kit/answer.ts';
import { formatChange, formatValue } from './format.ts';
import { LEADING, type Style } from './pdf-ink.ts';
import type { Sheet } from './pdf-sheet.ts';

const SIZE = 9.5;
const NOTE = 7.75;
const PAD = 3.5;
const LINE = SIZE * LEADING;
/** Figures that are no higher are not parted by the end of a page. */
const TOGETHER = 230;

interface Row {
  label: string[];
  value: string;
  /** Change and marks: lines, of pieces. */
  after: { text: string; colour: string; indent: number }[][];
  note: string[];
  height: number;
}

interface Columns {
  label: number;
  value: number;
  after: number;
}

/** Figures below each other: what, how much (to the right), its change; what is to be known about it below. */
export function drawFigures(sheet: Sheet, figures: readonly Figure[]): void {
  const { theme, left, width, ink } = sheet;
  const columns = columnsOf(sheet, figures);
  const table = sheet.element('Table');
  const rows = figures.map((figure) => rowOf(sheet, figure, columns));
  const whole = rows.reduce((sum, row) => sum + row.height, 0);
  if (whole <= TOGETHER) sheet.need(whole);
  for (const [index, figure] of figures.entries()) {
    const row = rows[index] as Row;
    // The last one is never alone on a page.
    sheet.need(index === rows.length - 2 ? row.height + (rows[index + 1] as Row).height : row.height);
    if (index === 0) sheet.rule(sheet.y, left, left + width, theme.muted, 0.8);
    const element = sheet.element('TR', table);
    const cell = (lines: readonly { text: string; style: Style; x: number; y: number }[]) => {
      const one = sheet.element('TD', element);
      for (const { text, style, x, y } of lines) if (text !== '') sheet.line(text, x, y, style, one);
      one.end();
    };
    const top = sheet.y + PAD;
    const plain: Style = { size: SIZE, colour: theme.text };
    cell(row.label.map((text, at) => ({ text, style: plain, x: left, y: top + at * LINE })));
    const bold: Style = {
      ...plain,
      weight: 600,
      tabular: true,
      colour: figure.value === null ? theme.muted : theme.text,
    };
    const start = left + columns.label + columns.value - ink.width(row.value, bold);
    cell([{ text: row.value, style: bold, x: start, y: top }]);
    cell(
      row.after.flatMap((pieces, at) =>
        pieces.map(({ text, colour, indent }) => ({
          ...{ text, x: left + columns.label + columns.value + 14 + indent, y: top + at * LINE },
          style: { size: SIZE - 1, colour },
        })),
      ),
    );
    const below = top + Math.max(row.label.length, row.after.length, 1) * LINE;
    const small: Style = { size: NOTE, colour: theme.muted };
    cell(row.note.map((text, at) => ({ text, style: small, x: left, y: below + at * NOTE * LEADING })));
    element.end();
    sheet.y += row.height;
    sheet.rule(sheet.y, left, left + width, theme.border, 0.5);
  }
  table.end();
  sheet.y += 10;
}

/** Height of what stays with the heading above it: all of a few, the first two of many. */
export function leastFigures(sheet: Sheet, figures: readonly Figure[]): number {
  const columns = columnsOf(sheet, figures);
  const heights = figures.map((figure) => rowOf(sheet, figure, columns).height);
  const whole = heights.reduce((sum, height) => sum + height, 0);
  return whole <= TOGETHER ? whole : heights.slice(0, 2).reduce((sum, height) => sum + height, 0);
}

function columnsOf({ ink, width }: Sheet, figures: readonly Figure[]): Columns {
  const style: Style = { size: SIZE, colour: '#000000' };
  const labels = Math.max(...figures.map(({ label }) => ink.width(label, style)));
  const values = Math.max(
    ...figures.map((figure) => ink.width(printed(figure), { ...style, weight: 600, tabular: true })),
  );
  const label = Math.min(Math.max(labels + 16, width * 0.34), width * 0.46);
  return { label, value: values, after: width - label - values - 14 };
}

function rowOf({ ink, theme, width }: Sheet, figure: Figure, columns: Columns): Row {
  const style: Style = { size: SIZE, colour: theme.text };
  const label = ink.lines(figure.label, columns.label - 8, style, 2);
  const change = formatChange(figure);
  const colour = change.startsWith('▲') ? theme.good : change.startsWith('▼') ? theme.bad : theme.muted;
  const known = figure.value !== null;
  const marks = [figure.partial && known ? 'not complete' : '', figure.stale && known ? 'late' : '']
    .filter(Boolean)
    .join(', ');
  const small: Style = { size: SIZE - 1, colour };
  const lines = known && change ? ink.lines(change, columns.after, small, 2) : [];
  const after = lines.map((text) => [{ text, colour, indent: 0 }]);
  if (marks !== '') {
    const last = lines.at(-1);
    const text = last === undefined ? marks : `  ${marks}`;
    const indent = last === undefined ? 0 : ink.width(`${last}  `, small) + 4;
    const beside = indent + ink.width(marks, small) <= columns.after;
    const mark = { text: text.trim(), colour: theme.warn, indent: beside ? indent : 0 };
    if (beside && after.length > 0) after.at(-1)?.push(mark);
    else after.push([mark]);
  }
  const note = figure.note
    ? ink.lines(figure.note, width * 0.94, { size: NOTE, colour: theme.muted }, 4)
    : [];
  const height =
    Math.max(label.length, after.length, 1) * LINE +
    note.length * NOTE * LEADING +
    (note.length > 0 ? 2 : 0) +
    2 * PAD;
  return { label, value: printed(figure), after, note, height };
}

const printed = (figure: Figure): string => formatValue(figure.value, figure.format, figure.unit);
