import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { star, xTickLabels, yTickLabels, yTicks } from './chart-ticks.ts';

describe('yTicks', () => {
  it('are round and enclose the values', () => {
    expect(yTicks(0, 9650, true)).toEqual([0, 2000, 4000, 6000, 8000, 10000]);
    expect(yTicks(-179, 884, false)).toEqual([-300, 0, 300, 600, 900]);
    expect(yTicks(0, 0.0061, false)).toEqual([0, 0.002, 0.004, 0.006, 0.008]);
    expect(yTicks(20_650, 20_920, true)).toEqual([20_600, 20_700, 20_800, 20_900, 21_000]);
  });

  it('of one value reach to 0, and count in whole steps', () => {
    expect(yTicks(3, 3, true)).toEqual([0, 1, 2, 3]);
    expect(yTicks(0, 0, true)).toEqual([0, 1]);
    expect(yTicks(-5, -5, false)).toEqual([-5, -4, -3, -2, -1, 0]);
  });

  it('are at most 6, ascending, and enclose whatever comes', () => {
    const number = fc
      .double({ min: -1e12, max: 1e12, noNaN: true })
      .filter((n) => n === 0 || Math.abs(n) > 1e-9);
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const ticks = yTicks(min, max, false);
        const slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks).toEqual([...ticks].sort((one, two) => one - two));
        expect(ticks[0]).toBeLessThanOrEqual(min + slack);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max - slack);
      }),
    );
  });
});

describe('yTickLabels', () => {
  it('are compact only where that is exact', () => {
    expect(yTickLabels([0, 2000, 4000], 'count')).toEqual(['0', '2k', '4k']);
    expect(yTickLabels([20_600, 20_700, 21_000], 'count')).toEqual(['20.6k', '20.7k', '21k']);
    expect(yTickLabels([20_650, 20_655], 'count')).toEqual(['20,650', '20,655']);
    expect(yTickLabels([-4_000_000, 0, 4_000_000], 'money')).toEqual(['-4M', '0', '4M']);
  });

  it('leave out the zero decimals that all have in common', () => {
    expect(yTickLabels([-300, 0, 300], 'money')).toEqual(['-300', '0', '300']);
    expect(yTickLabels([0, 0.5, 1], 'money')).toEqual(['0.0', '0.5', '1.0']);
    expect(yTickLabels([0, 0.002, 0.004], 'money6')).toEqual(['0.000', '0.002', '0.004']);
    expect(yTickLabels([0, 0.1, 0.2], 'percent')).toEqual(['0 %', '10 %', '20 %']);
  });

  it('tell neighbours apart where the format alone would not', () => {
    expect(yTickLabels([0, 0.001, 0.002], 'ratio')).toEqual(['0.000', '0.001', '0.002']);
  });
});

describe('xTickLabels', () => {
  const drawn = (labels: (string | string[])[]) => labels.filter((label) => label !== '');

  it('are 5 of many days, evenly spread, from the first to the newest', () => {
    const days = Array.from({ length: 9 }, (_, index) => `2026-11-0${index + 1}`);
    expect(xTickLabels(days, false)).toEqual(['Nov 1', '', 'Nov 3', '', 'Nov 5', '', 'Nov 7', '', 'Nov 9']);
  });

  it('of a few days are all, or each second or third back from the newest: never two neighbours and a gap', () => {
    const days = (count: number) =>
      Array.from({ length: count }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`);
    const shown = (count: number) =>
      xTickLabels(days(count), false).flatMap((label, at) => (label === '' ? [] : [at]));
    expect(shown(5)).toEqual([0, 1, 2, 3, 4]);
    expect(shown(6)).toEqual([1, 3, 5]);
    expect(shown(7)).toEqual([0, 2, 4, 6]);
    expect(shown(12)).toEqual([2, 5, 8, 11]);
    expect(shown(1)).toEqual([0]);
  });

  it('of bars keep every month of a year, and tell the year where it begins', () => {
    const labels = xTickLabels(['2025-11', '2025-12', '2026-01', '2026-02'], true);
    expect(labels).toEqual([['Nov', '2025'], 'Dec', ['Jan', '2026'], 'Feb']);
    expect(
      drawn(
        xTickLabels(
          Array.from({ length: 13 }, (_, index) => `week ${index}`),
          true,
        ),
      ),
    ).toHaveLength(5);
  });

  it('are starred where the point is not fully reported', () => {
    expect(star(['Oct', '', ['Nov', '2026']], new Set([1, 2]))).toEqual(['Oct', '', ['Nov*', '2026']]);
  });
});
