import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median } from './robust.ts';
import { SlidingMedian } from './sliding.ts';
import { known } from './values.ts';

const value = fc.option(
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
  {
    freq: 3,
  },
);

it('is the median of each window, to the last bit, whatever is not known', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), fc.nat(9), fc.nat(9), (values, back, on) => {
      const window = new SlidingMedian(values);
      for (let at = 0; at < values.length; at++) {
        window.move(at - back, at + on + 1);
        const near = known(values.slice(Math.max(0, at - back), at + on + 1));
        expect(window.count).toBe(near.length);
        expect(window.median + 0).toBe(median(near) + 0);
      }
    }),
    { numRuns: 300, seed: 1987 },
  );
});

it('is known of one value and of two, and not of none', () => {
  const window = new SlidingMedian([4, null, 1, null, null]);
  window.move(0, 2);
  expect(window.median).toBe(4);
  window.move(0, 3);
  expect(window.median).toBe(2.5);
  window.move(3, 5);
  expect([window.count, window.median]).toEqual([0, Number.NaN]);
});
