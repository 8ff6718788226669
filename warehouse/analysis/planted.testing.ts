/** Made-up daily series for the tests of this folder: trend, weekday shape, noise, gaps, steps, and events at known places. */

/** Repeatable numbers in 0..1 (mulberry32). */
export function lot(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const below = (count: number): number => Math.floor(next() * count);
  return { next, normal, below, between: (from: number, to: number) => from + (to - from) * next() };
}

export interface Planted {
  values: (number | null)[];
  /** First and last day, and by which factor its days differ. */
  events: { from: number; to: number; factor: number }[];
}

/**
 * A year of plays of an artist or a store: a level of 80 to 6,000 a day that grows or shrinks, a weekday shape of up to
 * 25 %, noise of 3 to 12 % that hangs together from day to day, counts that scatter by their root, a lasting step of up to
 * 60 % in every third series, holes of one to five days; and `count` events of one to three days, of 1.6 to 4 times or
 * a tenth to 55 % of the usual. No event lies near a hole's edge, a step or another event.
 */
export function plantedSeries(seed: number, count: number, days = 365): Planted {
  const dice = lot(seed);
  const base = Math.exp(dice.between(Math.log(80), Math.log(6000)));
  const growth = dice.between(-0.3, 1.2) / 365;
  const week = Array.from({ length: 7 }, () => dice.between(-0.25, 0.25));
  const noise = dice.between(0.03, 0.12);
  const together = dice.between(0, 0.4);
  const step = seed % 3 === 0 ? { at: 60 + dice.below(days - 120), by: dice.between(-0.45, 0.45) } : null;

  const taken = new Set<number>(step ? around(step.at, 12) : []);
  const place = (length: number): number => {
    for (let tries = 0; ; tries++) {
      const at = 10 + dice.below(days - 20 - length);
      // Ten days apart, while there is room for it.
      const span = around(at, Math.max(1, 10 - Math.floor(tries / 50)), length);
      if (span.some((day) => taken.has(day))) continue;
      for (const day of span) taken.add(day);
      return at;
    }
  };
  const events = Array.from({ length: count }, () => {
    const length = 1 + dice.below(3);
    const from = place(length);
    const factor = dice.next() < 0.6 ? dice.between(1.6, 4) : dice.between(0.1, 0.55);
    return { from, to: from + length - 1, factor };
  }).sort((a, b) => a.from - b.from);
  const holes = Array.from({ length: 4 }, () => {
    const length = 1 + dice.below(5);
    return { from: place(length), length };
  });

  let drift = 0;
  const values = Array.from({ length: days }, (_, at): number | null => {
    drift = together * drift + noise * Math.sqrt(1 - together ** 2) * dice.normal();
    const event = events.find(({ from, to }) => from <= at && at <= to);
    const level = base * Math.exp(growth * at + (step && at >= step.at ? step.by : 0));
    const mean = level * Math.exp((week[at % 7] ?? 0) + drift) * (event?.factor ?? 1);
    const drawn = Math.max(0, Math.round(mean + Math.sqrt(mean) * dice.normal()));
    return holes.some(({ from, length }) => from <= at && at < from + length) ? null : drawn;
  });
  return { values, events };
}

const around = (at: number, reach: number, length = 1): number[] =>
  Array.from({ length: length + 2 * reach }, (_, index) => at - reach + index);
