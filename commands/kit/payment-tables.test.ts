import { expect, it } from 'vitest';
import { paymentChart } from './payment-tables.ts';
import type { ExpectedMonth } from './payments.ts';

const USD = 1_000_000_000n;
const month = (
  distributor: string,
  label: string,
  [expected, reported, banked]: readonly (number | null)[],
  state: ExpectedMonth['state'],
): ExpectedMonth => {
  const amount = (units: number | null | undefined) => (units == null ? null : BigInt(units) * USD);
  return {
    ...{ distributor, month: label, currency: 'USD', expectedOn: `${label}-27`, state },
    ...{ expected: amount(expected), reported: amount(reported), banked: amount(banked) },
  };
};

it('a part of what is expected is no sum, and a month that is not paid is unfinished', () => {
  const chart = paymentChart(
    [
      month('DistroKid', '2026-06', [null, 400, 400], 'paid'),
      month('Too Lost', '2026-06', [18, 17, 17], 'paid'),
      month('DistroKid', '2026-07', [410, 390, 390], 'paid'),
      month('Too Lost', '2026-07', [16, 15, 0], 'reported'),
      // Nobody can say what Bandcamp will pay: it holds no sum back.
      month('Bandcamp', '2026-07', [null, 12, 12], 'paid'),
      month('DistroKid', '2026-08', [500, null, null], 'due soon'),
      month('Too Lost', '2026-08', [20, null, null], 'due soon'),
    ],
    'USD',
  );
  expect(chart?.labels).toEqual(['2026-06', '2026-07', '2026-08']);
  expect(chart?.series).toEqual([
    { name: 'Reported', values: [417, 417, null], partial: [1, 2] },
    { name: 'In the bank', values: [417, 402, null], partial: [1, 2] },
    { name: 'Expected', values: [null, 426, 520] },
  ]);
});
