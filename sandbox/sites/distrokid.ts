import { randomBytes } from 'node:crypto';
import {
  bankPage,
  codePage,
  dashboardPage,
  detailsPage,
  lockedPage,
  otherSignInPage,
  signInPage,
} from './distrokid-pages.ts';
import { type Asked, type LocalServer, type Reply, redirect, serve } from './http.ts';

export interface DistrokidSiteOptions {
  email: string;
  password: string;
  /** The second factor. A code is good for one login. */
  code: string;
  /** What there is to collect: two stats pages and the bank details. */
  pages: {
    streams: string | Buffer;
    applemusic: string | Buffer;
    bank: { name: string; bytes: Buffer };
  };
  /** 0: any that is free. */
  port?: number;
  /** Wrong codes after which the account is locked; 3 unless told. */
  lockAfter?: number;
  /** The e-mail with the code, which a person would get at this moment. */
  onCode?(code: string): void;
}

export interface DistrokidSite extends LocalServer {
  /** What was tried, without what was typed. */
  readonly seen: { passwords: number; codes: number; wrongCodes: number; downloads: number };
  /** All sessions run out. */
  expireSessions(): void;
  /** Logins that wait for their code are forgotten, as after a restart of the site. */
  forgetLogins(): void;
  /** A new design: this part looks otherwise from now on. Null: all as before. */
  redesign(part: 'login' | 'stats' | 'bank' | null): void;
}

/** A stand-in for distrokid.com on loopback: sign-in with a code, the stats pages, the bank with its download. */
export async function startDistrokidSite(options: DistrokidSiteOptions): Promise<DistrokidSite> {
  const { email, password, code, pages, lockAfter = 3 } = options;
  const seen = { passwords: 0, codes: 0, wrongCodes: 0, downloads: 0 };
  const sessions = new Set<string>();
  const waiting = new Set<string>();
  let design: 'login' | 'stats' | 'bank' | null = null;

  const signIn = ({ method, form }: Asked): Reply => {
    if (design === 'login') return { body: otherSignInPage() };
    if (method !== 'POST') return { body: signInPage() };
    seen.passwords += 1;
    if (seen.wrongCodes >= lockAfter) return { body: lockedPage() };
    if (form.get('email') !== email || form.get('password') !== password) {
      return { body: signInPage('Wrong e-mail address or password.') };
    }
    const login = randomBytes(16).toString('hex');
    waiting.add(login);
    options.onCode?.(code);
    return redirect('/login/verify', { dk_login: login });
  };

  const verify = ({ method, form, cookies }: Asked): Reply => {
    const login = cookies.dk_login ?? '';
    if (!waiting.has(login)) return redirect('/login');
    if (method !== 'POST') return { body: codePage() };
    seen.codes += 1;
    if (form.get('code') !== code) {
      seen.wrongCodes += 1;
      if (seen.wrongCodes < lockAfter) return { body: codePage('That code is not right. Try again.') };
      waiting.delete(login);
      return { body: lockedPage() };
    }
    waiting.delete(login);
    seen.wrongCodes = 0;
    const session = randomBytes(16).toString('hex');
    sessions.add(session);
    return redirect('/dashboard/', { dk_login: '', dk_session: session });
  };

  const download = (): Reply => {
    seen.downloads += 1;
    return {
      body: pages.bank.bytes,
      type: 'application/octet-stream',
      headers: { 'content-disposition': `attachment; filename="${pages.bank.name}"` },
    };
  };

  const inside = ({ url }: Asked): Reply => {
    switch (url.pathname) {
      case '/':
        return redirect('/dashboard/');
      case '/dashboard/':
      case '/mymusic/':
        return { body: dashboardPage() };
      case '/stats/':
        if (design === 'stats') return { body: dashboardPage() };
        return { body: url.searchParams.get('data') === 'applemusic' ? pages.applemusic : pages.streams };
      case '/bank/':
        return { body: bankPage(design !== 'bank') };
      case '/bank/details/':
        return { body: detailsPage() };
      case '/bank/details/download':
        return download();
      default:
        return { status: 404, body: 'Not found' };
    }
  };

  const server = await serve(options.port ?? 0, (asked) => {
    if (asked.url.pathname.startsWith('/js/') || asked.url.pathname === '/favicon.ico') {
      return { status: 404, body: '' };
    }
    if (/^\/(login|signin)\/?$/.test(asked.url.pathname)) return signIn(asked);
    if (asked.url.pathname === '/login/verify') return verify(asked);
    return sessions.has(asked.cookies.dk_session ?? '') ? inside(asked) : redirect('/login');
  });
  return {
    ...server,
    seen,
    expireSessions: () => sessions.clear(),
    forgetLogins: () => waiting.clear(),
    redesign: (part) => {
      design = part;
    },
  };
}
