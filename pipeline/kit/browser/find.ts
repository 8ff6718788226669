import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BedrotError } from '../../../core/errors.ts';
import { unpacked } from './npm.ts';

/** A browser that can be started, and where it came from. */
export interface FoundBrowser {
  path: string;
  from: 'BROWSER_PATH' | 'Playwright' | 'this system' | 'npm';
  /** What it needs in its environment besides ours. */
  env: Readonly<Record<string, string>>;
}

/** As a person reads it: "/usr/bin/chromium, of this system". */
export const sayBrowser = ({ path, from }: FoundBrowser): string =>
  from === 'this system' ? `${path}, of this system` : `${path}, of ${from}`;

/**
 * The first of: the setting, Playwright's own, Chrome or Chromium of the system, the one that npm brought (Linux, x64).
 * Finds only; `installBrowser` installs.
 * @param setting of BROWSER_PATH. A path that does not fit is an error, never passed over.
 * @param dry the one of npm is not unpacked yet
 * @throws BedrotError `config_invalid` (the setting), `not_found` (none of all).
 */
export async function findBrowser(
  setting: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  dry = false,
): Promise<FoundBrowser> {
  if (setting !== undefined) {
    if (isProgram(setting)) return { path: setting, from: 'BROWSER_PATH', env: {} };
    throw new BedrotError(
      'config_invalid',
      `BROWSER_PATH says ${setting}, and there is no program. Correct it, or leave it empty to have one found.`,
    );
  }
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (own !== '' && isProgram(own)) return { path: own, from: 'Playwright', env: {} };
  const system = ofSystem(env);
  if (system !== null) return { path: system, from: 'this system', env: {} };
  const npm = await unpacked(env, dry);
  if (npm !== null) return { path: npm.path, from: 'npm', env: npm.env };
  throw new BedrotError(
    'not_found',
    'There is no browser to collect with. "bedrot doctor --install-browser" gets one; or install Chrome.',
  );
}

/** Chrome or Chromium where systems keep it, or null. */
export function ofSystem(env: NodeJS.ProcessEnv): string | null {
  if (process.platform === 'darwin') return first(macPlaces());
  if (process.platform === 'win32') return first(windowsPlaces(env));
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return first(places.filter((place) => isProgram(place) && !isStub(place)));
}

const macPlaces = (): string[] =>
  ['Google Chrome', 'Chromium'].flatMap((name) =>
    ['/', homedir()].map((root) => join(root, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
  );

const windowsPlaces = (env: NodeJS.ProcessEnv): string[] =>
  ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const root = env[name];
    return root === undefined ? [] : [join(root, 'Google', 'Chrome', 'Application', 'chrome.exe')];
  });

const first = (places: readonly string[]): string | null => places.find(isProgram) ?? null;

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Ubuntu has a script of the browser's name that only says to install a snap. */
const isStub = (path: string): boolean =>
  statSync(path).size < 10_000 &&
  readFileSync(path, 'utf8').includes('snap') &&
  !existsSync('/snap/bin/chromium');
