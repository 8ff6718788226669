import { describe, expect, it } from 'vitest';
import { backtest, errorsOf, totalOf } from './backtest.ts';
import { type Forecast, forecast, type Plan } from './forecast.ts';
import { calibrated, intervalAt, widthsOf } from './interval.ts';
import { lot } from './planted.testing.ts';
import { seasonalModel } from './seasonal-model.ts';
import { seasonalNaive, seasonalScale } from './seasonal-naive.ts';

const DAYS: Plan = { season: 7, history: 182, shortest: 56, origins: 10, step: 7, level: 0.8 };
const told = (of: ReturnType<typeof forecast>): Forecast => {
  if (of.state !== 'told') throw new Error(`refused: ${JSON.stringify(of)}`);
  return of;
};

/** Plays of days that grow by `growth` a day, with a weekday shape and noise. */
function days(seed: number, length: number, { growth = 0.001, noise = 0.06 } = {}): number[] {
  const { normal } = lot(seed);
  return Array.from({ length }, (_, at) =>
    Math.round(2000 * Math.exp(growth * at + (at % 7 > 4 ? 0.2 : 0) + noise * normal())),
  );
}

describe('seasonal-naive', () => {
  it('repeats the last season, and looks a season further back for what is missing', () => {
    expect(seasonalNaive([1, 2, 3, 4, 5, 6], 3, 4)).toEqual([4, 5, 6, 4]);
    expect(seasonalNaive([1, 2, 3, 4, null, 6], 3, 3)).toEqual([4, 2, 6]);
    expect(seasonalNaive([null, 2], 2, 2)).toEqual([null, 2]);
    expect(seasonalNaive([1, 2, 9], 1, 2)).toEqual([9, 9]);
  });

  it('its scale is the mean distance to the season before, of pairs that are known', () => {
    // |4-1| and |6-3|; 5 has no partner.
    expect(seasonalScale([1, null, 3, 4, 5, 6], 3)).toBe(3);
    expect(seasonalScale([1, 2], 3)).toBeNull();
  });
});

describe('the backtest', () => {
  it('lets a model know only what came before each origin', () => {
    const seen: number[] = [];
    const trials = backtest(
      (past) => {
        seen.push(past.length);
        return [past.at(-1) ?? null, null];
      },
      [1, 2, 3, 4, 5, null],
      { origins: 2, step: 1, horizon: 2, history: 3 },
    );
    expect(seen).toEqual([3, 3]);
    expect(trials).toEqual([
      { origin: 3, forecast: [3, null], actual: [4, 5] },
      { origin: 4, forecast: [4, null], actual: [5, null] },
    ]);
    // Each is 1 off: 2 of 9; the scale of 4 makes 0.25 of it.
    expect(errorsOf(trials, 4)).toEqual({ mae: 1, wape: 2 / 9, mase: 0.25, values: 2 });
    expect(trials.map(totalOf).map(({ forecast: [said], actual: [came] }) => [said, came])).toEqual([
      [3, 4],
      [4, 5],
    ]);
    expect(errorsOf([{ origin: 1, forecast: [null], actual: [3] }], 1)).toBeNull();
  });
});

describe('the interval', () => {
  const trials = [1, 2, 3, 4, 5].map((off) => ({ origin: off, forecast: [10], actual: [10 + off] }));

  it('is as wide as what the backtest was off: of five, the fifth at four fifths', () => {
    // ceil(6 * 0.8) = 5th of 5.
    expect(widthsOf(trials, 0.8, false, 'origins')).toEqual({ log: false, of: [5] });
    expect(widthsOf(trials, 0.5, false, 'origins')).toEqual({ log: false, of: [3] });
    expect(widthsOf(trials.slice(0, 3), 0.8, false, 'origins')).toBeNull();
    expect(intervalAt(100, { log: false, of: [5] }, 0)).toEqual({ low: 95, high: 105 });
    const { low, high } = intervalAt(100, { log: true, of: [Math.log(2)] }, 0);
    expect([low, high].map(Math.round)).toEqual([50, 200]);
  });

  it('its coverage is measured without the origin itself', () => {
    // Without the one that is 5 off the width is 4, which does not hold it; all others are held.
    expect(calibrated(trials, 0.8, false)).toEqual({ widths: { log: false, of: [5] }, coverage: 0.8 });
    expect(calibrated(trials.slice(0, 4), 0.8, false)).toBeNull();
  });

  it('counts origins where the errors of one hang together, and values where they do not', () => {
    const off = (errors: (origin: number, step: number) => number) =>
      Array.from({ length: 9 }, (_, origin) => ({
        origin,
        forecast: Array<number>(4).fill(100),
        actual: Array.from({ length: 4 }, (_, step) => 100 + errors(origin, step)),
      }));
    // All four of an origin are off by 1 to 9: of 36 values the 30th (37 * 0.8 = 29.6) is 8; without its own origin each
    // has the 26th (33 * 0.8 = 26.4, so 27th) of 32 others; the two furthest are not held: 28 of 36 are, less than 80 %.
    const together = calibrated(
      off((origin) => origin + 1),
      0.8,
      false,
    );
    // Of nine origins the eighth (10 * 0.8) is 8; without its own the 8th of 8 (9 * 0.8 = 7.2).
    expect(together).toEqual({ widths: { log: false, of: [8, 8, 8, 8] }, coverage: 8 / 9 });
    // The same errors, each origin having all sizes: values are counted, and 80 % are held.
    const apart = calibrated(
      off((origin, step) => ((origin + 2 * step) % 9) + 1),
      0.8,
      false,
    );
    expect(apart?.coverage).toBeGreaterThanOrEqual(0.8);
  });

  it('never narrows', () => {
    const narrowing = [1, 2, 3, 4, 5].map((off) => ({
      origin: off,
      forecast: Array<number>(12).fill(10),
      actual: Array.from({ length: 12 }, (_, step) => 10 + (step < 4 ? off : 0)),
    }));
    expect(new Set(widthsOf(narrowing, 0.8, false, 'origins')?.of)).toEqual(new Set([5]));
  });
});

