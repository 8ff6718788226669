import { createRequire } from 'node:module';
import type { Theme } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import type { Answer, Part } from '../kit/answer.ts';
import { altText } from './alt.ts';
import { EDGE, WIDTH } from './chart-frame.ts';
import { formatValue } from './format.ts';
import { paperTheme } from './paper.ts';
import { drawFigures, leastFigures } from './pdf-figures.ts';
import { LEADING, type Style } from './pdf-ink.ts';
import { type Paper, Sheet } from './pdf-sheet.ts';
import { drawTable, leastHeight, wholeHeight } from './pdf-table.ts';
import { planOf } from './pdf-table-plan.ts';
import { renderPng } from './png.ts';
import { smallPng } from './small-png.ts';
import { KIND_MEANS, sayAsOf } from './text.ts';

export interface PdfOptions {
  theme: Theme;
  /** Of the label: America reads on Letter, the others on A4. */
  timeZone: string;
  log: Log;
  /** When it was made, as its properties tell. */
  now: Date;
  /** False: the file's text can be read without unpacking. Default true. */
  compress?: boolean;
}

/** Charts are drawn 3 to 2; so wide, their letters are as large as the text. */
const CHART = { width: 405, height: 270, inset: (405 * EDGE) / WIDTH };

/**
 * An answer as a PDF: title, figures, tables with every row, charts, notes; label, page, as of when and the DEMO mark on
 * each page. Charts are drawn here whatever draws them in a chat: a document with money leaves for no server.
 * pdfkit and canvas are loaded when it is called.
 */
export async function answerToPdf(answer: Answer, options: PdfOptions): Promise<Buffer> {
  const theme = paperTheme(options.theme);
  const paper: Paper = options.timeZone.startsWith('America/') ? 'LETTER' : 'A4';
  const pictures = await chartsOf(answer, theme, options.log);
  const { doc, done } = newDocument(answer, options);
  const sheet = new Sheet(doc, theme, paper);
  const style = stylesOf(theme);
  sheet.paragraph(answer.title, style.title, { tag: 'H1' });
  sheet.paragraph(answer.label, style.label, { after: 2 });
  if (answer.subtitle) sheet.paragraph(answer.subtitle, style.muted);
  sheet.y += 10;
  drawBody(sheet, answer, pictures);
  for (const { title, text } of answer.details ?? []) drawDetail(sheet, title, text);
  for (const part of answer.parts ?? []) drawPart(sheet, part, pictures);
  drawEnd(sheet, answer);
  sheet.finish({ label: answer.label, title: answer.title, asOf: sayOldest(answer), demo: answer.demo });
  doc.end();
  return done;
}

