import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerToCsv } from '../commands/view/csv.ts';
import type { Exchange, Message } from '../sandbox/discord/index.ts';
import { openOps } from '../warehouse/kit/open.ts';
import {
  ANALYST,
  type BotHouse,
  botHouse,
  buttonOf,
  MONEY,
  NUMBERS,
  OTHER,
  OWNER,
  textOf,
} from './support/bot.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await botHouse();
});
afterEach(() => {
  expect(house.discord.violations).toEqual([]);
});
afterAll(() => house.close());

const ask = async (who: string, path: string[], options = {}, channel = NUMBERS): Promise<Message> =>
  (await house.discord.user(who).slash(path, options, { channel })).answer();
const press = (who: string, message: Message, label: string): Promise<Exchange> =>
  house.discord.user(who).press(message, buttonOf(message, label));

describe('after a restart, the buttons of an old answer', () => {
  it('ask again, ask for another period, send the CSV and tell where the number comes from', async () => {
    const message = await ask(OTHER, ['kpi', 'streams'], { platform: 'spotify' });
    await house.restart();

    const other = await press(OTHER, message, '7 days');
    expect(other.ack).toBe('deferUpdate');
    const changed = await other.answer();
    expect(changed.id).toBe(message.id);
    // Nov 14 to 20, 134 a day on Spotify.
    expect(textOf(changed)).toContain('**Streams: 938**');
    expect(changed.attachments).toHaveLength(1);
    const current = changed.components[0]?.components?.find(({ label }) => label === '7 days');
    expect(current).toMatchObject({ style: 1, disabled: true });

    const again = await (await press(OTHER, changed, 'Refresh')).answer();
    expect(textOf(again)).toContain('**Streams: 938**');

    const sent = await press(OTHER, again, 'CSV');
    expect(sent.ephemeral).toBe(true);
    const [attached] = (await sent.answer()).attachments;
    expect(attached?.filename).toBe('streams-2026-11-14-2026-11-20.csv');
    const expected = await house.sample.ask('viewer', 'streams', { platform: 'spotify', period: 'last_7d' });
    expect(house.discord.attachment(attached?.url ?? '')?.bytes.toString()).toBe(answerToCsv(expected));

    const explained = textOf(await (await press(OTHER, again, 'Explain')).answer());
    expect(explained).toContain('comes from · TEST LABEL');
    expect(explained).toContain('**Streams: 938**');
    expect(explained).toContain('```sql');
  });

  it('explain the kind of number that was shown, not its sister', async () => {
    const message = await ask(OTHER, ['kpi', 'top'], { by: 'track' });
    // Tracks are told by statements alone: 3,100 + 1,100 + 500.
    expect(textOf(message)).toContain('**Streams, all tracks: 4,700**');
    const explained = await (await press(OTHER, message, 'Explain')).answer();
    expect(textOf(explained)).toContain('**Streams: 4,700**');
  });

  it('hold a question that is longer than a button', async () => {
    const names = 'ZONE A0; PIG1987; zonea0; ZONE A0; PIG1987';
    const options = { metric: 'followers', by: 'artist', names, period: '2026-06-01..2026-11-20' };
    const message = await ask(OTHER, ['kpi', 'compare'], options);
    const id = buttonOf(message, 'Refresh');
    expect(id).toMatch(/^q1:r:#[0-9a-f]{16}$/);
    await house.restart();
    const again = await (await press(OTHER, message, 'Refresh')).answer();
    expect(textOf(again)).toBe(textOf(message));

    const ops = openOps(house.sample.data);
    ops.exec('DELETE FROM buttons');
    ops.close();
    const lost = await press(OTHER, again, 'Refresh');
    await expect.poll(() => lost.followUps.map(textOf).join()).toContain('no longer known. Ask it again.');
    expect(textOf(house.discord.messages(NUMBERS).find(({ id }) => id === message.id) as Message)).toBe(
      textOf(again),
    );
  });
});

describe('a button pressed by another person', () => {
  it('gives a copy for nobody else to see, with what that person may see', async () => {
    const message = await ask(OTHER, ['kpi', 'summary'], {}, MONEY);
    expect(textOf(message)).not.toContain('USD');
    const copy = await press(ANALYST, message, 'Refresh');
    expect(copy).toMatchObject({ ack: 'defer', ephemeral: true });
    expect(textOf(await copy.answer())).toContain('USD');
    const stands = house.discord.messages(MONEY).find(({ id }) => id === message.id);
    expect(textOf(stands as Message)).not.toContain('USD');
  });
});

describe('show to all', () => {
  it('posts an answer of money in its channel, and its buttons refuse money to others', async () => {
    const message = await ask(OWNER, ['kpi', 'revenue'], {}, MONEY);
    const shown = await press(OWNER, message, 'Show to all');
    expect(shown.ephemeral).toBe(false);
    const posted = await shown.answer();
    expect(textOf(posted)).toContain('13.77 USD');
    expect(() => buttonOf(posted, 'Show to all')).toThrow('no button');

    const refused = await press(OTHER, posted, 'CSV');
    expect(refused.ephemeral).toBe(true);
    expect(textOf(await refused.answer())).toContain('you are not among those who see money');
    expect((await refused.answer()).attachments).toEqual([]);
  });

  it('is not offered where everybody sees the answer anyway', async () => {
    const message = await ask(OTHER, ['kpi', 'streams']);
    expect(() => buttonOf(message, 'Show to all')).toThrow('no button');
  });
});

it('a button of another version says so', async () => {
  const message = await ask(OTHER, ['data', 'freshness']);
  const button = message.components[0]?.components?.[0];
  if (button) button.custom_id = 'q0:r:freshness:';
  const asked = await house.discord.user(OTHER).press(message, 'q0:r:freshness:');
  expect(asked.ephemeral).toBe(true);
  expect(textOf(await asked.answer())).toContain('This button is of another version of the bot.');
});
