import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const GIVE_WAY = join(import.meta.dirname, 'give-way.ts');

/** In a process of its own: what it does to this one could not be taken back. */
const LOOK = `
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
const { giveWay } = await import(process.argv[1]);
const before = getPriority();
giveWay();
giveWay();
const threads = process.platform === 'linux'
  ? readdirSync('/proc/self/task').map((id) => Number(readFileSync('/proc/self/task/' + id + '/stat', 'utf8').split(') ')[1].split(' ')[16]))
  : [getPriority()];
const child = Number(execFileSync(process.execPath, ['-p', 'os.getPriority()'], { encoding: 'utf8' }));
console.log(JSON.stringify({ before, threads, child }));
`;

it('every thread of the process, and what it starts, comes after the others', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', LOOK, GIVE_WAY], {
    encoding: 'utf8',
  });
  const { before, threads, child } = JSON.parse(said) as {
    before: number;
    threads: number[];
    child: number;
  };
  const after = Math.max(before, 10);
  // V8 has threads of its own, and collects garbage in them.
  expect(threads.length).toBeGreaterThan(process.platform === 'linux' ? 4 : 0);
  expect(threads).toEqual(threads.map(() => after));
  expect(child).toBe(after);
});
