import type { Theme } from '../../core/label.ts';
import type { Chart, Format } from '../kit/answer.ts';
import { faded, font, frame, LABEL, type PlainConfig, textAxis } from './chart-frame.ts';
import { cut, drawable, textWidth } from './fonts.ts';
import { formatDelta, formatShort, formatValue, NOT_KNOWN } from './format.ts';

const MOST_BARS = 10;
const FEWEST_ROWS = 6;
/** About the width of the bars: the columns of values and changes take the rest. */
const NAME_WIDTH = 740;
/** Chart.js gives each of three axes at a side a sixth of the width. */
const VALUE_WIDTH = 170;

/** Each name above its bar, so that long titles are read in full; values and changes in columns; no axis. The first series is drawn, in the order it comes. */
export function rankingConfig(chart: Chart, theme: Theme, demo: boolean): PlainConfig {
  // A short list keeps its rows together at the top.
  const rows = Math.min(Math.max(chart.labels.length, FEWEST_ROWS), MOST_BARS);
  const names = Array.from({ length: rows }, (_, index) => drawable(chart.labels[index] ?? ''));
  const values = names.map((_, index) =>
    index < chart.labels.length ? (chart.series[0]?.values[index] ?? null) : null,
  );
  const partial = chart.series[0]?.partial ?? [];
  const colour = theme.series[0] ?? theme.text;
  const changes = chart.changes && names.map((_, index) => sayChange(chart.changes?.[index] ?? null, theme));
  const barHeight = names.length > 8 ? 18 : 26;
  const known = values.filter((value) => value !== null);
  return {
    type: 'bar',
    data: {
      labels: names,
      datasets: [
        {
          label: drawable(chart.series[0]?.name ?? ''),
          data: values,
          xAxisID: 'size',
          backgroundColor: values.map((value, index) => {
            if (names[index]?.startsWith('Other (')) return theme.muted;
            const shade = (value ?? 0) < 0 ? theme.bad : colour;
            return faded(shade, partial.includes(index) ? 0.4 : index === 0 ? 1 : 0.75);
          }),
          borderRadius: 6,
          barThickness: barHeight,
        },
      ],
    },
    options: {
      ...frame(chart, theme, {
        demo,
        notes: [
          chart.labels.length > MOST_BARS ? `first ${MOST_BARS} of ${chart.labels.length}` : '',
          partial.some((index) => index < MOST_BARS) ? '* incomplete' : '',
        ],
        legend: false,
        scales: {
          y: textAxis(
            'y',
            'left',
            names.map((name) => cut(name, LABEL, NAME_WIDTH + (changes ? 0 : VALUE_WIDTH))),
            { colour: theme.text, slots: true, above: barHeight / 2 + 20 },
          ),
          // Room for the name of the first bar.
          spacer: {
            axis: 'x',
            type: 'category',
            position: 'top',
            labels: [''],
            ticks: { display: false },
            grid: { display: false, drawTicks: false },
            border: { display: false },
            title: { display: true, text: ' ', font: font(20) },
          },
          size: {
            axis: 'x',
            type: 'linear',
            display: false,
            min: Math.min(0, ...known),
            max: Math.max(0, chart.full ?? 0, ...known) || 1,
          },
          values: textAxis(
            'y',
            'right',
            values.map((value, index) =>
              index < chart.labels.length
                ? sayValue(value, chart.format) + (partial.includes(index) ? '*' : '')
                : '',
            ),
            {
              colour: values.map((value) => (value === null ? theme.muted : theme.text)),
              weight: 600,
              slots: true,
              flush: true,
            },
          ),
          ...(changes && {
            changes: textAxis(
              'y',
              'right',
              changes.map(({ text }) => text),
              { colour: changes.map((change) => change.colour), weight: 600, slots: true, flush: true },
            ),
          }),
        },
      }),
      indexAxis: 'y',
    },
  };
}

/** "↑ 12.4 %" in the colour of good, "↓ 3.0 %" of bad. The arrows are those the font has. */
export function sayChange(change: number | null, theme: Theme): { text: string; colour: string } {
  const text = drawable(formatDelta(change)).replace(/ [+-]/, ' ');
  if (text === NOT_KNOWN) return { text: '', colour: theme.muted };
  return { text, colour: text.startsWith('↑') ? theme.good : text.startsWith('↓') ? theme.bad : theme.muted };
}

/** In full while it fits its column. */
function sayValue(value: number | null, format: Format): string {
  const full = formatValue(value, format);
  return textWidth(full, LABEL) > VALUE_WIDTH ? formatShort(value, format) : full;
}
