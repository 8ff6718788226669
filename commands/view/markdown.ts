import type { Answer, Chart, Figure, Part, Table } from '../kit/answer.ts';
import { formatChange, formatValue } from './format.ts';
import { escapeName, escapeText } from './markdown-escape.ts';
import { DEMO_MARK, KIND_MEANS, sayAsOf } from './text.ts';
import { columnHead, isText } from './text-layout.ts';

/** Where the picture of a chart lies, as the document links it, and what it shows in words. */
export interface LinkedPicture {
  path: string;
  alt: string;
}

/**
 * An answer as a document of GitHub's Markdown, with every row of its tables. Names out of data are escaped: they are
 * printed letter by letter, whatever they hold. Ends with a newline.
 * @param pictures the pictures of charts; one without is left out.
 */
export function answerToMarkdown(
  answer: Answer,
  pictures: ReadonlyMap<Chart, LinkedPicture> = new Map(),
): string {
  const { parts = [], details = [], computed_from: from } = answer;
  const blocks = [
    `# ${escapeName(answer.title)} · ${escapeName(answer.label)}`,
    answer.demo ? `> **${DEMO_MARK}**` : '',
    escapeText(answer.subtitle ?? ''),
    ...body(answer, pictures),
    ...details.flatMap(({ title, text }) => [`## ${escapeName(title)}`, detail(title, text)]),
    ...parts.flatMap((part) => section(part, pictures)),
    ...(from.files?.length ? ['## Files', list(from.files.map(sayFile))] : []),
    '---',
    answer.kind ? `Kind: ${KIND_MEANS[answer.kind]}` : '',
    answer.as_of.length > 0 && from.metrics.length > 0
      ? `As of: ${answer.as_of.map((source) => escapeText(sayAsOf(source))).join(', ')}`
      : '',
    list(answer.notes.map(escapeText)),
  ];
  const written = blocks.filter((block) => block !== '');
  return `${(written.at(-1) === '---' ? written.slice(0, -1) : written).join('\n\n')}\n`;
}

const section = (part: Part, pictures: ReadonlyMap<Chart, LinkedPicture>): string[] => [
  `## ${escapeName(part.title)}`,
  escapeText(part.subtitle ?? ''),
  ...(part.text ?? '').split('\n').map(escapeText),
  ...body(part, pictures),
  list(part.notes.map(escapeText)),
];

function body(
  { figures, table, chart }: Pick<Answer, 'figures' | 'table' | 'chart'>,
  pictures: ReadonlyMap<Chart, LinkedPicture>,
): string[] {
  const picture = chart && pictures.get(chart);
  return [
    figures.length > 0 ? figureTable(figures) : '',
    list(figures.flatMap(({ label, note }) => (note ? [`${escapeName(label)}: ${escapeText(note)}`] : []))),
    picture ? `![${escapeName(picture.alt)}](${address(picture.path)})` : '',
    table?.rows.length ? tableOf(table) : '',
  ];
}

/** A relative path as a link takes it: blanks, brackets and question marks of a file's name are no part of the syntax. */
const address = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29');

const figureTable = (figures: readonly Figure[]): string =>
  grid(
    ['Figure', 'Value', 'Change', ''],
    [false, true, false, false],
    figures.map((figure) => [
      escapeName(figure.label),
      escapeName(formatValue(figure.value, figure.format, figure.unit)),
      escapeName(formatChange(figure)),
      figure.value === null
        ? ''
        : [figure.partial ? 'not complete' : '', figure.stale ? 'late' : ''].filter(Boolean).join(', '),
    ]),
  );

function tableOf(table: Table): string {
  const { columns, rows, total_rows: all, truncated, totals = [] } = table;
  const strong = (text: string, row: number) => (totals.includes(row) && text !== '' ? `**${text}**` : text);
  const written = grid(
    columns.map((column) => escapeName(columnHead(column))),
    columns.map(({ format }) => !isText(format)),
    rows.map((row, at) =>
      columns.map(({ format }, index) => strong(escapeName(formatValue(row[index] ?? null, format)), at)),
    ),
  );
  return truncated
    ? `${written}\n\n… ${formatValue(rows.length, 'count')} of ${formatValue(all, 'count')} rows`
    : written;
}

/** @param numbers which columns are set to the right. */
function grid(head: readonly string[], numbers: readonly boolean[], rows: readonly string[][]): string {
  // A column nobody fills is left out.
  const kept = head.flatMap((title, index) =>
    title !== '' || rows.some((row) => row[index] !== '') ? [index] : [],
  );
  const line = (cells: readonly string[]) => `| ${kept.map((index) => cells[index] ?? '').join(' | ')} |`;
  return [line(head), line(numbers.map((right) => (right ? '---:' : '---'))), ...rows.map(line)].join('\n');
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** SQL keeps its lines; of other texts each line is one. */
const detail = (title: string, text: string): string =>
  title === 'SQL'
    ? `\`\`\`sql\n${text.replaceAll('```', "'''")}\n\`\`\``
    : text.split('\n').map(escapeText).join('  \n');

const sayFile = (file: NonNullable<Answer['computed_from']['files']>[number]): string =>
  `${escapeName(file.original_name)}: ${formatValue(file.rows, 'count')} ${file.rows === 1 ? 'row' : 'rows'}, ${escapeName(file.path)}, sha256 ${file.sha256}`;
