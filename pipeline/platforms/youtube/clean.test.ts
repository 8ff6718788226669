import { describe, expect, it } from 'vitest';
import { currencyOf, inSeconds, isCoarse, periodOf } from './clean.ts';
import { amount, clock, share } from './types.ts';

describe('inSeconds', () => {
  it.each([
    ['8.1', 'hours', '29160'],
    ['10,000.25', 'hours', '36000900'],
    [' 0 ', 'hours', '0'],
    ['-0.5', 'hours', '-1800'],
    ['3.5', 'minutes', '210'],
    ['', 'hours', ''],
    ['1:30', 'hours', '1:30'],
    ['x', 'minutes', 'x'],
  ] as const)('%j %s is %j', (text, unit, seconds) => expect(inSeconds(text, unit)).toBe(seconds));
});

describe('clock', () => {
  it.each([
    ['184', 184],
    ['1,084', 1084],
    ['45.5', 46],
    ['0:59', 59],
    ['75:00', 4500],
    ['1:02:03', 3723],
    ['0:00:00', 0],
    ['', null],
    ['—', null],
  ])('%j is %s seconds', (text, seconds) => expect(clock().parse(text)).toBe(seconds));

  it.each(['3 min', '1:60', '1:75:00', ':30', '-5', '1:2:3'])('%j is none', (text) =>
    expect(clock().parse(text)).toEqual({ refuse: 'is not a duration (seconds, or H:MM:SS)' }),
  );
});

describe('share', () => {
  it('keeps percents in millionths, over a hundred only where that can be', () => {
    expect(share().parse('143.21')).toBe(1_432_100);
    expect(share().parse('1,143.2 %')).toBe(11_432_000);
    expect(share().parse('-0.5')).toBe(-5000);
    expect(share().parse('')).toBeNull();
    expect(share({ most: 100 }).parse('100')).toBe(1_000_000);
    expect(share({ most: 100 }).parse('100.1')).toEqual({ refuse: 'is over 100 %' });
    expect(share().parse('many')).toEqual({ refuse: 'is not a percentage' });
  });
});

describe('amount', () => {
  it('takes thousands commas where they stand for thousands', () => {
    expect(amount().parse('1,300.5')).toBe(1_300_500_000_000);
    expect(amount().parse('-1,234,567.25')).toBe(-1_234_567_250_000_000);
    expect(amount().parse('0.003456')).toBe(3_456_000);
    expect(amount().parse('1,5')).toEqual({ refuse: 'is not an amount' });
    expect(amount().parse('—')).toBeNull();
  });
});

describe('currencyOf', () => {
  it('reads it from the header of the money', () => {
    expect(currencyOf(['Views', 'Estimated revenue (USD)'])).toBe('USD');
    expect(currencyOf(['Your estimated revenue (eur)'])).toBe('EUR');
    expect(currencyOf(['day', 'estimatedRevenue'])).toBe('USD');
    expect(currencyOf(['Views', 'Estimated revenue'])).toBeNull();
  });
});

describe('periodOf', () => {
  const window = { from: '2026-08-24', to: '2026-09-20' };
  it('is the window, or all there was where every video is younger', () => {
    expect(periodOf(window, ['Aug 25, 2026', '2026-09-01 10:00:00'])).toBe('lifetime');
    expect(periodOf(window, ['Aug 24, 2026'])).toBe('2026-08-24..2026-09-20');
    expect(periodOf(window, ['Aug 25, 2026', 'Mar 13, 2024'])).toBe('2026-08-24..2026-09-20');
    expect(periodOf(window, ['Aug 25, 2026', ''])).toBe('2026-08-24..2026-09-20');
    expect(periodOf(window, ['Zzz'])).toBe('2026-08-24..2026-09-20');
    expect(periodOf(window, [])).toBe('2026-08-24..2026-09-20');
  });
});

describe('isCoarse', () => {
  const month = { from: '2026-08-24', to: '2026-09-20' };
  it('tells weeks and months from days', () => {
    expect(isCoarse(['2026-08-24', '2026-08-31', '2026-09-07'], month)).toBe(true);
    expect(isCoarse(['2026-08-01', '2026-09-01'], month)).toBe(true);
    expect(isCoarse(['2026-09-01'], month)).toBe(true);
    expect(isCoarse(['2026-08-31', '2026-08-24', '2026-08-25'], month)).toBe(false);
    expect(isCoarse(['2026-09-20'], { from: '2026-09-18', to: '2026-09-20' })).toBe(false);
    expect(isCoarse([], month)).toBe(false);
  });
});
