import type { Theme } from '../../core/label.ts';
import type { Format } from '../kit/answer.ts';
import { EDGE, faded, LABEL, type Scales, textAxis, WIDTH } from './chart-frame.ts';
import { yTickLabels, yTicks } from './chart-ticks.ts';
import { textWidth } from './fonts.ts';

/** A scale that leaves out zero may be used where the values lie close together: above this part of the largest. */
const CLOSE = 0.7;

/**
 * The value axis: a numeric scale that is not seen, and an axis of texts with the grid, whose ends lie on the same ticks. So every
 * text is made by our one format function, and none by a callback. `plotWidth`: about the
 * pixels left for the chart.
 */
export function valueAxis(
  values: readonly (number | null)[],
  format: Format,
  theme: Theme,
  options: { fromZero: boolean; stacked?: boolean },
): { min: number; max: number; plotWidth: number; scales: Scales } {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const close = !options.fromZero && low !== high && low > 0 && low / high > CLOSE;
  const whole = format === 'count' || format === 'compact' || format === 'days';
  const ticks = yTicks(close ? low : Math.min(low, 0), Math.max(high, 0), whole);
  const min = ticks[0] as number;
  const max = ticks.at(-1) as number;
  const labels = yTickLabels(ticks, format);
  const topDown = [...ticks].reverse();
  const line = faded(theme.border, 0.6);
  return {
    min,
    max,
    plotWidth: WIDTH - 2 * EDGE - 12 - Math.max(...labels.map((label) => textWidth(label, LABEL))),
    scales: {
      // Not displayed, so that Chart.js does not count it among the axes that share half the width.
      y: {
        axis: 'y',
        type: 'linear',
        display: false,
        min,
        max,
        stacked: options.stacked ?? false,
      },
      values: {
        ...textAxis('y', 'left', [...labels].reverse(), { colour: theme.muted }),
        grid: {
          drawTicks: false,
          // The zero line is the one that carries meaning.
          color: topDown.map((tick) => (tick === 0 ? theme.muted : line)),
          lineWidth: topDown.map((tick) => (tick === 0 ? 3 : 2)),
        },
      },
    },
  };
}
