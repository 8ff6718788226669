import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask, dimensionValues } from './query.ts';
import { resolveValues } from './query-names.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeAll(() => {
  made = handMade();
  made.sale({ month: '2026-07', quantity: 1, amount: 1 });
  made.social('2026-07-01', 'zone.a0', 'followers', { followers: 1 });
});
afterAll(() => made.close());

it('lists every value with its other spellings, by name', () => {
  expect(dimensionValues(made.db, 'artist')).toEqual([
    { name: 'PIG1987', aliases: ['pig1987'] },
    { name: 'Sxnctuary', aliases: [] },
    { name: 'ZONE A0', aliases: ['zone.a0'] },
  ]);
  expect(dimensionValues(made.db, 'country')[0]).toEqual({ name: 'Namibia', aliases: ['NA'] });
  expect(dimensionValues(made.db, 'platform')[0]).toEqual({ name: 'Apple Music', aliases: ['apple-music'] });
  expect(dimensionValues(made.db, 'account')).toEqual([{ name: 'zone.a0', aliases: [] }]);
  expect(dimensionValues(made.db, 'income_type')).toEqual([{ name: 'royalty', aliases: [] }]);
  expect(dimensionValues(made.db, 'currency')).toEqual([{ name: 'USD', aliases: [] }]);
});

it('finds a value by any spelling, whatever its case, blanks and dashes', () => {
  for (const text of ['ZONE A0', 'zone_a0', 'zonea0', 'Zone.A0', 'ZONE-A0'])
    expect(resolveValues(made.db, 'artist', [text])).toEqual([1]);
  expect(resolveValues(made.db, 'artist', ['zone a0', 'zone.a0', 'pig 1987'])).toEqual([1, 2]);
  for (const text of ['NA', 'na', 'Namibia'])
    expect(resolveValues(made.db, 'country', [text])).toEqual(['NA']);
  for (const text of ['apple-music', 'Apple Music', 'applemusic'])
    expect(resolveValues(made.db, 'platform', [text])).toEqual([2]);
  // A title may stand for several tracks; an ISRC for one.
  expect(resolveValues(made.db, 'track', ['Neon Abattoir'])).toEqual([1, 3]);
  expect(resolveValues(made.db, 'track', ['qztst2600003'])).toEqual([3]);
});

it('never guesses: a part of a name, a longer name or nothing is refused', () => {
  for (const text of ['zone', 'Twilight Zone', 'Pigeon', ''])
    expect(() => resolveValues(made.db, 'artist', [text])).toThrow(/Unknown artist/);
});

it('two codes of one country are one value, by either', () => {
  const { db } = made;
  db.exec("INSERT INTO territories VALUES ('GB', 'United Kingdom', 1), ('QU', 'United Kingdom', 1)");
  made.sale({ month: '2026-08', country: 'GB', quantity: 10, amount: 1 });
  made.sale({ month: '2026-08', country: 'QU', quantity: 5, amount: 1 });
  expect(dimensionValues(db, 'country').filter(({ name }) => name === 'United Kingdom')).toHaveLength(1);
  for (const text of ['GB', 'qu', 'united kingdom'])
    expect(resolveValues(db, 'country', [text]).toSorted()).toEqual(['GB', 'QU']);
  const { rows } = ask(db, metrics, {
    ...{ metric: 'streams', from: '2026-08-01', to: '2026-08-31', kind: 'reported' as const },
    by: ['country' as const],
  });
  expect(rows.map(({ keys, value }) => [keys.country, value])).toEqual([['United Kingdom', 15]]);
});
