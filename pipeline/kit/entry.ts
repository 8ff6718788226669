import { mkdir, rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { finishSignIn, SIGN_INS_A_DAY, startSignIn, whyNotSignIn } from '../../warehouse/ops/sign-ins.ts';
import { type BrowserState, type DeskOptions, openDesk, resumeDesk } from './code-desk.ts';
import { CollectFailed, SessionEnded } from './collect-failed.ts';
import type { Source } from './collector.ts';
import type { House } from './house.ts';
import { awaitState, visit } from './login.ts';
import { enterCode, type SignIn, signIn, type Way } from './sign-in.ts';
import { vaultName } from './vault.ts';

export interface Entry extends Omit<SignIn, 'page' | 'openDesk' | 'beforePassword'> {
  browser: Browser;
  desk: DeskOptions;
  /** A person wants it: limits for programs do not hold. */
  insist: boolean;
}

/** Gets in: by the code a killed collector was waiting for, by the session kept, or by a login. */
export async function enter(entry: Entry): Promise<{ page: Page; by: Way }> {
  const { browser, source, patience, desk } = entry;
  const resumed = await resumeDesk(desk, async (url, state) => {
    const page = await newPage(browser, state);
    await visit(page, url, patience);
    if ((await awaitState(page, source.login, patience)) === 'code') return page;
    await page.context().close();
    return null;
  });
  if (resumed) {
    const { page } = resumed;
    return { page, by: await told(entry, page, () => enterCode(givenFor(entry, page), resumed.desk)) };
  }
  const kept = await desk.vault.read(sessionOf(desk));
  const page = await newPage(browser, kept ? (JSON.parse(kept.toString()) as BrowserState) : undefined);
  return { page, by: await signedIn(entry, page) };
}

const givenFor = (entry: Entry, page: Page): SignIn => ({
  ...entry,
  page,
  openDesk: () => openDesk(entry.desk, page),
  beforePassword: () => {},
});

/** @throws CollectFailed, also when a program may not sign in by itself now */
function signedIn(entry: Entry, page: Page): Promise<Way> {
  const { ops, source, account, clock } = entry.desk;
  const beforePassword = (): void => {
    const no = entry.insist ? null : whyNotSignIn(ops, source.platform, account, clock.now());
    if (no) throw notByItself(no, source);
    startSignIn(ops, source.platform, account, clock.now());
  };
  return told(entry, page, () => signIn({ ...givenFor(entry, page), beforePassword }));
}

/** Remembers how getting in went, and keeps the session. */
async function told(entry: Entry, page: Page, getIn: () => Promise<Way>): Promise<Way> {
  const { ops, source, account } = entry.desk;
  try {
    const by = await getIn();
    finishSignIn(ops, source.platform, account, 'in');
    await keepSession(page, entry.desk);
    return by;
  } catch (thrown) {
    const failed = thrown instanceof CollectFailed ? thrown : null;
    const outcome = String(failed?.details.outcome ?? failed?.failure ?? 'timeout');
    finishSignIn(ops, source.platform, account, outcome);
    throw thrown;
  }
}

function notByItself(
  { why, since }: { why: string; since: string },
  { platform, label }: Source,
): CollectFailed {
  const reason =
    why === 'too-often'
      ? `${SIGN_INS_A_DAY} sign-ins within a day are enough`
      : `the last one (${since.slice(0, 10)}) ended with ${why}`;
  return new CollectFailed(
    'blocked',
    `${label} is not signed in to by itself now: ${reason}. Run "bedrot collect ${platform}" in a terminal.`,
  );
}

/** Takes what there is. A session that ends in the middle is renewed once, and the work begins anew. */
export async function bring(
  house: House,
  page: Page,
  entry: Entry,
  folder: string,
  paths: string[],
): Promise<void> {
  const { source, site, patience } = entry;
  await emptied(folder);
  const open = async (path: string): Promise<void> => {
    house.progress.step(`${source.label} ${path}`, null);
    await visit(page, new URL(path, site).href, patience);
    const state = await awaitState(page, source.login, patience);
    if (state === 'password') throw new SessionEnded();
    if (state === 'blocked') throw new CollectFailed('blocked', `${source.label} wants a person at ${path}.`);
  };
  for (let again = false; ; again = true) {
    try {
      for await (const path of source.extract({ page, open, folder, clock: house.clock, patience })) {
        paths.push(path);
      }
      return await keepSession(page, entry.desk);
    } catch (thrown) {
      if (!(thrown instanceof SessionEnded) || again) throw thrown;
      paths.length = 0;
      await emptied(folder);
      await signedIn(entry, page);
    }
  }
}

async function newPage(browser: Browser, state: BrowserState | undefined): Promise<Page> {
  const context = await browser.newContext({
    acceptDownloads: true,
    ...(state ? { storageState: state } : {}),
  });
  return context.newPage();
}

const sessionOf = ({ source, account }: DeskOptions): string =>
  vaultName(source.platform, account, 'session');

async function keepSession(page: Page, desk: DeskOptions): Promise<void> {
  const state = await page.context().storageState({ indexedDB: true });
  await desk.vault.write(sessionOf(desk), Buffer.from(JSON.stringify(state)));
}

async function emptied(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
}
