import type { Browser } from 'playwright';
import { environment } from '../../../core/config.ts';
import { BedrotError } from '../../../core/errors.ts';
import { type FoundBrowser, sayBrowser } from './find.ts';

/** The browser speaks to the site that is collected from, and to nobody else. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts it without a window. @throws BedrotError `not_found` when it does not start. */
export async function launchBrowser(found: FoundBrowser): Promise<Browser> {
  const { chromium } = await import('playwright');
  try {
    return await chromium.launch({
      executablePath: found.path,
      headless: true,
      // Whoever waits for a code decides what a signal ends, and closes the browser.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: QUIET,
      env: { ...environmentWithoutOurs(), ...found.env },
    });
  } catch (cause) {
    throw new BedrotError(
      'not_found',
      `The browser ${sayBrowser(found)}, does not start. "bedrot doctor --install-browser" gets another.`,
      {},
      cause,
    );
  }
}

/** What pages run in has no business with our settings, some of which are secret. */
const environmentWithoutOurs = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name in environment.shape ? [] : [[name, value]],
    ),
  );