describe('the seasonal model', () => {
  it('goes on with the weekday shape and the growth, over holes too', () => {
    const exact = days(1, 120, { noise: 0 }).map((value, at) => (at % 17 === 0 ? null : value));
    const next = seasonalModel(exact, 7, 14) as number[];
    const true_ = days(1, 134, { noise: 0 }).slice(120);
    for (const [at, value] of next.entries()) expect(value / (true_[at] as number)).toBeCloseTo(1, 1);
    // What is missing at the end is not taken for the past.
    const late = seasonalModel([...exact.slice(0, 118), null, null], 7, 14) as number[];
    expect(
      late.map((value, at) => value / (true_[at] as number)).every((part) => Math.abs(part - 1) < 0.1),
    ).toBe(true);
  });

  it('finds none for a handful of values', () => {
    expect(seasonalModel([1, 2, 3], 1, 2)).toBeNull();
  });
});

describe('a forecast', () => {
  it('has points, a total, errors of both, and what its interval held', () => {
    const made = told(forecast(days(2, 250), 28, DAYS));
    expect(made.by).toBe('model');
    expect(made.points).toHaveLength(28);
    expect(made.origins).toBe(10);
    expect(made.errors.model?.mae).toBeLessThan(made.errors.naive?.mae ?? 0);
    expect(made.errors.model?.values).toBe(280);
    for (const { value, low, high } of made.points) expect(low < value && value < high).toBe(true);
    const sum = made.points.reduce((all, { value }) => all + value, 0);
    expect(made.total.value).toBeCloseTo(sum, 6);
    expect(made.total.low).toBeLessThan(sum);
    // Errors of days cancel out: the total is surer than its days together.
    expect(made.total.high - made.total.low).toBeLessThan(
      made.points.reduce((all, { low, high }) => all + high - low, 0),
    );
  });

  it('takes the season before where that was nearer: a shape that repeats without a fault', () => {
    const repeated = Array.from({ length: 200 }, (_, at) => 100 + ([0, 9, 2, 30, 4, 1, 77][at % 7] ?? 0));
    const made = told(forecast(repeated, 14, DAYS));
    expect(made.by).toBe('naive');
    expect(made.points.slice(0, 7).map(({ value }) => value)).toEqual(repeated.slice(193));
    expect(made.errors.naive?.mae).toBe(0);
  });

  it('refuses a history too short, and says how far it could look', () => {
    // 56 to fit, 4 weeks for the other origins, 28 days: 112.
    expect(forecast(days(3, 111), 28, DAYS)).toEqual({
      state: 'too_short',
      has: 111,
      needs: 112,
      furthest: 27,
    });
    expect(forecast(days(3, 112), 28, DAYS).state).toBe('told');
    expect(forecast(days(3, 60), 7, DAYS)).toMatchObject({ state: 'too_short', furthest: 0 });
    expect(forecast([], 7, DAYS)).toMatchObject({ has: 0, furthest: 0 });
    // Half of the days: too little is known, however long it is.
    const sparse = days(3, 200).map((value, at) => (at % 2 === 0 ? value : null));
    expect(forecast(sparse, 7, DAYS)).toMatchObject({ state: 'too_short', furthest: 0 });
  });

  it('takes a hole for a hole: neither a zero nor an error', () => {
    const holes = days(4, 200).map((value, at) => (at > 120 && at < 130 ? null : value));
    const made = told(forecast(holes, 14, DAYS));
    expect(made.known).toBe(191);
    const whole = told(forecast(days(4, 200), 14, DAYS));
    expect(made.total.value / whole.total.value).toBeCloseTo(1, 1);
  });

  it('of months: smoothing alone while there are under three years', () => {
    const months = Array.from({ length: 18 }, (_, at) => 300 * 1.03 ** at + (at % 2) * 10);
    const made = told(
      forecast(months, 3, { season: 1, history: 60, shortest: 10, origins: 8, step: 1, level: 0.8 }),
    );
    expect(made.points).toHaveLength(3);
    expect(made.by).toBe('model');
    expect((made.points[0]?.value ?? 0) / (300 * 1.03 ** 18)).toBeCloseTo(1, 1);
  });

  it('holds about what it promises on what it has not seen: 80 % of days and of totals, over 20 series', () => {
    let [days_, held, totals] = [0, 0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const all = days(500 + seed, 210, { growth: 0.002 * ((seed % 5) - 2) });
      const made = told(forecast(all.slice(0, 196), 14, DAYS));
      const came = all.slice(196);
      for (const [at, value] of came.entries()) {
        const { low, high } = made.points[at] as { low: number; high: number };
        days_++;
        if (low <= value && value <= high) held++;
      }
      const sum = came.reduce((a, b) => a + b, 0);
      if (made.total.low <= sum && sum <= made.total.high) totals++;
    }
    expect(held / days_).toBeGreaterThan(0.75);
    expect(held / days_).toBeLessThan(0.97);
    expect(totals / 20).toBeGreaterThan(0.65);
  });
});
