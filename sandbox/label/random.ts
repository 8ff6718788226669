import { createHash } from 'node:crypto';

/** A stream of random numbers. Streams of different names do not disturb each other. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, in [0, below). */
  below(below: number): number;
  /** True with this chance. */
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Whole, with this mean: Poisson, from 30 on its normal approximation. */
  count(mean: number): number;
}

/** Marsaglia's xorshift128 over a seed made of names: `random(7, 'world', isrc)`. */
export function random(seed: number, ...names: readonly (string | number)[]): Random {
  const digest = createHash('sha256')
    .update([seed, ...names].join('\u001f'))
    .digest();
  let [x, y, z, w] = [0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [number, number, number, number];
  const bits = (): number => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w;
  };
  const next = (): number => bits() / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const count = (mean: number): number => {
    if (mean >= 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let events = 0;
    for (let product = next(); product > limit; product *= next()) events++;
    return events;
  };
  return {
    next,
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    normal,
    count,
  };
}

/** Shares a whole number out by weights, so that the parts add up to it: floors first, then the rest by lot. */
export function share(whole: number, weights: readonly number[], lot: Random): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = weights.map((weight) => Math.floor((whole * weight) / sum));
  let rest = whole - parts.reduce((total, part) => total + part, 0);
  for (; rest > 0; rest--) {
    let at = lot.next() * sum;
    const index = weights.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
    const chosen = Math.max(index, 0);
    parts[chosen] = (parts[chosen] ?? 0) + 1;
  }
  return parts;
}
