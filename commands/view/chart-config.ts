import type { Theme } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { areaConfig } from './chart-area.ts';
import { barConfig } from './chart-bar.ts';
import { frame, type PlainConfig } from './chart-frame.ts';
import { lineConfig } from './chart-line.ts';
import { rankingConfig } from './chart-ranking.ts';

/**
 * A chart as the configuration Chart.js 4 draws: plain data without functions or plugins, so that this machine and a
 * QuickChart server make the same picture of it. Nulls are gaps, never 0.
 * @throws Error for a board, which no chart library draws: see board.ts.
 */
export function chartConfig(chart: Chart, theme: Theme, options: { demo: boolean }): PlainConfig {
  if (!chart.series.some(({ values }) => values.some((value) => value !== null)))
    return emptyConfig(chart, theme, options.demo);
  switch (chart.kind) {
    case 'line':
      return lineConfig(chart, theme, options.demo);
    case 'area':
      return areaConfig(chart, theme, options.demo);
    case 'bar':
      return barConfig(chart, theme, options.demo);
    case 'ranking':
      return rankingConfig(chart, theme, options.demo);
    case 'board':
      throw new Error('A board is drawn by board.ts; it has no chart configuration.');
  }
}

/** Nothing known: the sentence stands where the chart would, so that an empty picture is not read as zero. */
const emptyConfig = (chart: Chart, theme: Theme, demo: boolean): PlainConfig => ({
  type: 'line',
  data: { labels: [], datasets: [] },
  options: frame(chart, theme, {
    demo,
    notes: [],
    legend: false,
    scales: {
      x: {
        axis: 'x',
        type: 'category',
        position: 'center',
        labels: ['Not known: nothing is reported for this period.'],
        offset: true,
        grid: { display: false },
        border: { display: false },
        ticks: { color: theme.muted, font: { family: 'Inter', size: 34, weight: 600 } },
      },
      y: { axis: 'y', type: 'linear', display: false, min: 0, max: 1 },
    },
  }),
});
