import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outboxService } from '../bot/outbox.ts';
import type { BotService } from '../bot/service.ts';
import { fixedClock } from '../core/clock.ts';
import { parseLabel } from '../core/label.ts';
import { createLog, type Log } from '../core/log.ts';
import type { Exchange, LocalDiscord } from '../sandbox/discord/index.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import {
  askAgain,
  createChallenge,
  findChallenge,
  settleChallenge,
  takeAnswer,
} from '../warehouse/ops/challenges.ts';
import { newSealKeys, unseal } from '../warehouse/ops/seal.ts';
import { codeBot } from './support/code-bot.ts';
import { clientFor, discordForTest, expectClean, OTHER, OWNER } from './support/discord-client.ts';
import { CODE, EMAIL } from './support/distrokid.ts';
import { leaksIn } from './support/leaks.ts';
import { ALERTS } from './support/outbox.ts';

const AT = '2026-11-22T12:00:00.000Z';
const keys = newSealKeys();
const label = parseLabel(
  JSON.stringify({
    ...{ name: 'Test Label', artists: [{ name: 'PIG1987' }], demo: true },
    channels: [{ id: ALERTS, audience: 'money', alerts: true }],
  }),
);

let data: string;
let ops: Db;
let discord: LocalDiscord;
let clock: ReturnType<typeof fixedClock>;
let log: Log;
let logged: string;
let services: BotService[];

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-codes-'));
  ops = openOps(data);
  discord = await discordForTest();
  clock = fixedClock(AT);
  logged = '';
  log = createLog('debug', {
    write: (line) => {
      logged += line;
    },
  });
  services = [];
});
afterEach(async () => {
  for (const service of services) await service.stop();
  expectClean(discord);
  ops.close();
  rmSync(data, { recursive: true, force: true });
});

async function startBot(): Promise<BotService> {
  const service = await codeBot(discord, { data, ops, label, clock, log });
  services.push(service);
  return service;
}

const ask = () =>
  createChallenge(
    ops,
    { platform: 'distrokid', account: EMAIL, hint: 'the code of the e-mail', publicKey: keys.publicKey },
    clock.now(),
  );
const owner = () => discord.user(OWNER);
/** Cards in the direct messages; the short replies that only he sees are left out. */
const dms = () =>
  owner()
    .dmMessages()
    .filter(({ embeds }) => embeds.length > 0);
const shows = (title: string) =>
  discord.waitFor(() => dms().at(-1)?.embeds?.[0]?.title?.includes(title), `a message that says ${title}`);
const press = async (id: number, who = owner()): Promise<Exchange> => {
  await discord.waitFor(() => dms().length > 0, 'a direct message');
  return who.press(dms().at(-1)?.id ?? '', `code:${id}`);
};
const said = async (exchange: Exchange): Promise<string> => (await exchange.answer()).content;

