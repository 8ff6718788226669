import type { Answer, Format, Value } from '../kit/answer.ts';

/**
 * An answer as RFC 4180 CSV (CRLF, quoted where needed): its table, or its figures where it has none. Of an answer in
 * parts, the table of the part that is for it, or the figures of all parts. Numbers stay raw ("0.124", "1531.02"), null is
 * an empty cell. A text that a spreadsheet would run as a formula is led by an apostrophe. Generated data says so in a
 * column of its own.
 */
export function answerToCsv(answer: Answer): string {
  const table = answer.table ?? answer.parts?.find(({ csv }) => csv)?.table;
  const { head, rows } = table ? fromTable(table) : fromFigures(answer);
  const mark = (cells: string[], text: string) => (answer.demo ? [...cells, text] : cells);
  return [mark(head, 'Data'), ...rows.map((row) => mark(row, 'demo'))]
    .map((cells) => `${cells.map(quote).join(',')}\r\n`)
    .join('');
}

function fromTable(table: NonNullable<Answer['table']>): { head: string[]; rows: string[][] } {
  return {
    head: table.columns.map((column) =>
      defuse(column.unit && column.unit !== '%' ? `${column.label} (${column.unit})` : column.label),
    ),
    rows: table.rows.map((row) =>
      table.columns.map((column, index) => cell(row[index] ?? null, column.format)),
    ),
  };
}

function fromFigures({ title, figures, parts }: Answer): { head: string[]; rows: string[][] } {
  const sections = [{ title, figures }, ...(parts ?? [])];
  return {
    head: [
      ...(parts ? ['Section'] : []),
      ...['Figure', 'Value', 'Unit', 'Kind', 'Change', 'Change against', 'Note'],
    ],
    rows: sections.flatMap((section) =>
      section.figures.map((figure) => [
        ...(parts ? [defuse(section.title)] : []),
        defuse(figure.label),
        cell(figure.value, figure.format),
        defuse(figure.unit),
        figure.kind ?? '',
        cell(figure.change?.relative ?? null, 'percent'),
        defuse(figure.change?.against ?? ''),
        defuse(figure.note ?? ''),
      ]),
    ),
  };
}

const cell = (value: Value, format: Format): string =>
  value === null ? '' : format === 'text' || format === 'day' ? defuse(String(value)) : String(value);

/** Spreadsheets run a cell that starts with one of these. */
const defuse = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
