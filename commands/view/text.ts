import type { Answer, Figure, Part } from '../kit/answer.ts';
import { formatChange, formatValue } from './format.ts';
import { displayWidth, padEnd, padStart, tableToLines, wrap } from './text-layout.ts';

export interface TextOptions {
  /** Columns of the terminal. */
  width?: number;
  /** ANSI colours. */
  colour?: boolean;
  /** Table rows at most; of a series the newest stay. */
  maxRows?: number;
}

/** Rows of a section's table: a document on a terminal is read from the top; its files have every row. */
const PART_ROWS = 20;

export const DEMO_MARK = 'DEMO DATA: generated, not the numbers of a real label.';
export const KIND_MEANS = {
  reported: "reported (stores' statements)",
  trend: "trend (distributors' daily figures)",
  observed: "observed (the platforms' own pages)",
  mixed: 'of several kinds, never added to each other',
} as const;

/** An answer as text for a terminal: readable at 80 columns, with or without colour. Ends without a newline. */
export function answerToText(answer: Answer, options: TextOptions = {}): string {
  const { width = 80, colour = false, maxRows = 40 } = options;
  const paint = painter(colour);
  const dim = (text: string, indent = 0) =>
    wrap(text, width, ' '.repeat(indent)).map((line) => paint('dim', line));
  const blocks: string[][] = [];
  if (answer.demo) blocks.push([paint('yellow', DEMO_MARK)]);
  blocks.push([
    ...wrap(`${answer.title} · ${answer.label}`, width).map((line) => paint('bold', line)),
    ...(answer.subtitle ? dim(answer.subtitle) : []),
  ]);
  if (answer.figures.length > 0) blocks.push(figureLines(answer.figures, width, paint));
  for (const detail of answer.details ?? [])
    blocks.push([
      paint('bold', detail.title),
      ...detail.text.split('\n').flatMap((line) => wrap(line, width, '  ')),
    ]);
  if (answer.table?.rows.length) blocks.push(tableToLines(answer.table, width, maxRows));
  for (const part of answer.parts ?? []) blocks.push(...partBlocks(part, { width, maxRows, paint }));
  if (answer.computed_from.files?.length)
    blocks.push([
      paint('bold', 'Files'),
      ...answer.computed_from.files.flatMap((file) => [
        `  ${file.original_name}: ${formatValue(file.rows, 'count')} ${file.rows === 1 ? 'row' : 'rows'}`,
        paint('dim', `    ${file.path}`),
        paint('dim', `    sha256 ${file.sha256}`),
      ]),
    ]);
  blocks.push([
    ...(answer.kind ? dim(`Kind: ${KIND_MEANS[answer.kind]}`) : []),
    ...(answer.as_of.length > 0 && answer.computed_from.metrics.length > 0
      ? dim(`As of: ${answer.as_of.map(sayAsOf).join(', ')}`)
      : []),
    ...answer.notes.flatMap((note) => dim(`Note: ${note}`)),
  ]);
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** A section: its heading with what it says in sentences, its figures, its table, its notes. */
function partBlocks(
  part: Part,
  { width, maxRows, paint }: { width: number; maxRows: number; paint: Paint },
): string[][] {
  const dim = (text: string) => wrap(text, width).map((line) => paint('dim', line));
  return [
    [
      ...wrap(part.title, width).map((line) => paint('bold', line)),
      ...(part.subtitle ? dim(part.subtitle) : []),
      ...(part.text ?? '')
        .split('\n')
        .filter(Boolean)
        .flatMap((line) => wrap(line, width)),
    ],
    part.figures.length > 0 ? figureLines(part.figures, width, paint) : [],
    part.table?.rows.length ? tableToLines(part.table, width, Math.min(maxRows, PART_ROWS)) : [],
    part.notes.flatMap((note) => dim(`Note: ${note}`)),
  ];
}

function figureLines(figures: readonly Figure[], width: number, paint: Paint): string[] {
  const printed = figures.map((figure) => formatValue(figure.value, figure.format, figure.unit));
  const labels = Math.max(...figures.map((figure) => displayWidth(figure.label)));
  const values = Math.max(...printed.map(displayWidth));
  return figures.flatMap((figure, index) => {
    const value = padStart(printed[index] as string, values);
    const known = figure.value !== null;
    const marks = [figure.partial && known ? '(not complete)' : '', figure.stale && known ? '(late)' : '']
      .filter(Boolean)
      .join(' ');
    const head = `${padEnd(figure.label, labels)}  ${value}`;
    const after = [marks, paintChange(formatChange(figure), paint)].filter(Boolean).join(' ');
    const beside =
      displayWidth(head) + 2 + displayWidth(marks) + 1 + displayWidth(formatChange(figure)) <= width;
    return [
      beside && after ? `${head}  ${after}` : head,
      ...(beside || !after ? [] : [`  ${after}`]),
      ...(figure.note ? wrap(figure.note, width, '  ').map((line) => paint('dim', line)) : []),
    ];
  });
}

export const sayAsOf = (source: Answer['as_of'][number]): string =>
  source.day === null
    ? `${source.label} never`
    : `${source.label} ${source.day} (${formatValue(source.age_days, 'days')} old${source.state === 'fresh' ? '' : `, ${source.state}`})`;

const paintChange = (text: string, paint: Paint): string =>
  text.startsWith('▲') ? paint('green', text) : text.startsWith('▼') ? paint('red', text) : text;

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
type Paint = (style: keyof typeof STYLES, text: string) => string;
const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour && text !== '' ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
