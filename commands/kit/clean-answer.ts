import type { Answer, Chart, Figure, Part, Table, Value } from './answer.ts';
import { cleanText } from './clean-text.ts';

/** Sentences of ours may be longer than a title, but not endless. */
const SENTENCE = 1_000;

/**
 * The one place where texts that came out of files are made harmless, whatever command carried them: titles, names in
 * tables and charts, notes. SQL and formulas keep their lines.
 */
export function cleanAnswer(answer: Answer): Answer {
  const { table, chart, details, parts, subtitle, computed_from: from } = answer;
  return {
    ...answer,
    title: cleanText(answer.title),
    ...(subtitle === undefined ? {} : { subtitle: sentence(subtitle) }),
    label: cleanText(answer.label),
    figures: answer.figures.map(cleanFigure),
    ...(table ? { table: cleanTable(table) } : {}),
    ...(chart ? { chart: cleanChart(chart) } : {}),
    ...(details
      ? {
          details: details.map(({ title, text }) => ({ title: cleanText(title), text: cleanLines(text) })),
        }
      : {}),
    ...(parts ? { parts: parts.map(cleanPart) } : {}),
    notes: answer.notes.map(sentence),
    computed_from: {
      ...from,
      ...(from.files
        ? { files: from.files.map((file) => ({ ...file, original_name: cleanText(file.original_name) })) }
        : {}),
    },
  };
}

function cleanPart(part: Part): Part {
  const { subtitle, text, table, chart } = part;
  return {
    ...part,
    title: cleanText(part.title),
    ...(subtitle === undefined ? {} : { subtitle: sentence(subtitle) }),
    ...(text === undefined ? {} : { text: cleanLines(text) }),
    figures: part.figures.map(cleanFigure),
    ...(table ? { table: cleanTable(table) } : {}),
    ...(chart ? { chart: cleanChart(chart) } : {}),
    notes: part.notes.map(sentence),
  };
}

const sentence = (text: string): string => cleanText(text, SENTENCE);
const cell = (value: Value): Value => (typeof value === 'string' ? cleanText(value) : value);

const cleanFigure = (figure: Figure): Figure => ({
  ...figure,
  key: cleanText(figure.key),
  label: cleanText(figure.label),
  value: cell(figure.value),
  ...(figure.note === undefined ? {} : { note: sentence(figure.note) }),
});

const cleanTable = (table: Table): Table => ({ ...table, rows: table.rows.map((row) => row.map(cell)) });

const cleanChart = (chart: Chart): Chart => ({
  ...chart,
  title: cleanText(chart.title),
  subtitle: sentence(chart.subtitle),
  labels: chart.labels.map((label) => cleanText(label)),
  series: chart.series.map((series) => ({ ...series, name: cleanText(series.name) })),
  ...(chart.marks ? { marks: chart.marks.map(({ at, text }) => ({ at, text: sentence(text) })) } : {}),
});

/** Line by line, with the indentation of each. */
const cleanLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${cleanText(line, SENTENCE)}`)
    .join('\n');
