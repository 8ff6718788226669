import { defineConfig } from 'vitest/config';

/** Tests of the house itself: who imports whom, file sizes, docs. Part of `npm run check`. */
export default defineConfig({
  test: { include: ['test/**/*.check.test.ts'], testTimeout: 60_000, maxWorkers: 2 },
});
