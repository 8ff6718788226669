import { expect, it } from 'vitest';
import { survivesKills } from './support/crashes.ts';

it('kill -9 at 20 random moments of an import: nothing lost, nothing twice, nothing left over', async () => {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  const { killed } = await survivesKills(20, seed);
  // Most of the moments must lie inside the import, or the test proves nothing.
  expect(killed).toBeGreaterThan(8);
}, 300_000);
