import { describe, expect, it } from 'vitest';
import { liftOf } from './lift.ts';
import { lot } from './planted.testing.ts';

/** 28 days of 100, then as many of `then`. */
const usual = (then: readonly (number | null)[]): (number | null)[] => [
  ...Array<number>(28).fill(100),
  ...then,
];
const from28 = (length: number): boolean[] => Array.from({ length }, (_, at) => at >= 28);

describe('a lift', () => {
  it('is what came less what the days before let expect, with a band', () => {
    const values = usual(Array<number>(7).fill(150));
    const lift = liftOf(values, from28(35), { from: 28, to: 34 });
    // 7 * 150 = 1050 against 7 * 100; nothing drifts, and a count of 100 scatters by a tenth: variance 0.01. The mean of 28 such
    // days is off by 0.01 / 28, that of 7 by 0.01 / 7: together 0.04226; 1.2816 of it is 0.05416.
    expect(lift.actual).toBe(1050);
    expect(lift.expected).toBeCloseTo(700, 6);
    expect(lift.incremental).toBeCloseTo(350, 6);
    expect(lift.low).toBeCloseTo(1050 - 700 * Math.exp(0.05416), 0);
    expect(lift.high).toBeCloseTo(1050 - 700 * Math.exp(-0.05416), 0);
    expect(lift.days).toHaveLength(7);
  });

  it('takes the weekday into account, leaves out what is not known, and keeps to its window', () => {
    const week = (at: number) => (at % 7 === 6 ? 200 : 100);
    const values = Array.from({ length: 42 }, (_, at): number | null => week(at) + (at >= 35 ? 20 : 0));
    values[37] = null;
    const lift = liftOf(
      values,
      values.map((_, at) => at >= 35),
      { from: 35, to: 41 },
    );
    // Six known days, one of them the 200: 5 * 100 + 200 expected, 20 more each.
    expect(lift.expected).toBeCloseTo(700, 6);
    expect(lift.incremental).toBeCloseTo(120, 6);
    expect(
      liftOf(
        values,
        values.map((_, at) => at >= 35),
        { from: 40, to: 41 },
      ).days,
    ).toEqual([40, 41]);
  });

  it('has no baseline without days before, with too few, or too long after', () => {
    const always = liftOf(usual([150]), Array<boolean>(29).fill(true), { from: 28, to: 28 });
    expect(always).toMatchObject({ days: [], unjudged: [28], incremental: 0 });
    const short = Array<number>(25).fill(100);
    expect(
      liftOf(
        short,
        short.map((_, at) => at >= 20),
        { from: 20, to: 24 },
      ).days,
    ).toEqual([]);
    const long = usual(Array<number>(100).fill(100));
    const lift = liftOf(long, from28(128), { from: 28, to: 127 });
    expect([lift.days.length, lift.unjudged.length]).toEqual([90, 10]);
  });

  it('of nothing is told from chance about one time in five, whatever the series does by itself', () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { normal } = lot(9000 + seed);
      let level = Math.log(1500);
      const values = Array.from({ length: 84 }, (_, at) => {
        level += 0.015 * normal();
        return Math.round(Math.exp(level + (at % 7 > 4 ? 0.15 : 0) + 0.05 * normal()));
      });
      const lift = liftOf(
        values,
        values.map((_, at) => at >= 56),
        { from: 56, to: 83 },
      );
      if (lift.low <= 0 && 0 <= lift.high) held++;
    }
    expect(held / 200).toBeGreaterThan(0.7);
    expect(held / 200).toBeLessThan(0.95);
  });
});
