import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../sandbox/discord/index.ts';
import { ANALYST, type BotHouse, botHouse, buttonOf, MONEY, NUMBERS, OTHER, textOf } from './support/bot.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await botHouse();
  // What the first question of a process loads is no part of this.
  await ask(OTHER, NUMBERS).catch(() => undefined);
}, 60_000);
afterEach(() => {
  expect(house.discord.violations).toEqual([]);
});
afterAll(() => house.close());

const ask = async (who: string, channel: string): Promise<Message> =>
  (await house.discord.user(who).slash(['report'], { period: '2026-10' }, { channel })).answer();

describe('a report in Discord', () => {
  it('shows its figures and a chart, and comes as a PDF, also after a restart', async () => {
    const message = await ask(OTHER, NUMBERS);
    expect(textOf(message)).toContain('**Streams: 3,410**');
    expect(textOf(message)).toContain('**In short**');
    expect(textOf(message)).not.toContain('USD');
    expect(message.attachments).toHaveLength(1);
    await house.restart();
    await ask(OTHER, NUMBERS).catch(() => undefined);
    const sent = await house.discord.user(OTHER).press(message, buttonOf(message, 'PDF'));
    expect(sent.ephemeral).toBe(true);
    const [attached] = (await sent.answer(60_000)).attachments;
    expect(attached?.filename).toBe('report-2026-10-01-2026-10-31.pdf');
    const bytes = house.discord.attachment(attached?.url ?? '')?.bytes;
    expect(bytes?.toString('latin1', 0, 8)).toBe('%PDF-1.7');
    expect(bytes?.length).toBeLessThan(2_000_000);
  }, 120_000);

  it('has money where it may be seen, and only questions that are documents have the button', async () => {
    const message = await ask(ANALYST, MONEY);
    expect(textOf(message)).toContain('2.21 USD');
    const plain = await (
      await house.discord.user(OTHER).slash(['kpi', 'streams'], {}, { channel: NUMBERS })
    ).answer();
    expect(() => buttonOf(plain, 'PDF')).toThrow('no button');
  }, 60_000);
});
