import type { ChartConfiguration, ChartOptions, ScaleOptionsByType } from 'chart.js';
import type { Theme } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { drawable, FAMILY, wrap } from './fonts.ts';

/** Plain data: no function anywhere, so it draws the same here and on a QuickChart server, which knows no plugins of ours. */
export type PlainConfig = ChartConfiguration<'bar' | 'line', (number | null)[], string>;
export type Scales = Record<string, unknown>;

/** Layout pixels of every chart; sizes are chosen to be readable when a phone shows it 400 pixels wide. */
export const WIDTH = 1200;
export const HEIGHT = 800;
export const LABEL = 28;
const TITLE = 46;
const SUBTITLE = 29;
/** Weight 400 runs narrower than the 600 that widths are estimated for. */
const THINNER = 1.03;
export const EDGE = 40;

export const DEMO_TEXT = 'DEMO DATA · generated, not the numbers of a real label';

export const font = (size: number, weight: 400 | 600 | 700 = 400) => ({ family: FAMILY, size, weight });

/** A colour of the theme at an opacity from 0 to 1. */
export const faded = (colour: string, opacity: number): string =>
  `${colour}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;

interface FrameOptions {
  demo: boolean;
  notes: string[];
  legend: boolean;
  scales: Scales;
}

/** What all kinds share: title, subtitle with its notes, legend, margins, the demo ribbon. */
export function frame(chart: Chart, theme: Theme, options: FrameOptions): ChartOptions<'bar' | 'line'> {
  const { title, subtitle } = heading(chart, options.notes);
  return {
    responsive: false,
    animation: false,
    layout: { padding: { left: EDGE, right: EDGE, top: 30, bottom: 26 } },
    plugins: {
      title: {
        display: true,
        align: 'start',
        text: title,
        color: theme.text,
        font: font(TITLE, 700),
        padding: { top: 0, bottom: 4 },
      },
      subtitle: {
        display: subtitle.length > 0,
        align: 'start',
        text: subtitle,
        color: theme.muted,
        font: font(SUBTITLE),
        padding: { top: 0, bottom: 22 },
      },
      legend: {
        display: options.legend,
        position: 'bottom',
        align: 'start',
        labels: {
          color: theme.text,
          font: font(LABEL),
          usePointStyle: true,
          pointStyle: 'rectRounded',
          boxWidth: 22,
          boxHeight: 22,
          padding: 22,
        },
      },
      tooltip: { enabled: false },
    },
    scales: { ...options.scales, ...(options.demo ? { demo: ribbon(theme) } : {}) } as NonNullable<
      ChartOptions<'bar' | 'line'>['scales']
    >,
  };
}

function heading(chart: Chart, notes: string[]): { title: string[]; subtitle: string[] } {
  const width = WIDTH - 2 * EDGE;
  // A note is not broken over two lines.
  const whole = notes.filter(Boolean).map((note) => drawable(note).replaceAll(' ', '\u00a0'));
  const subtitle = [drawable(sayUnit(chart)), ...whole].filter(Boolean).join(' · ');
  return {
    title: wrap(drawable(chart.title), TITLE, width, 2),
    subtitle:
      subtitle === ''
        ? []
        : wrap(subtitle, SUBTITLE, width * THINNER, 3).map((line) => line.replace(/ ·$/, '')),
  };
}

/** About the pixels from the lowest to the highest value of a chart without legend. */
export function plotHeight(chart: Chart, options: { demo: boolean; notes: string[] }): number {
  const { title, subtitle } = heading(chart, options.notes);
  return HEIGHT - 170 - 55 * title.length - 35 * subtitle.length - (options.demo ? 42 : 0);
}

/** The subtitle, with the unit where it does not tell it. */
function sayUnit({ subtitle, unit }: Chart): string {
  const told = unit === '' || unit === '%' || subtitle.toLowerCase().includes(unit.toLowerCase());
  return told ? subtitle : [unit, subtitle].filter(Boolean).join(' · ');
}

/** An axis without ticks whose title is the mark: the one way to a ribbon that every Chart.js draws. */
const ribbon = (theme: Theme) => ({
  axis: 'x',
  type: 'category',
  position: 'top',
  labels: [''],
  backgroundColor: faded(theme.warn, 0.16),
  ticks: { display: false },
  grid: { display: false, drawTicks: false },
  border: { display: false },
  title: {
    display: true,
    text: DEMO_TEXT,
    color: theme.warn,
    font: font(24, 600),
    padding: { top: 6, bottom: 6 },
  },
});

/** An axis that only carries texts: evenly spread over the side it stands on, each with a colour of its own. */
export function textAxis(
  axis: 'x' | 'y',
  position: 'left' | 'right' | 'bottom',
  labels: (string | string[])[],
  style: {
    colour: string | string[];
    weight?: 400 | 600;
    /** Each text in the middle of its slot (bars), rather than slots from end to end (lines). */
    slots?: boolean;
    /** Flush with the edge of the picture rather than with the chart. */
    flush?: boolean;
    /** Inside the chart, this far above the middle of its slot. */
    above?: number;
  },
): Partial<ScaleOptionsByType<'category'>> {
  return {
    axis,
    type: 'category',
    position,
    labels,
    offset: style.slots ?? false,
    grid: { display: false, drawTicks: false },
    border: { display: false },
    ticks: {
      color: style.colour,
      font: font(LABEL, style.weight ?? 400),
      autoSkip: false,
      maxRotation: 0,
      padding: style.above === undefined ? 16 : 0,
      mirror: style.above !== undefined,
      align: style.slots || axis === 'y' ? 'center' : 'inner',
      labelOffset: style.above === undefined ? 0 : -style.above,
      crossAlign: style.flush ? 'far' : 'near',
    },
  } as unknown as Partial<ScaleOptionsByType<'category'>>;
}
