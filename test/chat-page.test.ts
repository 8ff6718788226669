import { Routes } from 'discord.js';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeBlock } from '../bot/markdown.ts';
import { PHONE_WIDTH } from '../commands/view/phone-table.ts';
import { pageScreenshot } from '../sandbox/discord/page/screenshot.ts';
import { type Chat, GUEST, OWNER, startChat } from './support/chat-page.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterEach(() => chat.endTest());
afterAll(() => chat?.close());

const composer = (page: Page) => page.getByRole('combobox', { name: 'Message' });
const options = (page: Page) => page.getByRole('option').filter({ visible: true });
const newest = (page: Page) => page.locator('.message').last();

/** Types a command by its name and picks it with the keyboard. */
async function pick(page: Page, typed: string): Promise<void> {
  await composer(page).fill(`/${typed}`);
  await options(page).first().waitFor();
  await page.keyboard.press('Enter');
}

describe('a command', () => {
  it('is found by typing, filled in with help, and answered with a picture', async () => {
    const page = await chat.open();
    await composer(page).focus();
    await page.keyboard.type('/');
    expect(await options(page).locator('.option-label').allTextContents()).toEqual([
      '/board',
      '/kpi money',
      '/kpi streams',
      '/kpi summary',
      '/login',
      '/silent',
    ]);
    await page.keyboard.type('str');
    expect(await options(page).locator('.option-detail').allTextContents()).toEqual([
      'Streams by day, with a chart',
      'Streams, followers and revenue at one glance',
    ]);
    await page.keyboard.press('Enter');

    const artist = page.getByRole('combobox', { name: 'artist' });
    await expect.poll(() => artist.evaluate((input) => input.matches(':focus'))).toBe(true);
    await expect
      .poll(() => options(page).allTextContents())
      .toEqual(['Nyx', 'Nyx & the Hours', 'Vale', 'Ostrava']);
    await page.keyboard.type('hours');
    await expect.poll(() => options(page).allTextContents()).toEqual(['Nyx & the Hours']);
    await page.keyboard.press('Enter');
    expect(await artist.inputValue()).toBe('Nyx & the Hours');

    await page.getByRole('button', { name: 'Add period: Which time' }).click();
    expect(await options(page).allTextContents()).toEqual(['Last 7 days', 'Last 28 days']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'period' }).inputValue()).toBe('Last 28 days');
    await page.keyboard.press('Enter');

    await page.getByText('bedrot is thinking…').waitFor();
    const picture = page.getByRole('img', { name: 'Line chart: streams of Nyx & the Hours' });
    await picture.waitFor();
    expect(
      await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    ).toBe(1200);
    expect(await newest(page).locator('.used').textContent()).toBe('Mara used /kpi streams');
    expect(await newest(page).locator('.head').textContent()).toMatch(/^bedrotAPP\d\d:\d\d$/);
    expect(await newest(page).getByRole('definition').allTextContents()).toContain('31,004 ▲ +9.1 %');
    expect(await page.getByText('is thinking…').count()).toBe(0);
    expect(chat.discord.violations).toEqual([]);
  });

  it('says what is still needed, and what does not fit', async () => {
    const page = await chat.open();
    await pick(page, 'kpi streams');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('.chip-error').textContent()).toBe('This is needed.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await pick(page, 'kpi summary');
    await page.getByRole('button', { name: 'Add top' }).click();
    await page.keyboard.type('11');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('.chip-error').textContent()).toBe('At most 10.');
  });

  it('that nobody answers is told after three seconds, and only to who asked', async () => {
    const page = await chat.open();
    await pick(page, 'silent');
    await page.keyboard.press('Enter');
    const failed = page.getByText('The application did not respond.');
    await failed.waitFor();
    expect(await newest(page).textContent()).toContain('Only you can see this');
    await newest(page).getByRole('button', { name: 'Dismiss' }).click();
    expect(await failed.count()).toBe(0);
  });

  it('is answered in markdown, and what a bot writes never becomes HTML', async () => {
    const page = await chat.open();
    await pick(page, 'kpi summary');
    await page.keyboard.press('Enter');
    const text = newest(page).locator('.text');
    await text.getByText('48,210').waitFor();
    expect(await text.locator('strong').allTextContents()).toEqual(['Summary', '48,210', '1,904']);
    expect(await text.locator('li').count()).toBe(2);
    expect(await text.locator('pre').textContent()).toContain('Glass Hours      18,204  +12.5 %');
    expect(await text.getByRole('link', { name: 'the guide' }).getAttribute('href')).toBe(
      'https://example.org/guide',
    );
    expect(await text.textContent()).toContain('<script>alert("never")</script>');
    expect(await page.locator('.log script').count()).toBe(0);
  });
});

