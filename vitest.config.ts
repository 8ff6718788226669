import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take long start first, so that no worker waits for another one's last file. */
const SLOW = /crash|disk-full|kill|demo|collect|adopt|independent|property|statements|settle|inbox|inspector/;

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const slow = ({ moduleId }: TestSpecification): number =>
      Number(SLOW.test(moduleId.split('/').at(-1) ?? ''));
    return (await super.sort(files)).toSorted((a, b) => slow(b) - slow(a));
  }
}

/** Where there is a file system in memory with room, data folders of tests lie there: a fifth of the time is waiting for disks. */
const MEMORY = '/dev/shm';
const ROOM = 4 * 2 ** 30;
function inMemory(): { TMPDIR?: string } {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    // Browsers and programs are unpacked and started there.
    const runs = !readFileSync('/proc/mounts', 'utf8').match(/^\S+ \/dev\/shm \S+ \S*\bnoexec\b/m);
    return !process.env.TMPDIR && runs && bavail * bsize > ROOM ? { TMPDIR: MEMORY } : {};
  } catch {
    return {};
  }
}
const temporary = inMemory();

export default defineConfig({
  test: {
    include: ['{core,warehouse,pipeline,commands,bot,cli,mcp-server,sandbox,test,bench}/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', '**/*.check.test.ts', 'node_modules/**'],
    setupFiles: ['test/setup.ts'],
    // Programs that tests start find kept what one of them has compiled.
    env: { ...temporary, NODE_COMPILE_CACHE: join(tmpdir(), 'bedrot-compile-cache') },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A poll ends as soon as it holds; vitest's own limit of 1 s is short for a machine with other work.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // Files of one worker share what they import: nothing of ours keeps state at import, and a third of the time is saved.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    coverage: {
      provider: 'v8',
      include: ['{core,warehouse,pipeline,commands,bot,cli,mcp-server,sandbox}/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportOnFailure: true,
      // What carries and keeps the numbers. Processes of their own (workers, the CLI) are not counted.
      thresholds: { 'pipeline/**': { lines: 90 }, 'warehouse/**': { lines: 90 } },
    },
  },
});
