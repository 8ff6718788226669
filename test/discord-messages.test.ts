import { AttachmentBuilder, DiscordAPIError, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  clientFor,
  discordForTest,
  expectClean,
  movedClock,
  OTHER,
  OWNER,
  PNG,
} from './support/discord-client.ts';

const code = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : error);

async function channelForTest() {
  const clock = movedClock();
  const discord = await discordForTest({ clock });
  const client = await clientFor(discord);
  const channel = client.channels.cache.get(discord.channel('#alerts').id) as TextChannel;
  return { clock, discord, client, channel };
}

describe('messages, with the real client', () => {
  it('are sent, edited, listed, pinned, threaded and deleted', async () => {
    const { discord, channel } = await channelForTest();
    const first = await channel.send('open');
    await channel.send({ content: 'two', files: [new AttachmentBuilder(PNG, { name: 'a b.png' })] });
    await first.edit({ content: 'recovered' });
    expect([...(await channel.messages.fetch({ limit: 10 })).values()].map((m) => m.content)).toEqual([
      'two',
      'recovered',
    ]);
    expect(discord.messages('alerts')[1]?.attachments[0]).toMatchObject({
      filename: 'a_b.png',
      size: PNG.length,
    });
    await first.pin();
    expect((await channel.messages.fetchPins()).items.map(({ message }) => message.content)).toEqual([
      'recovered',
    ]);
    const thread = await first.startThread({ name: 'log' });
    await thread.send('detail');
    await thread.setArchived(true);
    expect(discord.channel(thread.id)).toMatchObject({
      parent_id: channel.id,
      thread_metadata: { archived: true },
    });
    expect(discord.messages(thread.id).map(({ content }) => content)).toEqual(['detail']);
    await first.delete();
    expect(discord.messages('alerts').map(({ content }) => content)).toEqual(['two']);
    expect(await first.edit('x').catch(code)).toBe(10008);
    expectClean(discord);
  });

  it('names nobody who is not allowed to be named', async () => {
    const { discord, channel } = await channelForTest();
    await channel.send({ content: `<@${OWNER}> @everyone`, allowedMentions: { parse: [] } });
    await channel.send({ content: `<@${OWNER}> <@${OTHER}>`, allowedMentions: { users: [OWNER] } });
    const [none, one] = discord.messages('alerts');
    expect(none).toMatchObject({ mentions: [], mention_everyone: false });
    expect(one?.mentions.map(({ id }) => id)).toEqual([OWNER]);
    expectClean(discord);
  });

  it('with the same nonce are one, for some minutes', async () => {
    const { clock, discord, channel } = await channelForTest();
    const once = { content: 'alert', nonce: '17', enforceNonce: true };
    const first = await channel.send(once);
    expect((await channel.send(once)).id).toBe(first.id);
    expect((await channel.send({ ...once, nonce: '18' })).id).not.toBe(first.id);
    expect(discord.messages('alerts')).toHaveLength(2);
    clock.forward(3 * 60_000 + 1);
    expect((await channel.send(once)).id).not.toBe(first.id);
    expectClean(discord);
  });

  it('go to a person and come back', async () => {
    const { discord, client } = await channelForTest();
    const heard = new Promise<string>((ok) =>
      client.on('messageCreate', (m) => m.author.bot || ok(m.content)),
    );
    await (await client.users.fetch(OWNER)).send('code?');
    expect(
      discord
        .user(OWNER)
        .dmMessages()
        .map(({ content }) => content),
    ).toEqual(['code?']);
    expect(discord.user(OTHER).dmMessages()).toEqual([]);
    discord.user(OWNER).dm('123456');
    expect(await heard).toBe('123456');
    expectClean(discord);
  });

  it('a person deletes one, and the bot is told when it listens', async () => {
    const { discord, client, channel } = await channelForTest();
    const user = await client.users.fetch(OWNER);
    const told = new Promise<string>((ok) => client.on('messageDelete', (m) => ok(m.id)));
    const sent = await user.send('x');
    expect(() => discord.user(OWNER).remove(sent.id)).toThrow('may not delete');
    const mine = discord.user(OWNER).dm('mine');
    discord.user(OWNER).remove(mine);
    expect(await told).toBe(mine.id);
    const alert = await channel.send('alert');
    discord.user(OWNER).remove(alert.id);
    expect(await alert.edit('still').catch(code)).toBe(10008);
    expectClean(discord);
  });

  it('of others cannot be edited, and an unknown channel is one', async () => {
    const { discord, client, channel } = await channelForTest();
    const said = discord.user(OTHER).say('alerts', 'hello');
    expect(await channel.messages.edit(said.id, 'mine').catch(code)).toBe(50005);
    expect(await client.channels.fetch('99').catch(code)).toBe(10003);
    expect(await client.users.fetch('99').catch(code)).toBe(10013);
    expectClean(discord);
  });
});