describe('what a message offers', () => {
  it('a button changes the message for all, and a second person is refused', async () => {
    const owner = await chat.open();
    const guest = await chat.open(GUEST);
    await chat.asked('Vale');
    await newest(owner).getByText('Round 1').waitFor();
    await newest(guest).getByText('Round 1').waitFor();

    await newest(guest).getByRole('button', { name: 'Refresh' }).click();
    await guest.getByText('Only the owner may do this.').waitFor();
    expect(await guest.getByText('Round 1').last().isVisible()).toBe(true);
    expect(await owner.getByText('Only the owner may do this.').count()).toBe(0);

    const refresh = newest(owner).getByRole('button', { name: 'Refresh' });
    await refresh.focus();
    await owner.keyboard.press('Enter');
    await newest(owner).getByText('Round 2').waitFor();
    await guest.getByText('Round 2').waitFor();
    await newest(owner).getByText('(edited)').waitFor();
    expect(await refresh.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('a button that nobody answers says so under the message', async () => {
    await chat.asked('Vale');
    const page = await chat.open();
    await newest(page).getByRole('button', { name: 'Explain' }).click();
    await newest(page).getByText('The application did not respond.').waitFor();
  });

  it('a message laid out by components is shown, and its menu changes it', async () => {
    const page = await chat.open();
    await pick(page, 'board');
    await page.keyboard.press('Enter');
    const board = page.locator('.message', { hasText: 'Board' }).last();
    await board.getByRole('heading', { name: 'Board' }).waitFor();
    await board.getByRole('img', { name: 'Streams of the label' }).waitFor();
    expect(await board.locator('img').count()).toBe(1);
    await board.getByRole('combobox', { name: 'Another period' }).selectOption('7 days');
    await board.getByText('Last 7 days').first().waitFor();
    await expect.poll(() => board.locator('.text').first().textContent()).toBe('BoardLast 7 days');
    await board.getByRole('button', { name: 'CSV' }).click();
    await page.getByRole('link', { name: 'streams.csv' }).waitFor();
    expect(chat.discord.violations).toEqual([]);
  });

  it('a file is a link, a picture opens large', async () => {
    await chat.asked('Ostrava');
    const page = await chat.open();
    await page.getByRole('button', { name: 'Line chart' }).last().click();
    const large = page.getByRole('dialog', { name: 'Picture' });
    await large.getByText('Line chart: streams of Ostrava').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => large.count()).toBe(0);
    await newest(page).getByRole('button', { name: 'CSV' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      newest(page).getByRole('link', { name: 'streams.csv' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('streams.csv');
  });
});

describe('what only one person sees', () => {
  it('an ephemeral answer', async () => {
    const owner = await chat.open();
    const guest = await chat.open(GUEST);
    await pick(owner, 'kpi money');
    await owner.keyboard.press('Enter');
    await newest(owner).getByText('12.34 EUR').waitFor();
    expect(await newest(owner).textContent()).toContain('Only you can see this');
    await composer(owner).fill('seen by both');
    await owner.keyboard.press('Enter');
    await newest(guest).getByText('seen by both').waitFor();
    expect(await guest.getByText('12.34 EUR').count()).toBe(0);
  });

  it('direct messages: an unread dot, a button, a form that says what is wrong, and the answer', async () => {
    const page = await chat.open();
    const guest = await chat.open(GUEST, '#dm');
    const dm = page.getByRole('link', { name: 'bedrot' });
    expect(await dm.locator('.dot').count()).toBe(0);
    await pick(page, 'login');
    await page.keyboard.press('Enter');
    await dm.locator('.dot').waitFor();
    await dm.click();
    await page.getByText('DistroKid asks for a code.').waitFor();
    expect(await dm.locator('.dot').count()).toBe(0);

    await page.getByRole('button', { name: 'Enter the code' }).click();
    const form = page.getByRole('dialog', { name: 'Code for DistroKid' });
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await form.getByText('At least 6 characters, please: there are 3.').waitFor();
    await page.keyboard.type('456');
    await page.keyboard.press('Enter');
    await page.getByText('Code of 6 digits taken.').waitFor();
    expect(await form.count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Enter the code' }).count()).toBe(0);
    expect(await guest.locator('.message').count()).toBe(0);
    expect(chat.discord.violations).toEqual([]);
  });
});

describe('the page', () => {
  it('fits 400 px: nothing scrolls sideways, channels are in a drawer', async () => {
    const page = await chat.open(OWNER, '', 400);
    const overhang = () =>
      page.evaluate(
        'document.documentElement.scrollWidth - innerWidth + document.body.scrollWidth - innerWidth',
      );
    expect(await overhang()).toBeLessThanOrEqual(0);
    expect(await page.locator('.log').evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
    const alerts = page.getByRole('link', { name: 'alerts' });
    expect(await alerts.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Channels' }).click();
    await alerts.click();
    await page.getByRole('heading', { name: '#alerts' }).waitFor();
    await expect.poll(() => alerts.isVisible()).toBe(false);
    await composer(page).fill('/kpi');
    await options(page).filter({ hasText: '/kpi streams' }).click();
    await options(page)
      .filter({ hasText: /^Vale$/ })
      .click();
    expect(await page.getByRole('combobox', { name: 'artist' }).inputValue()).toBe('Vale');
    expect(await overhang()).toBeLessThanOrEqual(0);
  });

  it('shows a table of the bot whole at 400 px', async () => {
    const page = await chat.open(OWNER, '#alerts', 400);
    const width = async (letters: number): Promise<number> => {
      const description = codeBlock(['─'.repeat(letters)]);
      const route = Routes.channelMessages(chat.discord.channel('alerts').id);
      await chat.bot.rest.post(route, { body: { embeds: [{ description }] } });
      const table = page.locator('.embed pre').filter({ hasText: new RegExp(`^─{${letters}}$`) });
      return table.evaluate((pre) => pre.scrollWidth - pre.clientWidth);
    };
    expect(await width(PHONE_WIDTH)).toBe(0);
    expect(await width(2 * PHONE_WIDTH)).toBeGreaterThan(0);
  });

  it('gives a picture of itself, at twice the size', async () => {
    await chat.asked('Nyx');
    const shot = await pageScreenshot(chat.browser, {
      url: chat.discord.url,
      channel: 'general',
      width: 400,
      height: 700,
    });
    expect([shot.readUInt32BE(16), shot.readUInt32BE(20)]).toEqual([800, 1400]);
  });

  it('is nobody else’s to ask: another origin is refused, and a message of another person stays his', async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${chat.discord.url}/chat/send`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ as: OWNER, channel: 'general', text: 'planted' }),
      });
    expect((await post({ origin: 'http://elsewhere.example' })).status).toBe(403);
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
    chat.discord.user(OWNER).dm('for the bot alone');
    const dm = chat.discord.channels().find(({ type }) => type === 1)?.id;
    expect((await fetch(`${chat.discord.url}/chat/messages?as=${GUEST}&channel=${dm}`)).status).toBe(403);
    expect(chat.discord.messages('general').some(({ content }) => content === 'planted')).toBe(false);
  });
});
