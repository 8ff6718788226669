import { daysBetween, isDay, isMonth } from '../../core/days.ts';
import type { Answer, Chart, Figure } from '../kit/answer.ts';
import { cleanText } from '../kit/clean-text.ts';
import { incomplete, isAdditive } from './chart-series.ts';
import { formatChange, formatDelta, formatValue } from './format.ts';
import { mainChart } from './main-chart.ts';

/** What chat services accept. */
export const ALT_LIMIT = 1024;

/**
 * What the picture of an answer shows, in words and from the same data: what, range, total or newest value, lowest and
 * highest with their dates, change, gaps. At most 1024 characters; what does not fit is counted at the end.
 */
export function altText(answer: Answer): string {
  const chart = mainChart(answer);
  const head = [
    answer.demo ? 'Demo data, not the numbers of a real label.' : '',
    sentence(chart?.title ?? answer.title),
    sentence(chart?.subtitle ?? answer.subtitle ?? ''),
  ];
  if (!chart || chart.kind === 'board')
    return joined([...head, 'A board of figures.'], answer.figures.map(sayFigure), 'figures');
  const known = chart.series.some(({ values }) => values.some((value) => value !== null));
  if (!known) return joined([...head, 'Not known: nothing is reported for this period.'], [], '');
  if (chart.kind === 'ranking') return joined([...head, 'A ranking.'], sayRanking(chart), 'entries');
  return joined(
    [...head, sayRange(chart)],
    [...chart.series.map((one) => saySeries(chart, one)), ...sayMarks(chart)],
    chart.marks?.length ? 'series or marks' : 'series',
  );
}

/** Whole sentences while they fit. */
function joined(head: string[], parts: string[], noun: string): string {
  let text = cleanText(head.filter(Boolean).join(' '), ALT_LIMIT - 200);
  for (const [index, part] of parts.entries()) {
    const left = parts.length - index;
    const rest = ` And ${left} more ${noun}.`;
    const next = `${text} ${cleanText(part, 300)}`;
    const reserve = left === 1 ? 0 : rest.length;
    if (next.length + reserve > ALT_LIMIT) return text + rest;
    text = next;
  }
  return text;
}

const KINDS = { line: 'Line chart', area: 'Stacked area chart', bar: 'Bar chart' } as const;

function sayRange(chart: Chart): string {
  const kind = KINDS[chart.kind as keyof typeof KINDS];
  const [first, last] = [chart.labels[0], chart.labels.at(-1)];
  return `${kind}, ${first === last ? first : `${first} to ${last}`}, ${chart.series.length} series.`;
}

const sayMarks = ({ marks = [], labels }: Chart): string[] =>
  marks.map(({ at, text }) => `Marked ${labels[at] ?? ''}: ${text}.`);

function saySeries(chart: Chart, one: Chart['series'][number]): string {
  const say = (value: number) => formatValue(value, chart.format, chart.unit);
  const day = (index: number) => chart.labels[index] ?? '';
  const extreme = (which: string, at: { value: number; index: number }) =>
    `${which} ${say(at.value)} (${day(at.index)})`;
  const { ahead = chart.labels.length, band } = one;
  const points = chart.labels.slice(0, ahead).flatMap((_, index) => {
    const value = one.values[index] ?? null;
    return value === null ? [] : [{ value, index }];
  });
  const last = points.at(-1);
  if (!last) return `${one.name}: not known.`;
  // What is not fully reported is no lowest value, and no end to compare with.
  const full = points.filter(({ index }) => !one.partial?.includes(index));
  const [first, end] = [full[0], full.at(-1)];
  const total = points.reduce((sum, { value }) => sum + value, 0);
  const partial = (one.partial ?? []).length;
  const past = one.values.slice(0, ahead);
  const missing = incomplete([{ name: one.name, values: past, partial: [] }]).length;
  const final = chart.labels.length - 1;
  const range = (index: number) => sayBand(band, index, say);
  const facts = [
    isAdditive(chart) ? `total ${say(total)}` : `${say(last.value)} on ${day(last.index)}`,
    ...(first && end && first !== end
      ? [
          extreme(
            'lowest',
            full.reduce((a, b) => (b.value < a.value ? b : a)),
          ),
          extreme(
            'highest',
            full.reduce((a, b) => (b.value > a.value ? b : a)),
          ),
          first.value > 0 ? `first to last ${sayDelta(end.value / first.value - 1)}` : '',
        ]
      : []),
    missing > 0 ? `${missing} of ${past.length} ${noun(chart)} not reported` : '',
    partial > 0 ? `${partial} not fully reported` : '',
    ahead <= final ? `forecast ${say(one.values[final] ?? 0)} on ${day(final)}${range(final)}` : '',
  ];
  return `${one.name}: ${facts.filter(Boolean).join(', ')}.`;
}

/** " (expected 900 to 1,200)", where a range is known. */
function sayBand(
  band: Chart['series'][number]['band'],
  index: number,
  say: (value: number) => string,
): string {
  const [low, high] = [band?.low[index] ?? null, band?.high[index] ?? null];
  return low === null || high === null ? '' : ` (expected ${say(low)} to ${say(high)})`;
}

/** What one label of the x axis stands for. */
function noun({ labels: [first = '', second] }: Chart): string {
  if (isMonth(first)) return 'months';
  const step = isDay(first) && second && isDay(second) ? daysBetween(first, second) : 1;
  if (!isDay(first) || (step !== 1 && step !== 7)) return 'periods';
  return step === 1 ? 'days' : 'weeks';
}

function sayRanking(chart: Chart): string[] {
  return chart.labels.map((label, index) => {
    const value = formatValue(chart.series[0]?.values[index] ?? null, chart.format, chart.unit);
    const change = chart.changes?.[index] ?? null;
    return `${index + 1}. ${label}: ${value}${change === null ? '' : ` (${sayDelta(change)})`}.`;
  });
}

function sayFigure(figure: Figure): string {
  const value = formatValue(figure.value, figure.format, figure.unit);
  const change = figure.value === null ? '' : spoken(formatChange(figure));
  const marks = [change, figure.stale ? 'late' : '', figure.partial ? 'not complete' : ''].filter(Boolean);
  return `${figure.label}: ${value}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}.`;
}

/** A screen reader says "up", not the name of a triangle. */
export const spoken = (text: string): string =>
  text
    .replace('▲ +', 'up ')
    .replace('▼ -', 'down ')
    .replace(/^= .*?%/, 'unchanged');
export const sayDelta = (change: number): string => spoken(formatDelta(change));

const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
