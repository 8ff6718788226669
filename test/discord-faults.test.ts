import { DiscordAPIError, HTTPError, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { clientFor, discordForTest, expectClean, TOKEN } from './support/discord-client.ts';

const SEND = 'POST /channels/{id}/messages';

async function channelForTest() {
  const discord = await discordForTest();
  const client = await clientFor(discord);
  const channel = client.channels.cache.get(discord.channel('alerts').id) as TextChannel;
  const texts = (): string[] => discord.messages('alerts').map(({ content }) => content);
  const statuses = (): number[] =>
    discord.requests
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
      .map(({ status }) => status);
  return { discord, client, channel, texts, statuses };
}

describe('faults on request', () => {
  it('429 is waited out and tried again', async () => {
    const { discord, channel, texts, statuses } = await channelForTest();
    discord.faults.next(SEND, { status: 429, retryAfter: 0.2 });
    const before = performance.now();
    await channel.send('x');
    expect(performance.now() - before).toBeGreaterThan(190);
    expect(statuses()).toEqual([429, 200]);
    expect(texts()).toEqual(['x']);
    expectClean(discord);
  });

  it('503 as often as asked', async () => {
    const { discord, channel, statuses } = await channelForTest();
    discord.faults.next(SEND, { status: 503, times: 3 });
    await channel.send('x');
    expect(statuses()).toEqual([503, 503, 503, 200]);
    discord.faults.next(SEND, { status: 503, times: 4 });
    await expect(channel.send('y')).rejects.toBeInstanceOf(HTTPError);
    expectClean(discord);
  });

  it('a cut connection before and after the deed', async () => {
    const { discord, channel, texts, statuses } = await channelForTest();
    discord.faults.next(SEND, { reset: true });
    await expect(channel.send('never')).rejects.toThrow();
    expect(texts()).toEqual([]);
    discord.faults.next(SEND, { reset: 'after' });
    await expect(channel.send({ content: 'once', nonce: '1', enforceNonce: true })).rejects.toThrow();
    await channel.send({ content: 'once', nonce: '1', enforceNonce: true });
    expect(texts()).toEqual(['once']);
    expect(statuses()).toEqual([0, 0, 200]);
    expectClean(discord);
  });

  it('401 takes the token out of the client, and a wrong token is refused', async () => {
    const { discord, client, channel, texts } = await channelForTest();
    discord.faults.next('/channels/**', { status: 401 });
    await expect(channel.send('x')).rejects.toBeInstanceOf(DiscordAPIError);
    await expect(channel.send('x')).rejects.toThrow('Expected token');
    client.rest.setToken(TOKEN);
    await channel.send('x');
    expect(texts()).toEqual(['x']);
    const wrong = await fetch(`${discord.api}/v10/users/@me`, { headers: { authorization: 'Bot other' } });
    expect(wrong.status).toBe(401);
    expectClean(discord);
  });

  it('403 with a code of its own meets only the route it names; clear forgets', async () => {
    const { discord, client, channel, texts } = await channelForTest();
    discord.faults.next('POST /users/@me/channels', { status: 403, code: 50007, times: 9 });
    await channel.send('x');
    const refused = await client.users.createDM(discord.ownerId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 50007, status: 403 });
    discord.faults.clear();
    await (await client.users.createDM(discord.ownerId)).send('y');
    expect(texts()).toEqual(['x']);
    expect(() => discord.faults.next('channels', {})).toThrow('is no route');
    expectClean(discord);
  });

  it('a delay passes', async () => {
    const { discord, channel } = await channelForTest();
    discord.faults.next('POST /**', { delayMs: 5000 });
    discord.faults.clear();
    discord.faults.next(SEND, { delayMs: 150 });
    const before = performance.now();
    await channel.send('x');
    expect(performance.now() - before).toBeGreaterThan(145);
    expectClean(discord);
  });
});