describe('asking for a code in Discord', () => {
  it('goes from the message over the modal to the sealed answer, and tells what came of it', async () => {
    await startBot();
    const { id } = ask();
    await shows('A code is needed');
    const [dm] = dms();
    expect(JSON.stringify(dm)).toContain('o•••');
    expect(JSON.stringify(dm)).not.toContain(EMAIL);

    const opened = await press(id);
    expect(opened.ack).toBe('modal');
    expect(await said(await owner().submit(opened, { code: '739 146' }))).toContain('Sealed and handed over');
    await shows('being tried');
    expect(unseal(takeAnswer(ops, id) ?? Buffer.alloc(0), keys, id)).toBe(CODE);

    askAgain(ops, id, clock.now());
    await shows('one try is left');
    const again = await press(id);
    await owner().submit(again, { code: CODE });
    takeAnswer(ops, id);
    settleChallenge(ops, id, 'accepted', clock.now());
    await shows('Signed in');
    // One message all along, without its button in the end.
    expect(dms()).toHaveLength(1);
    expect(dms()[0]?.components).toEqual([]);

    expect(leaksIn(data, CODE)).toEqual([]);
    expect(logged).not.toContain(CODE);
    expect(JSON.stringify([dms(), discord.messages('numbers'), discord.requests])).not.toContain(CODE);
  });

  it('another person, another answer, a late one and an odd one do nothing but say so', async () => {
    await startBot();
    const { id } = ask();
    await shows('A code is needed');
    // A modal that stays open while another answer is given.
    const [first, second] = [await press(id), await press(id)];
    expect(await said(await owner().submit(first, { code: 'no code!' }))).toContain('4 to 16');
    expect(findChallenge(ops, id)?.answeredAt).toBeNull();

    const third = await press(id);
    const results = await Promise.all([
      owner().submit(second, { code: '111111' }).then(said),
      owner().submit(third, { code: '222222' }).then(said),
    ]);
    expect(results.filter((text) => text.includes('Sealed'))).toHaveLength(1);
    expect(results.filter((text) => text.includes('given before'))).toHaveLength(1);

    takeAnswer(ops, id);
    askAgain(ops, id, clock.now());
    await shows('one try is left');
    const late = await press(id);
    clock.set('2026-11-22T12:10:00.000Z');
    expect(await said(await owner().submit(late, { code: CODE }))).toContain('too late');
    expect(takeAnswer(ops, id)).toBeNull();
    await shows('Too late');
  });

  it('shows a guest nothing, even when he gets at the button', async () => {
    await startBot();
    const { id } = ask();
    await shows('A code is needed');
    expect(discord.user(OTHER).dmMessages()).toEqual([]);
    // The same button in a channel, as a forged message could carry it.
    const client = await clientFor(discord);
    const channel = discord.channel('numbers').id;
    const forged = (await client.rest.post(`/channels/${channel}/messages`, {
      body: {
        content: 'press me',
        components: [{ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: `code:${id}` }] }],
      },
    })) as { id: string };
    const pressed = await discord.user(OTHER).press(forged.id, `code:${id}`);
    expect(await said(pressed)).toContain('Only the owner');
    expect(pressed.ephemeral).toBe(true);
    expect(pressed.modal).toBeUndefined();
  });

  it('that cannot be asked for in direct messages is told of in the channel for alerts, without the code', async () => {
    discord.directMessages(OWNER, false);
    await startBot();
    const outbox = outboxService({
      ...{ ops, label: () => label, ownerId: OWNER, clock, log, random: () => 0.5, pollMs: 20 },
    });
    services.push(outbox);
    outbox.start(await clientFor(discord));
    const { id } = ask();
    const alerts = () => discord.messages('alerts');
    const card = await discord.waitFor(() => alerts()[0], 'a card in #alerts');
    expect(card.embeds[0]?.title).toBe('🔴 Critical: I could not write to you, the owner');
    expect(card.embeds[0]?.description).toContain('Open direct messages');
    expect([card.mentions, card.mention_roles, card.mention_everyone]).toEqual([[], [], false]);
    // Nothing of the login, and no button that opens its modal.
    for (const secret of [EMAIL, 'o•••', 'the code of the e-mail', `code:${id}`])
      expect(JSON.stringify(alerts()), secret).not.toContain(secret);
    expect(dms()).toEqual([]);

    discord.directMessages(OWNER, true);
    await shows('A code is needed');
    await discord.waitFor(() => alerts()[0]?.embeds[0]?.title?.includes('Recovered'), 'the card recovers');
    expect(alerts()).toHaveLength(1);
    const opened = await press(id);
    await owner().submit(opened, { code: CODE });
    expect(unseal(takeAnswer(ops, id) ?? Buffer.alloc(0), keys, id)).toBe(CODE);
  });

  it('asks once, also when the answer of Discord is lost, and its button works after a restart', async () => {
    discord.faults.next('POST /channels/{id}/messages', { reset: 'after' });
    const first = await startBot();
    const { id } = ask();
    while (!findChallenge(ops, id)?.messageId) await sleep(20);
    expect(dms()).toHaveLength(1);
    await first.stop();

    await startBot();
    const opened = await press(id);
    await owner().submit(opened, { code: CODE });
    expect(unseal(takeAnswer(ops, id) ?? Buffer.alloc(0), keys, id)).toBe(CODE);
    expect(dms()).toHaveLength(1);
  });
});
