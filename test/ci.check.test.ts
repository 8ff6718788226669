import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from './house/files.ts';

const folders: string[] = [];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-ci-'));
  folders.push(folder);
});
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true });
});

const step = (name: string, status: number, counts?: [passed: number, failed: number]): void => {
  writeFileSync(join(folder, `${name}.status`), `${status}\n`);
  if (!counts) return;
  const [numPassedTests, numFailedTests] = counts;
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ numPassedTests, numFailedTests }));
};

function sum(coverage = join(folder, 'none.json')) {
  const run = spawnSync(process.execPath, [join(PROJECT, 'scripts', 'sum-tests.mjs'), folder, coverage], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout.trimEnd().split('\n'), err: run.stderr };
}

describe('the sum of a CI run', () => {
  it('adds the tests of every vitest run; another step counts as one', () => {
    step('install', 0);
    step('test', 0, [400, 0]);
    step('check', 0, [40, 0]);
    const { status, out } = sum();
    expect(out.at(-1)).toBe('441 passed, 0 failed');
    expect(status).toBe(0);
  });

  it('fails with a failed test, a failed step without one, and a step that never reported', () => {
    step('install', 0);
    step('test', 1, [399, 2]);
    step('long', 1, [3, 0]);
    step('demo', 124);
    const { status, out } = sum();
    expect(out.at(-1)).toBe('403 passed, 4 failed');
    expect(status).toBe(1);
  });

  it('tells at its end which tests failed and why, so that the last lines are enough', () => {
    step('check', 0, [40, 0]);
    step('demo', 124);
    writeFileSync(join(folder, 'long.status'), '1\n');
    writeFileSync(
      join(folder, 'long.json'),
      JSON.stringify({
        numPassedTests: 1,
        numFailedTests: 1,
        testResults: [
          {
            name: join(PROJECT, 'test/crash.long.test.ts'),
            status: 'failed',
            assertionResults: [
              { status: 'passed', fullName: 'a kill before the load', failureMessages: [] },
              {
                status: 'failed',
                fullName: 'a kill in the load',
                failureMessages: ['AssertionError: expected 3 to be 2'],
              },
            ],
          },
        ],
      }),
    );
    const { out } = sum();
    expect(out.slice(out.indexOf('Failed:'), -2)).toEqual([
      'Failed:',
      '  demo: exit status 124',
      '  long: test/crash.long.test.ts: a kill in the load',
      '      AssertionError: expected 3 to be 2',
    ]);
  });

  it('does not pass where nothing ran', () => {
    step('install', 1);
    expect(sum()).toMatchObject({ status: 1 });
    expect(sum().out.at(-1)).toBe('0 passed, 1 failed');
  });

  it('prints the lines covered in each folder', () => {
    step('test', 0, [1, 0]);
    const file = (path: string, covered: number, total: number) => ({
      [join(PROJECT, path)]: { lines: { covered, total } },
    });
    const coverage = join(folder, 'coverage.json');
    writeFileSync(
      coverage,
      JSON.stringify({
        total: { lines: { covered: 99, total: 100 } },
        ...file('pipeline/run.ts', 90, 100),
        ...file('pipeline/kit/zones.ts', 47, 50),
        ...file('core/money.ts', 10, 10),
      }),
    );
    const { out } = sum(coverage);
    expect(out).toContain('  pipeline      91.3 %  (137 of 150)');
    expect(out).toContain('  core         100.0 %  (10 of 10)');
    expect(out.at(-1)).toBe('1 passed, 0 failed');
  });

  it('.ci/run can be run', () => {
    expect(() => accessSync(join(PROJECT, '.ci', 'run'), constants.X_OK)).not.toThrow();
  });
});
