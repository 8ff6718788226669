import { expect, it } from 'vitest';
import { checkStatements, factsAfter } from './support/statements.ts';

it('a statement brought twice, reordered or in parts gives the same facts and totals', async () => {
  await checkStatements(12, (one, other) => expect(one).toEqual(other));
}, 240_000);

it('rows that are alike inside one file are all counted', async () => {
  const row = {
    dateInserted: '2026-09-25',
    reportingDate: '2026-09-24',
    saleMonth: '2026-07',
    store: 'Spotify',
    artist: 'ZONE A0',
    title: 'NEON',
    isrc: 'QZTST2600001',
    upc: '0198012345671',
    quantity: '2',
    teamPercentage: '100',
    type: 'Song',
    country: 'US',
    withheld: '0',
    earnings: '0.5',
    recoup: '',
  };
  expect(await factsAfter([[row, row, { ...row, quantity: '7' }]])).toMatchObject({
    totals: [3, 11, 1_500_000_000],
  });
});
