import { describe, expect, it } from 'vitest';
import { incomeOf, saleDay } from './clean.ts';

describe('saleDay', () => {
  it.each([
    ['5/13/26 11:28pm', '2026-05-13'],
    ['1/3/26 10:12am', '2026-01-03'],
    ['12/31/2025 23:59', '2025-12-31'],
    ['02/29/24 12:00AM', '2024-02-29'],
    ['2026-02-01 08:00:00', '2026-02-01'],
    ['13 May 2026 23:28:01 GMT', '2026-05-13'],
    ['1 Sep 2026 00:00:00 GMT', '2026-09-01'],
  ])('%s is %s', (text, day) => expect(saleDay(text)).toBe(day));

  it.each(['', '13/5/26 11:28pm', '2/30/26 1:00am', '31 Mai 2026 23:28:01 GMT', '2026-02-30', 'yesterday'])(
    '%j is no day',
    (text) => expect(saleDay(text)).toBeNull(),
  );
});

describe('incomeOf', () => {
  it.each([
    ['track', 'royalty'],
    ['Album', 'royalty'],
    ['package', 'merch'],
    ['bundle', 'merch'],
    ['fan subscription', 'fan-subscription'],
  ])('%s is %s', (type, income) => expect(incomeOf(type)).toBe(income));
});
