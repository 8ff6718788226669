import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactSum, ExactSums } from './exact-sum.ts';

it('adds as bigints do, far beyond what a number holds, and passes over what is not known', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.maxSafeInteger(), { nil: Number.NaN })), (values) => {
      const sum = new ExactSum();
      for (const value of values) sum.add(value);
      const expected = values.reduce(
        (total, value) => (Number.isNaN(value) ? total : total + BigInt(value)),
        0n,
      );
      expect(sum.total()).toBe(expected);
    }),
  );
});

it('adds by number as well, and does not know what nothing was added to', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.maxSafeInteger())), (added) => {
      const sums = new ExactSums();
      for (const [at, value] of added) sums.add(at, value);
      for (let at = 0; at <= 6; at++) {
        const own = added.filter(([one]) => one === at).map(([, value]) => BigInt(value));
        const total = sums.total(at);
        expect(total === null ? null : BigInt(total)).toBe(
          own.length === 0 ? null : own.reduce((a, b) => a + b),
        );
      }
      sums.clear();
      expect(sums.total(0)).toBeNull();
    }),
  );
});
