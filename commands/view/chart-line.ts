import type { Theme } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { valueAxis } from './chart-axis.ts';
import { faded, frame, LABEL, type PlainConfig, plotHeight, textAxis } from './chart-frame.ts';
import { type Series, seriesOf } from './chart-series.ts';
import { star, xTickLabels } from './chart-ticks.ts';
import { cut, drawable } from './fonts.ts';
import { formatShort } from './format.ts';

// Never colour alone: each line also has its own dashes.
const DASHES = [[], [16, 9], [4, 7], [22, 7, 4, 7], [30, 10], [10, 5, 4, 5, 4, 5]];

/** What is forecast, whatever the line. */
const AHEAD = [12, 10];

/** End labels stand in one of these slots over the height of the chart; they have two lines, this high together. */
const SLOTS = 120;
const TWO_LINES = 70;

/** Chart.js gives each of two axes at a side a quarter of the width: room for a name above its value. */
const END_WIDTH = 250;

/** Lines with their name and newest value at their end; a gap stays a gap, what is not fully reported is faint. */
export function lineConfig(chart: Chart, theme: Theme, demo: boolean): PlainConfig {
  const { series, note } = seriesOf(chart);
  const axis = valueAxis(
    series.flatMap(({ values, band }) => [...values, ...(band?.low ?? []), ...(band?.high ?? [])]),
    chart.format,
    theme,
    { fromZero: false },
  );
  const colours = series.map((_, index) => theme.series[index % theme.series.length] ?? theme.text);
  const partial = new Set(series.flatMap((one) => one.partial));
  const ends = endsOf(series, colours);
  const starred = partial.size > 0 || ends.some((end) => end.partial);
  const notes = [note ?? '', starred ? '* incomplete' : ''];
  const gap = Math.ceil((TWO_LINES * SLOTS) / plotHeight(chart, { demo, notes }));
  return {
    type: 'line',
    data: {
      labels: chart.labels.map(drawable),
      // What comes first lies on top.
      datasets: [
        ...(chart.marks?.length && series[0] ? [dots(chart.marks, series[0], theme)] : []),
        ...series.flatMap((one, index) => lines(one, colours[index] ?? theme.text, DASHES[index] ?? [])),
        ...series.flatMap((one, index) => bandOf(one, colours[index] ?? theme.text)),
      ],
    },
    options: frame(chart, theme, {
      demo,
      notes,
      legend: false,
      scales: {
        x: textAxis('x', 'bottom', star(xTickLabels(chart.labels.map(drawable), false), partial), {
          colour: theme.muted,
          slots: chart.labels.length === 1,
        }),
        ...axis.scales,
        ends: endLabels(ends, chart.format, axis, gap),
      },
    }),
  };
}

function lines(one: Series, colour: string, dash: number[]): PlainConfig['data']['datasets'] {
  const partial = new Set(one.partial);
  const { ahead = one.values.length } = one;
  const full = one.values.map((value, index) => (partial.has(index) || index >= ahead ? null : value));
  // Begins at the last value that is known, so that the line does not break there.
  const forecast = one.values.map((value, index) => (index < ahead - 1 ? null : value));
  // The faint part begins at the last full value before it, so that the line does not break there.
  const faint = one.values.map((value, index) =>
    partial.has(index) || partial.has(index - 1) || partial.has(index + 1) ? value : null,
  );
  const style = {
    spanGaps: false,
    tension: 0,
    borderWidth: one.values.length > 60 ? 4 : 5,
    borderDash: dash,
    yAxisID: 'y',
    clip: 12,
  };
  const dataset = (values: (number | null)[], shade: string, end: number) => ({
    ...style,
    label: drawable(one.name),
    data: values,
    borderColor: shade,
    backgroundColor: shade,
    pointRadius: radii(values, end),
    pointBorderWidth: 0,
  });
  const end = one.values.findLastIndex((value) => value !== null);
  return [
    dataset(full, colour, end),
    ...(ahead < one.values.length ? [{ ...dataset(forecast, colour, end), borderDash: AHEAD }] : []),
    ...(faint.some((value) => value !== null) && partial.size > 0
      ? [dataset(faint, faded(colour, 0.4), end)]
      : []),
  ];
}

