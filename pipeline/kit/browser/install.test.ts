import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { installBrowser } from './install.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedrot-install-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('says each thing it tried, why it failed, and what is left to do', async () => {
  // Nothing listens there, and there is no apt on this PATH.
  vi.stubEnv('PLAYWRIGHT_DOWNLOAD_HOST', 'http://127.0.0.1:9');
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', folder);
  vi.stubEnv('PATH', folder);
  const said: string[] = [];
  await expect(installBrowser((line) => void said.push(line))).rejects.toThrow(
    /No browser could be installed\. Install Chrome/,
  );
  expect(said[0]).toBe("Installing Playwright's own Chromium ...");
  expect(said[1]).toMatch(/^That failed: .+/);
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  expect(said.slice(2)).toEqual(
    root ? ['Installing Chromium by apt ...', 'That failed: spawn apt-get ENOENT'] : [],
  );
});