function newDocument(answer: Answer, { now, compress = true }: PdfOptions) {
  const require = createRequire(import.meta.url);
  const PDFDocument = require('pdfkit') as typeof import('pdfkit');
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    compress,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en',
    info: {
      Title: `${answer.title} · ${answer.label}`,
      Author: answer.label,
      Subject: answer.demo ? 'DEMO DATA' : (answer.subtitle ?? answer.title),
      Creator: 'BEDROT',
      Producer: 'BEDROT',
      CreationDate: now,
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  return { doc, done };
}

interface Drawn {
  png: Buffer;
  alt: string;
}

type Section = Pick<Part, 'chart' | 'figures' | 'table'>;

/** Every chart of the answer. A board is left out: its figures stand in the text. */
async function chartsOf(answer: Answer, theme: Theme, log: Log): Promise<Map<Section['chart'], Drawn>> {
  const { parts = [], ...whole } = answer;
  const drawn = new Map<Section['chart'], Drawn>();
  for (const { chart } of [whole, ...parts]) {
    if (!chart || chart.kind === 'board') continue;
    // The mark stands on the page already.
    const alone: Answer = { ...whole, chart, demo: false };
    const { png } = await renderPng(alone, { theme, renderer: 'local', quickchartHost: '', log });
    drawn.set(chart, { png: await smallPng(png), alt: altText({ ...alone, demo: answer.demo }) });
  }
  return drawn;
}

const stylesOf = (theme: Theme) => ({
  title: { size: 20, weight: 700, colour: theme.text } satisfies Style,
  label: { size: 11, weight: 600, colour: theme.muted } satisfies Style,
  heading: { size: 13, weight: 700, colour: theme.text } satisfies Style,
  text: { size: 9.75, colour: theme.text } satisfies Style,
  muted: { size: 9, colour: theme.muted } satisfies Style,
  small: { size: 8, colour: theme.muted } satisfies Style,
});

function drawPart(sheet: Sheet, part: Part, pictures: ReadonlyMap<Section['chart'], Drawn>): void {
  const style = stylesOf(sheet.theme);
  const wide = part.table && part.figures.length === 0 && !part.chart && planOf(sheet, part.table).landscape;
  if (wide && !sheet.landscape) sheet.newPage('landscape');
  else if (!wide && sheet.landscape) sheet.newPage('portrait');
  const head =
    24 +
    sheet.heightOf(part.title, style.heading) +
    (part.subtitle ? sheet.heightOf(part.subtitle, style.muted) : 0);
  sheet.need(head + leastOf(sheet, part, pictures));
  if (!sheet.atTop) sheet.y += 14;
  sheet.paragraph(part.title, style.heading, { tag: 'H2' });
  if (part.subtitle) sheet.paragraph(part.subtitle, style.muted);
  sheet.y += 5;
  for (const text of (part.text ?? '').split('\n').filter(Boolean))
    sheet.paragraph(text, style.text, { after: 4 });
  drawBody(sheet, part, pictures);
  drawNotes(sheet, part.notes);
}

/** Height of the first thing below a heading: a heading is never the last line of a page. */
function leastOf(sheet: Sheet, part: Part, pictures: ReadonlyMap<Section['chart'], Drawn>): number {
  const { text: style } = stylesOf(sheet.theme);
  if (part.text) return Math.min(3 * style.size * LEADING, sheet.heightOf(part.text, style));
  if (part.figures.length > 0) return leastFigures(sheet, part.figures);
  const table = part.table?.rows.length ? part.table : undefined;
  if (!pictures.has(part.chart)) return table ? leastHeight(sheet, table) : 20;
  return table ? Math.min(CHART.height, wholeHeight(sheet, table)) : CHART.height;
}

function drawBody(
  sheet: Sheet,
  { figures, chart, table }: Section,
  pictures: ReadonlyMap<Section['chart'], Drawn>,
): void {
  if (figures.length > 0) drawFigures(sheet, figures);
  const picture = pictures.get(chart);
  const rows = table?.rows.length ? table : undefined;
  // A table that fits where the chart does not comes first, rather than leave the page half empty.
  const tableFirst = picture && rows && CHART.height > sheet.room && wholeHeight(sheet, rows) <= sheet.room;
  if (tableFirst) drawTable(sheet, rows);
  if (picture) {
    sheet.need(CHART.height);
    sheet.picture(picture.png, CHART, picture.alt);
    sheet.y += 10;
  }
  if (rows && !tableFirst) drawTable(sheet, rows);
}

function drawNotes(sheet: Sheet, notes: readonly string[]): void {
  const { small } = stylesOf(sheet.theme);
  for (const note of notes) sheet.paragraph(note, small, { after: 2 });
}

function drawDetail(sheet: Sheet, title: string, text: string): void {
  const style = stylesOf(sheet.theme);
  sheet.need(60);
  sheet.y += 8;
  sheet.paragraph(title, style.heading, { tag: 'H2', after: 3 });
  for (const line of text.split('\n')) {
    const indent = 6 * (/^ */.exec(line)?.[0].length ?? 0);
    sheet.paragraph(line, style.text, { indent: Math.min(indent, 60), after: 1 });
  }
}

/** What holds for all of it: kinds, as of when, notes, files. */
function drawEnd(sheet: Sheet, answer: Answer): void {
  const style = stylesOf(sheet.theme);
  if (sheet.landscape) sheet.newPage('portrait');
  const { as_of: sources, kind, notes, computed_from: from } = answer;
  const files = from.files ?? [];
  if (sources.length + notes.length + files.length === 0 && !kind && !sheet.ink.lost()) return;
  sheet.need(90);
  if (!sheet.atTop) sheet.y += 14;
  sheet.paragraph('About these numbers', style.heading, { tag: 'H2', after: 4 });
  if (kind) sheet.paragraph(`Kind: ${KIND_MEANS[kind]}.`, style.small, { after: 4 });
  drawNotes(sheet, notes);
  if (sheet.ink.lost())
    drawNotes(sheet, ['Letters that the font of this document has not stand as …; the CSV has them.']);
  sheet.y += 6;
  if (sources.length > 0)
    drawTable(sheet, {
      columns: [
        { key: 'source', label: 'Source', format: 'text' },
        { key: 'day', label: 'Newest day of its data', format: 'day' },
        { key: 'age', label: 'Age', format: 'days' },
        { key: 'state', label: 'State', format: 'text' },
      ],
      rows: sources.map(({ label, day, age_days, state }) => [label, day, age_days, state]),
      total_rows: sources.length,
      truncated: false,
    });
  for (const file of files)
    sheet.paragraph(
      `${file.original_name}: ${formatValue(file.rows, 'count')} ${file.rows === 1 ? 'row' : 'rows'}, sha256 ${file.sha256}`,
      style.small,
      { after: 2 },
    );
}

/** "As of: Statements 2026-10-31 (30 days old)", or of many sources from when to when; they are listed at the end. */
function sayOldest({ as_of: sources, computed_from: from }: Answer): string {
  if (sources.length === 0 || from.metrics.length === 0) return '';
  if (sources.length <= 2) return `As of: ${sources.map(sayAsOf).join(', ')}`;
  const days = sources.flatMap(({ day }) => day ?? []).sort();
  const late = sources.filter(({ state }) => state === 'late' || state === 'overdue').length;
  return [
    days.length === 0 ? 'As of: no data' : `As of: data to ${days.at(-1)}, the oldest source to ${days[0]}`,
    late > 0 ? `${late} of ${sources.length} sources late` : '',
    'listed at the end',
  ]
    .filter(Boolean)
    .join(' · ');
}
