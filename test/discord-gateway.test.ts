import {
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  SlashCommandBuilder,
  type TextChannel,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { clientFor, discordForTest, expectClean, OWNER } from './support/discord-client.ts';

const GO = new SlashCommandBuilder().setName('go').setDescription('Go');

async function withGo() {
  const discord = await discordForTest();
  const client = await clientFor(discord, (i) => (i as ChatInputCommandInteraction).reply('here'));
  await client.application.commands.set([GO]);
  let resumed = 0;
  client.on(Events.ShardResume, () => resumed++);
  return { discord, client, owner: discord.user(OWNER), resumed: () => resumed };
}

describe('the gateway, with the real client', () => {
  it('is ready with guild and channels, and gone after a good-bye', async () => {
    const { discord, client } = await withGo();
    expect(client.guilds.cache.get(discord.guildId)?.channels.cache.map((c) => c.name)).toEqual([
      'numbers',
      'alerts',
    ]);
    expect(discord.online()).toBe(true);
    await client.destroy();
    await discord.waitFor(() => !discord.online());
    const exchange = discord.user(OWNER).slash(['go']);
    expect((await exchange).error).toBe('did not respond');
    expectClean(discord);
  });

  it('replays what was missed when a dropped socket is resumed', async () => {
    const { discord, owner, resumed } = await withGo();
    discord.dropSocket();
    await discord.waitFor(() => !discord.online());
    const exchange = await owner.slash(['go']);
    expect(exchange.ack).toBe('reply');
    expect(resumed()).toBe(1);
    expectClean(discord);
  });

  it('is connected again when it asks for it', async () => {
    const { discord, owner, resumed } = await withGo();
    discord.reconnect();
    await expect.poll(resumed).toBe(1);
    expect((await owner.slash(['go'])).ack).toBe('reply');
    expectClean(discord);
  });

  it('is identified anew after an invalid session, and what was sent meanwhile is lost', async () => {
    const { discord, owner, resumed } = await withGo();
    discord.invalidateSession();
    expect(discord.online()).toBe(false);
    const lost = owner.slash(['go']);
    expect((await lost).error).toBe('did not respond');
    await discord.waitFor(() => discord.online(), 'a new session', 12_000);
    expect((await owner.slash(['go'])).ack).toBe('reply');
    expect(resumed()).toBe(0);
    expectClean(discord);
  });

  it('turns a wrong token and a fatal close away', async () => {
    const { discord, client } = await withGo();
    const stranger = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.api } });
    await expect(stranger.login('other')).rejects.toThrow('invalid token');
    const closed = new Promise<number>((ok) => client.once(Events.ShardDisconnect, ({ code }) => ok(code)));
    discord.closeSocket(4014, 'Disallowed intents.');
    expect(await closed).toBe(4014);
  });

  it('tells only what the intents ask for', async () => {
    const { discord, client } = await withGo();
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    await (client.channels.cache.get(discord.channel('numbers').id) as TextChannel).send('guild');
    discord.user(OWNER).say('numbers', 'guild');
    discord.user(OWNER).dm('direct');
    // Events keep their order: what came before the last one is there when it is.
    await expect.poll(() => heard.at(-1)).toBe('direct');
    expect(heard).toEqual(['direct']);
    expectClean(discord);
  });

  it('answers heartbeats, knows no made-up session, and hangs up on what it does not understand', async () => {
    const discord = await discordForTest();
    const talk = async (...frames: string[]): Promise<string> => {
      const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway/?v=10&encoding=json`);
      const heard: string[] = [];
      const closed = new Promise<void>((ok) => {
        socket.on('close', (code) => ok(void heard.push(`closed ${code}`)));
      });
      socket.on('message', (raw) => {
        heard.push(`op ${JSON.parse(String(raw)).op}`);
        const next = frames.shift();
        if (next === undefined) socket.close();
        else socket.send(next);
      });
      await closed;
      return heard.join(', ');
    };
    expect(await talk('{"op":1,"d":null}')).toBe('op 10, op 11, closed 1005');
    expect(await talk('{"op":6,"d":{"token":"local-token","session_id":"x","seq":1}}')).toBe(
      'op 10, op 9, closed 1005',
    );
    expect(await talk('{"op":2,"d":{"token":"other"}}')).toBe('op 10, closed 4004');
    expect(await talk('nonsense')).toBe('op 10, closed 4002');
    expect(discord.violations).toEqual([]);
    expect(await talk('{"op":99,"d":null}')).toBe('op 10, closed 4001');
    expect(discord.violations).toMatchObject([{ route: 'gateway', message: 'unknown opcode 99' }]);
  });
});
