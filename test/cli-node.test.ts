import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../core/config.ts';

/** Makes this Node say that it is an old one. The program it goes over to is not told so. */
const OLD = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})';
const OWN = join(PROJECT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const old = (file: string, env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['--import', OLD, join(PROJECT, 'cli', file), '--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

describe('a Node that is too old', () => {
  it.each(['bedrot.mjs', 'main.ts'])('refuses %s in one sentence when there is no other', (file) => {
    const { status, stdout, stderr } = old(file, { BEDROT_OWN_NODE: '1' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^bedrot needs Node 24 or newer; this is v.*\n$/);
  });

  it.runIf(existsSync(OWN)).each(['bedrot.mjs', 'main.ts'])("gives %s to the project's own Node", (file) => {
    const { status, stdout, stderr } = old(file);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^bedrot \d+\.\d+\.\d+ \(Node (2[4-9]|[3-9]\d)\./);
  });
});
