import type { Theme } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { valueAxis } from './chart-axis.ts';
import { faded, frame, type PlainConfig, textAxis } from './chart-frame.ts';
import { incomplete, type Series, seriesOf } from './chart-series.ts';
import { star, xTickLabels } from './chart-ticks.ts';
import { drawable } from './fonts.ts';

/** Bands on top of each other, largest at the bottom; days on which a band is missing or partial lie under a veil. */
export function areaConfig(chart: Chart, theme: Theme, demo: boolean): PlainConfig {
  const { series, note } = seriesOf(chart);
  const totals = chart.labels.map((_, index) =>
    series.reduce<number | null>((total, { values }) => {
      const value = values[index] ?? null;
      return value === null ? total : (total ?? 0) + value;
    }, null),
  );
  const axis = valueAxis(totals, chart.format, theme, { fromZero: true, stacked: true });
  const faint = new Set(incomplete(series));
  return {
    type: 'line',
    data: {
      labels: chart.labels.map(drawable),
      datasets: series.map((one, index) => band(one, index, theme)),
    },
    options: frame(chart, theme, {
      demo,
      notes: [note ?? '', faint.size > 0 ? 'faint: incomplete' : ''],
      legend: series.length > 1,
      scales: {
        x: textAxis('x', 'bottom', star(xTickLabels(chart.labels.map(drawable), false), faint), {
          colour: theme.muted,
          slots: chart.labels.length === 1,
        }),
        ...axis.scales,
        ...(faint.size > 0 && { veil: veil(chart.labels.length, faint, theme, axis.plotWidth) }),
      },
    }),
  };
}

function band(one: Series, index: number, theme: Theme) {
  const colour = one.name.startsWith('Other (')
    ? theme.muted
    : (theme.series[index % theme.series.length] ?? theme.text);
  const alone = one.values.map(
    (value, at) =>
      value !== null && (one.values[at - 1] ?? null) === null && (one.values[at + 1] ?? null) === null,
  );
  return {
    label: drawable(one.name),
    data: one.values,
    yAxisID: 'y',
    stack: 'bands',
    xAxisID: 'x',
    fill: index === 0 ? 'origin' : '-1',
    backgroundColor: faded(colour, 0.72),
    borderColor: colour,
    borderWidth: 2,
    pointRadius: alone.map((is) => (is ? 6 : 0)),
    pointStyle: 'rectRounded',
    spanGaps: false,
    tension: 0,
  };
}

/**
 * Broad grid lines in the colour of the background, over the bands: one over each run of days. Its axis has a place between
 * every two days, so that a run of any length has a middle. (A dataset would do it too, and stand in the legend.)
 */
function veil(length: number, faint: ReadonlySet<number>, theme: Theme, plotWidth: number) {
  const places = Math.max(2 * length - 1, 1);
  const day = plotWidth / Math.max(length - 1, 1);
  const widths = Array.from({ length: places }, () => 0);
  let from = 0;
  for (let index = 0; index < length; index += 1) {
    if (!faint.has(index)) continue;
    if (!faint.has(index - 1)) from = index;
    if (!faint.has(index + 1)) widths[from + index] = day * (index - from + 1);
  }
  return {
    axis: 'x',
    type: 'category',
    position: 'top',
    labels: widths.map(() => ''),
    offset: length === 1,
    border: { display: false },
    ticks: { display: false, autoSkip: false },
    grid: {
      z: 1,
      drawTicks: false,
      color: widths.map((width) => faded(theme.background, width > 0 ? 0.6 : 0)),
      lineWidth: widths,
    },
  };
}
