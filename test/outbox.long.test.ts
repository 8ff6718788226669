import { expect, it } from 'vitest';
import { survivesKills } from './support/outbox-kills.ts';

it('20 runs with the sender killed at random moments: no alert lost, none twice', async () => {
  const { kills, lost } = await survivesKills(20, 7);
  expect(kills).toBe(40);
  // Else no kill met a message on its way, and nothing was shown.
  expect(lost).toBeGreaterThan(5);
});
