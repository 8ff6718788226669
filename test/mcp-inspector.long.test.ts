import { expect, it } from 'vitest';
import { Inspector } from './support/inspector.ts';

it('the official inspector lists every tool, strictly, and calls each, without a complaint', async () => {
  const inspector = new Inspector();
  try {
    const names = await inspector.list();
    expect(names.length).toBeGreaterThanOrEqual(10);
    await inspector.callEach(names);
  } finally {
    inspector.remove();
  }
});
