import type { Client } from 'discord.js';
import type { Browser, Page } from 'playwright';
import { expect } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { findBrowser } from '../../pipeline/kit/browser/find.ts';
import { launchBrowser } from '../../pipeline/kit/browser/launch.ts';
import { type LocalDiscord, startDiscord } from '../../sandbox/discord/index.ts';
import { chatPage } from '../../sandbox/discord/page/routes.ts';
import { startChatBot } from './chat-bot.ts';

export const OWNER = '200000000000000001';
export const GUEST = '200000000000000002';
const TOKEN = 'a.test.token';

export interface Chat {
  discord: LocalDiscord;
  bot: Client;
  browser: Browser;
  /** The page as somebody sees it, in a browser of his own. `where`: '#alerts'. */
  open(as?: string, where?: string, width?: number): Promise<Page>;
  /** An answer with a chart and buttons, asked for by the owner. */
  asked(artist: string): Promise<void>;
  /** Closes the pages, and fails if a script broke or asked for what the page's own policy refuses. */
  endTest(): Promise<void>;
  close(): Promise<void>;
}

/** The local Discord with its page, a real bot, and a real browser. */
export async function startChat(): Promise<Chat> {
  const discord = await startDiscord({
    token: TOKEN,
    clock: systemClock,
    owner: OWNER,
    users: [
      { id: OWNER, username: 'owner', displayName: 'Mara' },
      { id: GUEST, username: 'guest', displayName: 'Jonas' },
    ],
    channels: [
      { id: '300000000000000001', name: 'general' },
      { id: '300000000000000002', name: 'alerts' },
    ],
    page: chatPage,
  });
  const bot = await startChatBot(TOKEN, discord.api);
  const browser = await launchBrowser(await findBrowser(process.env.BROWSER_PATH));
  const troubles: string[] = [];
  return {
    discord,
    bot,
    browser,
    async open(as = OWNER, where = '', width = 1200) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, timezoneId: 'UTC' });
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => troubles.push(String(error)));
      page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
      await page.goto(`${discord.url}/?as=${as}${where}`);
      await page.locator('html[data-ready]').waitFor();
      return page;
    },
    async asked(artist) {
      await (await discord.user(OWNER).slash(['kpi', 'streams'], { artist })).answer();
    },
    async endTest() {
      for (const context of browser.contexts()) await context.close();
      expect(troubles.splice(0)).toEqual([]);
    },
    async close() {
      await browser.close();
      await bot.destroy();
      await discord.close();
    },
  };
}
