import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser, ofSystem, sayBrowser } from './find.ts';
import { launchBrowser } from './launch.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedrot-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('finding a browser', () => {
  it('takes the setting, and does not pass over one that does not fit', async () => {
    const mine = program('mine', '#!/bin/sh\n');
    expect(await findBrowser(mine)).toEqual({ path: mine, from: 'BROWSER_PATH', env: {} });
    await expect(findBrowser(join(folder, 'none'))).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(findBrowser(folder)).rejects.toMatchObject({ code: 'config_invalid' });
    const plain = program('plain', 'no program', 0o644);
    await expect(findBrowser(plain)).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it.runIf(process.platform === 'linux')('looks along PATH, Chrome before Chromium', () => {
    const env = { PATH: ['/nowhere', folder].join(delimiter) };
    expect(ofSystem(env)).toBeNull();
    const chromium = program('chromium', '#!/bin/sh\n');
    expect(ofSystem(env)).toBe(chromium);
    const chrome = program('google-chrome', '#!/bin/sh\n');
    expect(ofSystem(env)).toBe(chrome);
    expect(ofSystem({})).toBeNull();
  });

  it('says so when what it found does not start', async () => {
    const broken = await findBrowser(program('broken', '#!/bin/sh\nexit 1\n'));
    await expect(launchBrowser(broken)).rejects.toThrow(/broken, of BROWSER_PATH, does not start/);
  });

  it('starts the one that is here', async () => {
    const found = await findBrowser(undefined);
    expect(sayBrowser(found)).toContain(found.path);
    const browser = await launchBrowser(found);
    try {
      const page = await browser.newPage();
      await page.goto('data:text/html,<h1>up</h1>');
      expect(await page.textContent('h1')).toBe('up');
    } finally {
      await browser.close();
    }
  });
});
