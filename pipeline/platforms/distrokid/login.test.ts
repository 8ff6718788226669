import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../kit/browser/find.ts';
import { launchBrowser } from '../../kit/browser/launch.ts';
import { stateOfPage } from '../../kit/login.ts';
import { type CodeDesk, signIn } from '../../kit/sign-in.ts';
import { collector } from './extract.ts';
import { login } from './login.ts';

const SITE = 'https://distrokid.test';
const MENU = '<a href="/mymusic/">My Music</a>';
const form = (fields: string, says = ''): string =>
  `<p>${says}</p><form method="post">${fields}<button type="submit">Go</button></form>`;
const PASSWORD = '<input type="email" name="email"><input type="password" name="password">';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser(await findBrowser(process.env.BROWSER_PATH));
  page = await browser.newPage();
});
afterAll(() => browser.close());

/** Every request of the page is answered here; nothing reaches a network. */
async function serves(answer: (method: string, path: string) => string): Promise<void> {
  await page.unrouteAll();
  await page.route('**/*', (route) => {
    const request = route.request();
    const body = answer(request.method(), new URL(request.url()).pathname);
    return route.fulfill({ contentType: 'text/html', body: `<!doctype html><body>${body}</body>` });
  });
}

describe('the login of DistroKid', () => {
  const cases: [what: string, path: string, body: string, state: string | null][] = [
    ['the form', '/signin', form(PASSWORD), 'password'],
    ['a wrong password', '/signin', form(PASSWORD, 'Invalid email or password.'), 'password-refused'],
    ['a code', '/verify', form('<input autocomplete="one-time-code">'), 'code'],
    ['a code by name', '/2fa', form('<input name="verificationCode" type="tel">'), 'code'],
    ['a wrong code', '/2fa', form('<input name="code">', 'Incorrect code, try again'), 'code-refused'],
    ['an old code', '/2fa', form('<input name="code">', 'The code has expired'), 'code-refused'],
    ['a locked account', '/2fa', form('<input name="code">', 'Too many attempts'), 'blocked'],
    ['a puzzle', '/signin', '<h1>Verify you are human</h1>', 'blocked'],
    ['the inside', '/mymusic/', `${MENU}<h1>Releases</h1>`, 'in'],
    // A page of the inside that is still empty, and the menu on a page of the outside, prove nothing.
    ['an empty inside', '/dashboard/', '', null],
    ['the menu elsewhere', '/pricing', MENU, null],
    ['a form that is not to be seen', '/mymusic/', `<div hidden>${form(PASSWORD)}</div>${MENU}`, 'in'],
    ['another design', '/signin', '<button>Continue with a passkey</button>', null],
  ];
  it.each(cases)('%s', async (_, path, body, state) => {
    await serves(() => body);
    await page.goto(`${SITE}${path}`);
    expect(await stateOfPage(page, login)).toBe(state);
  });

  it('goes on where the site changes its page in place', async () => {
    const posts: string[] = [];
    const next = (form: string): string => JSON.stringify(form);
    const code = '<form id=f><input name=code><button type=submit>Go</button></form>';
    await serves((method, path) => {
      if (method === 'POST') {
        posts.push(path);
        return 'ok';
      }
      return `<main><form id=f><input type=email><input type=password><button type=submit>Go</button></form></main>
        <script>
          let step = 0;
          document.addEventListener('submit', async (event) => {
            event.preventDefault();
            await fetch(['/api/password', '/api/code'][step], { method: 'POST' });
            setTimeout(() => {
              step += 1;
              if (step === 2) history.pushState(null, '', '/dashboard/');
              document.querySelector('main').innerHTML = step === 1 ? ${next(code)} : ${next(MENU)};
            }, 300);
          });
        </script>`;
    });
    const settled: string[] = [];
    const desk: CodeDesk = {
      next: async () => '123456',
      again: async () => false,
      settle: async (outcome) => void settled.push(outcome),
    };
    const by = await signIn({
      page,
      source: { ...collector, platform: 'distrokid', label: 'DistroKid' },
      site: SITE,
      credentials: { user: 'owner@label.test', password: 'x' },
      patience: 20_000,
      openDesk: async () => desk,
      beforePassword: () => {},
    });
    expect(by).toBe('code');
    expect(posts).toEqual(['/api/password', '/api/code']);
    expect(settled).toEqual(['accepted']);
  });
});
