import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { PROJECT } from './house/files.ts';

it('the scripts of the chat page fit their types, which only their comments tell', () => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const check = () =>
    execFileSync(process.execPath, [tsc, '-p', join(PROJECT, 'sandbox/discord/page')], { encoding: 'utf8' });
  expect(check()).toBe('');
});
