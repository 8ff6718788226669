import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import { lineConfig, spreadSlots } from './chart-line.ts';
import { ahead } from './chart-samples.testing.ts';

describe('a forecast with its band', () => {
  const theme = labelSchema.shape.theme.parse({});
  interface Drawn {
    data: (number | null)[];
    fill?: unknown;
    borderDash?: number[];
    pointRadius: number[];
    rotation: number[];
  }
  const datasets = lineConfig(ahead, theme, false).data.datasets as unknown as Drawn[];
  const [marks, past, next, low, high] = datasets;

  it('has the band below all lines, filled between its two edges', () => {
    expect(datasets).toHaveLength(5);
    expect([low?.fill, high?.fill]).toEqual([false, '-1']);
    expect(low?.data).toEqual(ahead.series[0]?.band?.low);
  });

  it('is a line to the last known value, and a dashed one from there', () => {
    expect(past?.data.findLastIndex((value) => value !== null)).toBe(41);
    expect(next?.data.findIndex((value) => value !== null)).toBe(41);
    expect(next).toMatchObject({ borderDash: [12, 10] });
    expect(past?.data[8]).toBeNull();
  });

  it('marks what stands out, upwards above the band and downwards below it', () => {
    expect(marks?.pointRadius.flatMap((size, at) => (size > 0 ? [at] : []))).toEqual([20, 30]);
    expect([marks?.rotation[20], marks?.rotation[30]]).toEqual([0, 180]);
  });

  it('keeps the band inside the value axis', () => {
    const scales = lineConfig(ahead, theme, false).options?.scales as Record<string, { max: number }>;
    expect(scales.y?.max).toBeGreaterThanOrEqual(9000);
  });
});

describe('end labels', () => {
  it('stay where they are when there is room', () => {
    expect(spreadSlots([10, 40, 90], 15, 120)).toEqual([10, 40, 90]);
  });

  it('make room for each other, at the lower edge upwards', () => {
    expect(spreadSlots([50, 52, 100], 15, 120)).toEqual([50, 65, 100]);
    expect(spreadSlots([112, 115, 119], 15, 120)).toEqual([90, 105, 120]);
  });

  it('never overlap and never leave the chart', () => {
    const wished = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(wished, fc.integer({ min: 10, max: 24 }), (any, gap) => {
        const slots = spreadSlots(
          [...any].sort((a, b) => a - b),
          gap,
          120,
        );
        for (const [index, slot] of slots.entries()) {
          expect(slot).toBeGreaterThanOrEqual(0);
          expect(slot).toBeLessThanOrEqual(120);
          if (index > 0) expect(slot - (slots[index - 1] as number)).toBeGreaterThanOrEqual(gap);
        }
      }),
    );
  });
});
