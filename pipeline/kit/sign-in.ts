import type { Page } from 'playwright';
import { CollectFailed } from './collect-failed.ts';
import type { Source } from './collector.ts';
import { assertSite, awaitState, type LoginState, submit, visit } from './login.ts';

/** Gets a code from the owner for the login that stands at the page. */
export interface CodeDesk {
  /** @throws CollectFailed `code-needed` when none comes in time */
  next(): Promise<string>;
  /** The code was refused. @returns whether another may be tried */
  again(): Promise<boolean>;
  settle(outcome: 'accepted' | 'failed'): Promise<void>;
}

/** How the browser got in: by the session it had, by the password alone, or with a code. */
export type Way = 'session' | 'password' | 'code';

export interface SignIn {
  page: Page;
  source: Source;
  /** Where the site is: its own, or a stand-in's. */
  site: string;
  credentials: { user: string; password: string };
  patience: number;
  openDesk(): Promise<CodeDesk>;
  /** Told before a password is typed; throws when it may not be. */
  beforePassword(): void;
}

/**
 * Signs in, unless the browser is signed in already. A password is typed once: a second wrong one could lock the account.
 * @throws CollectFailed
 */
export async function signIn(given: SignIn): Promise<Way> {
  const { page, source, site, credentials, patience } = given;
  const { login } = source;
  await visit(page, new URL(login.home, site).href, patience);
  const at = await awaitState(page, login, patience);
  if (at === 'in') {
    assertSite(page, site);
    return 'session';
  }
  if (at === 'code') return enterCode(given, await given.openDesk());
  if (at !== 'password') throw failureOf(at, source);

  assertSite(page, site);
  given.beforePassword();
  const { fields } = login;
  const typed = [
    [fields.user, credentials.user],
    [fields.password, credentials.password],
  ] as const;
  const state = await submitted(given, typed, fields.submitPassword, 'password');
  if (state === 'code') return enterCode(given, await given.openDesk());
  if (state !== 'in') throw failureOf(state === 'password' ? 'password-refused' : state, source);
  assertSite(page, site);
  return 'password';
}

/** Goes on at the page that asks for the code. */
export async function enterCode(given: SignIn, desk: CodeDesk): Promise<'code'> {
  const { page, source, site } = given;
  const { fields } = source.login;
  for (;;) {
    const code = await desk.next();
    try {
      assertSite(page, site);
      const state = await submitted(given, [[fields.code, code]], fields.submitCode, 'code');
      if (state === 'in') {
        assertSite(page, site);
        await desk.settle('accepted');
        return 'code';
      }
      if (state !== 'code' && state !== 'code-refused') throw failureOf(state, source);
    } catch (thrown) {
      await desk.settle('failed');
      throw thrown;
    }
    if (await desk.again()) continue;
    throw new CollectFailed(
      'code-needed',
      `${source.label} refused the codes. Collect again for a new one; a further wrong one could lock the account.`,
      { outcome: 'codes-refused' },
    );
  }
}

/** Submits, and tells the state that follows. A page that changes in place is given time to leave the old one. */
async function submitted(
  { page, source: { login }, patience }: SignIn,
  typed: Parameters<typeof submit>[1],
  button: string,
  from: LoginState,
): Promise<LoginState | null> {
  const isNewPage = await submit(page, typed, button, patience);
  return awaitState(page, login, patience, isNewPage ? null : from);
}

function failureOf(state: LoginState | null, { label, login, site }: Source): CollectFailed {
  switch (state) {
    case 'password-refused':
      return new CollectFailed(
        'password-refused',
        `${label} refused the e-mail address or the password. Correct them in .env; it is not tried again by itself.`,
      );
    case 'blocked':
      return new CollectFailed(
        'blocked',
        `${label} wants a person: a puzzle, or the account is locked. Sign in by hand at ${site} first.`,
      );
    default:
      return new CollectFailed(
        'layout-changed',
        `${label} shows a page we do not know (${login.home}, state ${state ?? 'unknown'}). Bring the files by hand; "bedrot freshness" says how.`,
      );
  }
}
