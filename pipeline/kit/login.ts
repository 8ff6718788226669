import type { Page } from 'playwright';
import { CollectFailed } from './collect-failed.ts';

/**
 * Where a login stands. `in` must be positive: something that only a signed-in person sees. `blocked`: the site wants
 * a person (a puzzle, a locked account), and trying again would make it worse.
 */
export type LoginState = 'in' | 'password' | 'password-refused' | 'code' | 'code-refused' | 'blocked';

/** How a state is recognised: everything a mark names must hold. */
export interface Mark {
  state: LoginState;
  /** Of the address, without the query. */
  path?: RegExp;
  /** CSS selector of something visible. */
  sees?: string;
  /** In the visible text of the page. */
  says?: RegExp;
}

/** A login as data: an outcome and how to recognise it. */
export interface Login {
  /** A page that a signed-in person gets, and others are sent to the login from. */
  home: string;
  /** The first that fits tells the state. */
  marks: readonly Mark[];
  /** CSS selectors of what is filled and pressed. */
  fields: { user: string; password: string; submitPassword: string; code: string; submitCode: string };
  /** What code it wants, in the words of a person: "the 6-digit code DistroKid has sent by e-mail". */
  hint: string;
}

const LOOK_EVERY = 100;

/** The state of the page at this moment, or null when it fits no mark (or is just being loaded). */
export async function stateOfPage(page: Page, { marks }: Login): Promise<LoginState | null> {
  try {
    const { pathname } = new URL(page.url());
    const text = await page.evaluate<string>('document.body.innerText');
    for (const { state, path, sees, says } of marks) {
      if (path && !path.test(pathname)) continue;
      if (says && !says.test(text)) continue;
      if (sees && (await page.locator(sees).filter({ visible: true }).count()) === 0) continue;
      return state;
    }
  } catch {
    // The page went away while it was looked at.
  }
  return null;
}

/**
 * Waits until the page stands in a state, other than `not`.
 * @returns `not` (or null) when nothing else came in time.
 */
export async function awaitState(
  page: Page,
  login: Login,
  patience: number,
  not: LoginState | null = null,
): Promise<LoginState | null> {
  const over = AbortSignal.timeout(patience);
  for (;;) {
    const state = await stateOfPage(page, login);
    if ((state !== null && state !== not) || over.aborted) return state;
    await page.waitForTimeout(LOOK_EVERY);
  }
}

/** Goes to an address. @throws CollectFailed `timeout`, `blocked` */
export async function visit(page: Page, url: string, patience: number): Promise<void> {
  const response = await page
    .goto(url, { timeout: patience, waitUntil: 'domcontentloaded' })
    .catch(() => null);
  const { host } = new URL(url);
  if (response === null) throw new CollectFailed('timeout', `${host} did not answer. Try again later.`);
  const status = response.status();
  if (status >= 500) {
    throw new CollectFailed('timeout', `${host} has trouble of its own (${status}). Try again later.`);
  }
  if (status === 429 || status === 403) {
    throw new CollectFailed(
      'blocked',
      `${host} turned the browser away (${status}). Sign in there by hand first.`,
    );
  }
}

/**
 * Fills fields and presses the button, and waits until the site has taken it.
 * @returns whether the site answered with a new page; otherwise it may still be changing this one.
 * @throws CollectFailed `layout-changed`. What Playwright says of it is dropped: it quotes what was typed.
 */
export async function submit(
  page: Page,
  fields: readonly (readonly [selector: string, value: string])[],
  button: string,
  patience: number,
): Promise<boolean> {
  const timeout = patience;
  try {
    for (const [selector, value] of fields) await page.locator(selector).first().fill(value, { timeout });
    const isPosted = page
      .waitForResponse((response) => response.request().method() === 'POST', { timeout })
      .then((response) => response.request().isNavigationRequest())
      .catch(() => false);
    const loaded = page
      .waitForEvent('domcontentloaded', { timeout })
      .then(() => true)
      .catch(() => false);
    await page.locator(button).first().click({ timeout, noWaitAfter: true });
    return (await isPosted) && (await loaded);
  } catch {
    throw new CollectFailed(
      'layout-changed',
      `The login of ${new URL(page.url()).host} looks otherwise than we know it. Nothing was collected.`,
      { path: new URL(page.url()).pathname },
    );
  }
}

/** What is typed goes to the site and to nobody it might have sent us to. @throws CollectFailed `blocked` */
export function assertSite(page: Page, site: string): void {
  const wanted = new URL(site);
  const { protocol, host } = new URL(page.url());
  const same = host === wanted.host || host.endsWith(`.${wanted.host}`);
  if (same && protocol === wanted.protocol) return;
  throw new CollectFailed(
    'blocked',
    `${wanted.host} sent the browser to ${host || 'elsewhere'}, where nothing of yours is typed. Sign in by hand and look.`,
  );
}
