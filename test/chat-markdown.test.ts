import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Chat, OWNER, startChat } from './support/chat-page.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await startChat();
});
afterEach(() => chat.endTest());
afterAll(() => chat?.close());

describe('markdown', () => {
  const cases: [written: string, shown: string, text: string][] = [
    ['**bold *and italics***', 'strong, em', 'bold and italics'],
    ['\\*no\\* italics, \\_none\\_ here, 2 * 3 * 4', '', '*no* italics, _none_ here, 2 * 3 * 4'],
    ['snake_case_name and _italics_', 'em', 'snake_case_name and italics'],
    ['__under__ ~~gone~~', 'u, s', 'under gone'],
    ['`**code**` <b>no tag</b>', 'code', '**code** <b>no tag</b>'],
    ['[bad](javascript:alert(1)) [good](https://example.org/a_b_c)', 'a', '[bad](javascript:alert(1)) good'],
    ['see https://example.org/x. Then', 'a', 'see https://example.org/x. Then'],
    ['> said\n> twice', 'blockquote', 'said\ntwice'],
    ['1. one\n2. two', 'ol, li, li', 'onetwo'],
    [`<@${OWNER}> at <t:0:d>`, 'span, time', '@Mara at 01/01/1970'],
    ['<@&1> **open', '', '<@&1> **open'],
  ];
  it.each(cases)('%s', async (written, shown, text) => {
    const page = await chat.open(OWNER, '#alerts');
    const { id } = chat.discord.user(OWNER).say('alerts', written);
    const box = page.locator(`[data-id="${id}"] .text`);
    await box.waitFor();
    expect(await box.textContent()).toBe(text);
    const tags = await box
      .locator(':not(p)')
      .evaluateAll((all) => all.map(({ tagName }) => tagName.toLowerCase()));
    expect(tags.join(', ')).toBe(shown);
  });
});
