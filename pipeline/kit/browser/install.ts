import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BedrotError } from '../../../core/errors.ts';
import { type FoundBrowser, findBrowser } from './find.ts';

/** Longest an installer may take, ms. */
const PATIENCE = 180_000;

/**
 * Gets a browser: Playwright downloads its own; where that fails, apt installs Chromium, if we are root.
 * @param say told what is tried, line by line
 * @throws BedrotError `not_found` when nothing came of it.
 */
export async function installBrowser(say: (line: string) => void): Promise<FoundBrowser> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  const ways: [what: string, program: string, args: string[]][] = [
    ["Playwright's own Chromium", process.execPath, [cli, 'install', 'chromium']],
  ];
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    ways.push(['Chromium by apt', 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium']]);
  }
  for (const [what, program, args] of ways) {
    say(`Installing ${what} ...`);
    const failed = await run(program, args);
    if (failed === null) return findBrowser(undefined);
    say(`That failed: ${failed}`);
  }
  throw new BedrotError(
    'not_found',
    'No browser could be installed. Install Chrome or Chromium by hand, and set BROWSER_PATH if it is not found.',
  );
}

/** @returns null when it went well, or the last thing it said. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE });
    let last = '';
    const listen = (chunk: Buffer): void => {
      last = chunk.toString().trim().split('\n').at(-1)?.trim() || last;
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? null : last || `exit status ${code}`));
  });
}
