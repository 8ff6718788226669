import { randomUUID } from 'node:crypto';
import { Routes, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../sandbox/discord/check/openapi.ts';
import { clientFor, discordForTest, OPENAPI, OWNER } from './support/discord-client.ts';

const CHANNEL = '1300000000000000001';

describe('what Discord would not take', () => {
  it.runIf(process.env.CI)("is judged by Discord's own document in CI", () => {
    expect(OPENAPI).toBeDefined();
  });

  it('is refused and noted by the hand-written rules alone', async () => {
    const discord = await discordForTest({ openapi: '' });
    const client = await clientFor(discord);
    const channel = client.channels.cache.get(CHANNEL) as TextChannel;
    await expect(channel.send('x'.repeat(2001))).rejects.toMatchObject({ code: 50035 });
    expect(discord.violations).toEqual([
      {
        ...{ route: 'POST /channels/{channel_id}/messages', side: 'request', where: '/content' },
        message: 'more than 2000 characters',
      },
    ]);
    expect(discord.messages(CHANNEL)).toEqual([]);
  });

  it('a route nobody speaks is noted', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    await expect(client.rest.get(`/${randomUUID()}`)).rejects.toMatchObject({ status: 404 });
    expect(discord.violations).toMatchObject([{ message: 'the stand-in speaks no such route' }]);
  });
});

describe.skipIf(!OPENAPI)("Discord's document", () => {
  const planted: [why: string, body: Record<string, unknown>, where: string][] = [
    ['eleven embeds', { embeds: Array(11).fill({ title: 'x' }) }, '/embeds'],
    ['a long title', { embeds: [{ title: 'x'.repeat(257) }] }, '/embeds/0/title'],
    ['a number for a text', { content: 7 }, '/content'],
    [
      'six buttons in a row',
      {
        components: [
          {
            type: 1,
            components: Array.from({ length: 6 }, (_, i) => ({
              type: 2,
              style: 1,
              label: 'x',
              custom_id: `${i}`,
            })),
          },
        ],
      },
      '/components/0/components',
    ],
    ['a long nonce', { content: 'x', nonce: 'x'.repeat(26) }, '/nonce'],
  ];
  it.each(planted)('%s is caught', async (_, body, where) => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    await expect(client.rest.post(Routes.channelMessages(CHANNEL), { body })).rejects.toMatchObject({
      code: 50035,
    });
    expect(discord.violations).toMatchObject([{ side: 'request', where }]);
  });

  it('numbers may come as text, and a nonce of digits is one', async () => {
    const discord = await discordForTest();
    const client = await clientFor(discord);
    await client.rest.post(Routes.channelMessages(CHANNEL), {
      body: { content: 'x', flags: '4096', nonce: '17' },
    });
    expect(discord.messages(CHANNEL)[0]?.flags).toBe(4096);
    expect(discord.violations).toEqual([]);
  });

  it('holds the stand-in itself to the letter', async () => {
    const document = openDocument(OPENAPI ?? '');
    const discord = await discordForTest();
    const message = discord.user(OWNER).say(CHANNEL, 'x');
    const answer = (body: unknown) => document.answer('POST', '/channels/{channel_id}/messages', 200, body);
    expect(answer(message)).toEqual([]);
    expect(answer({ ...message, flags: '0' })).toMatchObject([{ where: '/flags' }]);
    const { timestamp: _, ...lacking } = message;
    expect(answer(lacking)).toMatchObject([{ message: "must have required property 'timestamp'" }]);
    expect(document.answer('POST', '/nowhere', 200, {})).toHaveLength(1);
  });
});
