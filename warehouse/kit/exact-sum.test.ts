import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExactSum } from './exact-sum.ts';

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
