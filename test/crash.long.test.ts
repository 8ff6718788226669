import { expect, it } from 'vitest';
import { survivesKills } from './support/crashes.ts';

it('kill -9 at 200 random moments of an import: nothing lost, nothing twice, nothing left over', async () => {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  // Two at a time, each in folders of its own: the other core is not idle while one waits for its child.
  const halves = await Promise.all([survivesKills(100, seed), survivesKills(100, seed + 1)]);
  expect(halves.reduce((sum, { killed }) => sum + killed, 0)).toBeGreaterThan(100);
});
