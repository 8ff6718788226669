import { describe, expect, it } from 'vitest';
import { amounts, counts, currencies, dayIn, lastFour, monthIn, plainNumber, rates } from './values.ts';

describe('dayIn', () => {
  it.each([
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['03/04/2026', 'named', null],
    ['31.10.26', 'dmy', '2026-10-31'],
    ['31/10/2026', 'mdy', null],
    ['31/10/2026', 'named', '2026-10-31'],
    ['10/31/26 11:28pm', 'mdy', '2026-10-31'],
    ['2026-10-31', 'dmy', '2026-10-31'],
    ['Oct 31, 2026', 'mdy', '2026-10-31'],
    ['31', 'dmy', null],
  ] as const)('%s by %s is %s', (text, dates, day) => expect(dayIn(text, dates)).toBe(day));

  it('gives the month of a day, or a month alone', () => {
    expect(monthIn('01/08/2026', 'dmy')).toBe('2026-08');
    expect(monthIn('08/2026', 'dmy')).toBe('2026-08');
    expect(monthIn('01/08/2026', 'named')).toBeNull();
  });
});

describe('plainNumber', () => {
  it.each([
    ['1,234.50', 'point', '1234.50'],
    ['$1,234.50', 'point', '1234.50'],
    ['1.234,50 €', 'comma', '1234.50'],
    ["1'234.50 CHF", 'point', '1234.50'],
    ['(12.00)', 'point', '-12.00'],
    ['12.00-', 'point', '-12.00'],
    ['−0,000031', 'comma', '-0.000031'],
    ['1.2e-7', 'point', '1.2e-7'],
    ['.5', 'point', '0.5'],
    ['4,33', 'point', null],
    ['1.23', 'comma', null],
    ['1,23,456', 'point', null],
    ['', 'point', null],
    ['3 tracks', 'point', null],
    ['1.2.3', 'point', null],
  ] as const)('%j with a %s is %s', (text, decimals, plain) =>
    expect(plainNumber(text, decimals)).toBe(plain),
  );
});

describe('columns', () => {
  it('keep what is not known apart from what cannot be read', () => {
    expect(amounts('comma').parse('n/a')).toBeNull();
    expect(amounts('comma').parse('4,33 €')).toBe(4_330_000_000);
    expect(amounts('comma').parse('4.33')).toHaveProperty('refuse');
    expect(counts('comma').parse('1.204')).toBe(1204);
    expect(counts('point').parse('1.5')).toHaveProperty('refuse');
    expect(rates('point').parse('34.2%')).toBe(342_000);
    expect(rates('point').parse('0.342')).toBe(342_000);
    expect(currencies().parse('eur')).toBe('EUR');
    expect(currencies().parse('€')).toHaveProperty('refuse');
    expect(lastFour().parse('4111 1111 1111 1234')).toBe('1234');
  });
});
