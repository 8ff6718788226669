import { describe, expect, it } from 'vitest';
import { random, share } from './random.ts';

describe('random', () => {
  const ten = (...names: string[]): number[] => {
    const lot = random(7, ...names);
    return Array.from({ length: 10 }, () => lot.next());
  };

  it('repeats itself under one name, and not under another', () => {
    expect(ten('a')).toEqual(ten('a'));
    expect(ten('a')).not.toEqual(ten('b'));
  });

  it.each([0.4, 12, 400])('counts with the mean it is asked for (%d)', (mean) => {
    const lot = random(7, 'count');
    let sum = 0;
    for (let index = 0; index < 20_000; index++) sum += lot.count(mean);
    // Five standard errors of a Poisson mean of 20,000.
    expect(Math.abs(sum / 20_000 - mean)).toBeLessThan(5 * Math.sqrt(mean / 20_000));
  });

  it('is standard normal', () => {
    const lot = random(7, 'normal');
    const values = Array.from({ length: 20_000 }, () => lot.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.04);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });
});

describe('share', () => {
  it('adds up to the whole, whatever the weights', () => {
    const lot = random(7, 'share');
    for (const whole of [0, 1, 7, 1843])
      expect(share(whole, [380, 95, 0.5, 2], lot).reduce((sum, part) => sum + part, 0)).toBe(whole);
  });

  it('gives each at least its floor', () => {
    expect(share(10, [5, 5], random(7))).toEqual([5, 5]);
  });
});
