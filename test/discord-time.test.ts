import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  MessageFlags,
  SlashCommandBuilder,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { clientFor, discordForTest, expectClean, movedClock, OWNER } from './support/discord-client.ts';

const GO = new SlashCommandBuilder().setName('go').setDescription('Go');
type Handler = (i: ChatInputCommandInteraction) => Promise<unknown>;

/** A bot with one command; what its handler throws is kept. */
async function withCommand(handler: Handler) {
  const clock = movedClock();
  const discord = await discordForTest({ clock });
  const refused: unknown[] = [];
  const client = await clientFor(discord, (i) =>
    handler(i as ChatInputCommandInteraction).catch((error: unknown) => refused.push(error)),
  );
  await client.application.commands.set([GO]);
  return { clock, discord, refused, client, owner: discord.user(OWNER) };
}
const codes = (refused: readonly unknown[]): unknown[] =>
  refused.map((error) => (error instanceof DiscordAPIError ? error.code : error));

describe("Discord's rules of time", () => {
  it('refuses an acknowledgement after 3 s, and the person reads that the bot did not respond', async () => {
    const { clock, discord, refused, owner } = await withCommand(async (i) => {
      clock.forward(3001);
      await i.reply('late');
    });
    const exchange = await owner.slash(['go']);
    expect(exchange).toMatchObject({ state: 'failed', error: 'did not respond', ack: null });
    await expect(exchange.answer()).rejects.toThrow('did not respond');
    await expect.poll(() => codes(refused)).toEqual([10062]);
    expect(discord.messages('numbers')).toEqual([]);
    expectClean(discord);
  });

  it('takes one at 3 s sharp', async () => {
    const { clock, owner } = await withCommand(async (i) => {
      clock.forward(3000);
      await i.reply('just');
    });
    expect((await owner.slash(['go'])).ack).toBe('reply');
  });

  it('gives up after 3 s of real time when the bot says nothing', async () => {
    const { owner } = await withCommand(async () => undefined);
    const before = performance.now();
    expect((await owner.slash(['go'])).error).toBe('did not respond');
    expect(performance.now() - before).toBeGreaterThan(2900);
  });

  it('takes one acknowledgement and no second', async () => {
    const { discord, refused, owner } = await withCommand(async (i) => {
      await i.reply('first');
      i.replied = false;
      await i.reply('second');
    });
    expect((await (await owner.slash(['go'])).answer()).content).toBe('first');
    await expect.poll(() => codes(refused)).toEqual([40060]);
    expect(discord.messages('numbers').map(({ content }) => content)).toEqual(['first']);
    expectClean(discord);
  });

  it('ends the token after 15 minutes', async () => {
    const { clock, discord, refused, owner } = await withCommand(async (i) => {
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      clock.forward(15 * 60_000);
      await i.editReply('in time');
      clock.forward(1);
      await i.editReply('too late');
    });
    expect((await (await owner.slash(['go'])).answer()).content).toBe('in time');
    await expect.poll(() => codes(refused)).toEqual([50027]);
    expect(
      discord
        .user(OWNER)
        .messages('numbers')
        .map(({ content }) => content),
    ).toEqual(['in time']);
    expectClean(discord);
  });

  it('knows no webhook before the acknowledgement and no made-up interaction', async () => {
    const { discord, refused, owner } = await withCommand(async (i) => {
      await i.webhook.send('early').catch((error: unknown) => refused.push(error));
      await i.reply('now');
    });
    await owner.slash(['go']);
    expect(codes(refused)).toEqual([10015]);
    const made = await fetch(`${discord.api}/v10/interactions/1/nothing/callback`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ type: 4, data: { content: 'x' } }),
    });
    expect(made.status).toBe(404);
    expect(await made.json()).toMatchObject({ code: 10062 });
  });

  it('gives a deleted answer up, and lets the first word after "thinking" take its place', async () => {
    const { discord, refused, owner } = await withCommand(async (i) => {
      await i.deferReply();
      await i.followUp('taken');
      await i.followUp('second');
      await i.deleteReply();
      await i.editReply('gone');
    });
    const exchange = await owner.slash(['go']);
    await expect.poll(() => codes(refused)).toEqual([10008]);
    expect(discord.messages('numbers').map(({ content }) => content)).toEqual(['second']);
    expect(exchange.followUps).toHaveLength(1);
    expectClean(discord);
  });
});