/**
 * The marked points of the first line, over the line itself: dots, or where it has a band, triangles at what lies outside it, upwards
 * above and downwards below.
 */
function dots(
  marks: NonNullable<Chart['marks']>,
  { values, band }: Series,
  theme: Theme,
): PlainConfig['data']['datasets'][number] {
  const marked = new Set(marks.map(({ at }) => at));
  const below = values.map((value, index) => value !== null && value < (band?.low[index] ?? value));
  return {
    label: 'marks',
    data: values.map((value, index) => (marked.has(index) ? value : null)),
    showLine: false,
    ...(band ? { pointStyle: 'triangle', rotation: below.map((is) => (is ? 180 : 0)) } : {}),
    pointRadius: values.map((_, index) => (marked.has(index) ? (band ? 15 : 11) : 0)),
    pointBorderWidth: 0,
    borderColor: band ? theme.bad : theme.text,
    backgroundColor: band ? theme.bad : theme.text,
    yAxisID: 'y',
    clip: band ? 20 : 12,
  };
}

/** The expected range as a surface between two lines that are not drawn. */
function bandOf({ name, band }: Series, colour: string): PlainConfig['data']['datasets'] {
  if (!band) return [];
  const edge = (data: (number | null)[], fill: false | '-1') => ({
    label: drawable(name),
    data,
    fill,
    yAxisID: 'y',
    clip: 12,
    spanGaps: false,
    tension: 0,
    borderWidth: 0,
    pointRadius: 0,
    borderColor: faded(colour, 0),
    backgroundColor: faded(colour, 0.22),
  });
  return [edge(band.low, false), edge(band.high, '-1')];
}

/** A dot at the end, and one wherever a value stands alone between gaps: a line of one point is not visible. */
const radii = (values: readonly (number | null)[], end: number): number[] =>
  values.map((value, index) => {
    if (value === null) return 0;
    if (index === end) return 9;
    return (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? 6 : 0;
  });

interface End {
  name: string;
  value: number;
  /** Not fully reported, or not up to the end of the chart. */
  partial: boolean;
  colour: string;
}

/** The newest known value of each line, from the highest. */
function endsOf(series: readonly Series[], colours: readonly string[]): End[] {
  return series
    .flatMap(({ name, values, partial, ahead }, index): End[] => {
      const at = values.findLastIndex((value) => value !== null);
      const value = values[at] ?? null;
      const incomplete = partial.includes(at) || at < values.length - 1;
      const said = ahead !== undefined && at >= ahead ? 'Forecast' : name;
      return value === null
        ? []
        : [{ name: said, value, partial: incomplete, colour: colours[index] as string }];
    })
    .sort((a, b) => b.value - a.value);
}

function endLabels(
  ends: readonly End[],
  format: Chart['format'],
  axis: { min: number; max: number },
  gap: number,
) {
  const wished = ends.map(({ value }) => Math.round(((axis.max - value) / (axis.max - axis.min)) * SLOTS));
  const slots = spreadSlots(wished, gap, SLOTS);
  const labels: (string | string[])[] = Array.from({ length: SLOTS + 1 }, () => '');
  const colour = Array.from({ length: SLOTS + 1 }, () => '#000000');
  for (const [index, end] of ends.entries()) {
    const slot = slots[index] as number;
    const value = formatShort(end.value, format);
    labels[slot] = [cut(drawable(end.name), LABEL, END_WIDTH), `${value}${end.partial ? '*' : ''}`];
    colour[slot] = end.colour;
  }
  return textAxis('y', 'right', labels, { colour, weight: 600 });
}

/** Wished slots, ascending -> slots at least `gap` apart and at most `last`, each near to its wish. */
export function spreadSlots(wished: readonly number[], gap: number, last: number): number[] {
  const slots = [...wished];
  for (let index = 1; index < slots.length; index += 1)
    slots[index] = Math.max(slots[index] as number, (slots[index - 1] as number) + gap);
  let limit = last;
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    slots[index] = Math.min(slots[index] as number, limit);
    limit = (slots[index] as number) - gap;
  }
  return slots;
}
