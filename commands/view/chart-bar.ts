import type { Theme } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { valueAxis } from './chart-axis.ts';
import { faded, frame, type PlainConfig, textAxis } from './chart-frame.ts';
import { seriesOf } from './chart-series.ts';
import { shortDay, star, xTickLabels } from './chart-ticks.ts';
import { drawable } from './fonts.ts';

/** Bars side by side per period; a period that is not fully reported is faint and starred. */
export function barConfig(chart: Chart, theme: Theme, demo: boolean): PlainConfig {
  const { series, note } = seriesOf(chart);
  const axis = valueAxis(
    series.flatMap(({ values }) => values),
    chart.format,
    theme,
    { fromZero: true },
  );
  const partial = new Set(series.flatMap((one) => one.partial));
  return {
    type: 'bar',
    data: {
      labels: chart.labels.map(drawable),
      datasets: series.map((one, index) => {
        const own = one.name.startsWith('Other (')
          ? theme.muted
          : (theme.series[index % theme.series.length] ?? theme.text);
        return {
          label: drawable(one.name),
          data: one.values,
          yAxisID: 'y',
          backgroundColor: one.values.map((value, at) => {
            // With one series there is no identity to keep: what is below zero may be red.
            const colour = series.length === 1 && (value ?? 0) < 0 ? theme.bad : own;
            return one.partial.includes(at) ? faded(colour, 0.4) : colour;
          }),
          borderRadius: 6,
          barPercentage: 0.88,
          categoryPercentage: 0.76,
          maxBarThickness: 110,
        };
      }),
    },
    options: frame(chart, theme, {
      demo,
      notes: [note ?? '', sayPartial(chart, partial)],
      legend: series.length > 1,
      scales: {
        x: textAxis('x', 'bottom', star(xTickLabels(chart.labels.map(drawable), true), partial), {
          colour: theme.muted,
          slots: true,
        }),
        ...axis.scales,
      },
    }),
  };
}

function sayPartial(chart: Chart, partial: ReadonlySet<number>): string {
  const [only] = partial;
  if (only === undefined) return '';
  const what = partial.size === 1 ? `${shortDay(chart.labels[only] ?? '')} ` : '';
  return `* ${what}incomplete`;
}
