import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.long.test.ts'],
    exclude: ['node_modules/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 20 * 60_000,
    hookTimeout: 120_000,
    // A poll ends as soon as it holds; vitest's own limit of 1 s is short for a machine with other work.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
  },
});
