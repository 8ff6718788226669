import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divideHalfEven, nanosToDecimal, nanosToNumber, parseNanos } from './money.ts';

it('reads plain decimals exactly, and rounds what is below 1e-9 half to even', () => {
  expect(parseNanos('5.612034170012')).toBe(5_612_034_170n);
  expect(parseNanos('-0.691000000000')).toBe(-691_000_000n);
  expect(parseNanos('0.0000000005')).toBe(0n);
  expect(parseNanos('0.0000000015')).toBe(2n);
  expect(parseNanos('0.0000000025')).toBe(2n);
  expect(parseNanos('0.00000000251')).toBe(3n);
  expect(parseNanos('+12')).toBe(12_000_000_000n);
  expect(parseNanos('1e-7')).toBe(100n);
  expect(parseNanos('1.5E3')).toBe(1_500_000_000_000n);
});

it('refuses what is not a plain decimal', () => {
  for (const text of ['', 'N/A', '1,000.00', '.5', '1.2.3', '0x10', '1e999', ' 1', '$5', '--1']) {
    expect(parseNanos(text), text).toBeNull();
  }
});

it('prints as a decimal without trailing zeros, but for the least wanted', () => {
  expect(nanosToDecimal(1_531_020_000_000n)).toBe('1531.02');
  expect(nanosToDecimal(-31n)).toBe('-0.000000031');
  expect(nanosToDecimal(0n)).toBe('0.00');
  expect(nanosToDecimal(5_000_000_000n, 0)).toBe('5');
  expect(nanosToNumber(3_062_000n)).toBe(0.003062);
});

it('reads the short form of statements as it reads any other', () => {
  const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`));
  fc.assert(
    fc.property(fc.constantFrom('', '-'), digits(8), digits(14), (sign, whole, decimals) => {
      // An exponent takes the text out of the short form.
      for (const text of [`${sign}${whole}`, `${sign}${whole}.${decimals}`, `${sign}${whole}.`])
        expect(parseNanos(text), text).toBe(parseNanos(`${text}e0`));
    }),
    { numRuns: 2_000 },
  );
  expect(parseNanos('-1.0000000025')).toBe(-1_000_000_002n);
  expect(parseNanos('999999.999999999500')).toBe(1_000_000_000_000_000n);
});

it('reading what was printed gives the same amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      (nanos) => parseNanos(nanosToDecimal(nanos)) === nanos,
    ),
  );
});

it('divides to the nearest, ties to even', () => {
  expect([divideHalfEven(5n, 2n), divideHalfEven(7n, 2n), divideHalfEven(8n, 3n)]).toEqual([2n, 4n, 3n]);
});
