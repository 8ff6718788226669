import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../bot/client.ts';
import { outboxService } from '../bot/outbox.ts';
import { createRouter } from '../bot/router.ts';
import type { BotService } from '../bot/service.ts';
import type { Clock } from '../core/clock.ts';
import type { Label } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import type { LocalDiscord } from '../sandbox/discord/index.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { closeIncident, listIncidents, openIncident, remind } from '../warehouse/ops/incidents.ts';
import { listOutbox, markTrying } from '../warehouse/ops/outbox.ts';
import { discordForTest, expectClean, OTHER, OWNER, TOKEN } from './support/discord-client.ts';
import { ALERTS, embedOf, fastClock, finding, LABEL, titles } from './support/outbox.ts';
import { survivesKills } from './support/outbox-kills.ts';

const SEND = 'POST /channels/{id}/messages';
const OVERDUE = '🔴 Critical: The x is overdue';
const RECOVERED = '✅ Recovered: The x';

let data: string;
let ops: Db;
let discord: LocalDiscord;
let service: BotService | undefined;
let client: Client | undefined;
let clock: Clock;

beforeEach(async () => {
  clock = fastClock();
  data = mkdtempSync(join(tmpdir(), 'bedrot-outbox-'));
  ops = openOps(data);
  discord = await discordForTest();
});
afterEach(async () => {
  await service?.stop();
  service = undefined;
  await client?.destroy();
  expectClean(discord);
  ops.close();
  rmSync(data, { recursive: true, force: true });
});

async function start(label: Label = LABEL): Promise<void> {
  const it = outboxService({
    ops,
    label: () => label,
    ownerId: OWNER,
    clock,
    log: silentLog,
    random: () => 0.5,
    pollMs: 5,
  });
  service = it;
  const nothing = async (): Promise<void> => {};
  const router = createRouter({ config: { data }, log: silentLog, slash: nothing, autocomplete: nothing });
  router.add(it);
  client = createClient({ DISCORD_API_BASE: discord.api }, silentLog, () => undefined);
  client.on(Events.InteractionCreate, (interaction) => router.handle(interaction));
  const { promise, resolve } = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, resolve);
  await client.login(TOKEN);
  it.start(await promise);
}

async function settled(): Promise<void> {
  for (let wait = 0; wait < 500; wait++) {
    if (listOutbox(ops).every(({ shown, version }) => shown === version)) return;
    await sleep(20);
  }
  throw new Error(`not settled: ${JSON.stringify(listOutbox(ops))}`);
}
const open = (name = 'x', more = {}): unknown => openIncident(ops, finding(name, more), clock.now());
const close = (id = 1): boolean => closeIncident(ops, id, clock.now());
const posts = (): number =>
  discord.requests.filter(({ method, path }) => method === 'POST' && path === `/channels/${ALERTS}/messages`)
    .length;

describe('an alert', () => {
  it('is posted once, with its steps, and edited when it is over', async () => {
    await start();
    open();
    await settled();
    const [first] = discord.messages(ALERTS);
    expect(embedOf(first)?.title).toBe(OVERDUE);
    expect(embedOf(first)?.fields?.find(({ name }) => name === 'How to get it')?.value).toBe(
      'https://example.com/x\n1. Open it.\n2. Click "Export".\n3. Run "bedrot import FILE" with a\\_b.csv',
    );
    expect(first?.components).toHaveLength(1);
    close();
    await settled();
    expect(titles(discord)).toEqual([RECOVERED]);
    expect(discord.messages(ALERTS)[0]?.id).toBe(first?.id);
    expect(discord.messages(ALERTS)[0]?.components).toEqual([]);
    expect(posts()).toBe(1);
  });

  it('that nobody may read in a channel goes to the owner alone', async () => {
    await start({ ...LABEL, channels: [{ id: ALERTS, audience: 'numbers', alerts: true }] });
    open('money', { audience: 'money' });
    open('numbers');
    await settled();
    expect(titles(discord)).toEqual(['🔴 Critical: The numbers is overdue']);
    expect(
      discord
        .user(OWNER)
        .dmMessages()
        .map((message) => embedOf(message)?.title),
    ).toEqual(['🔴 Critical: The money is overdue']);
  });

  it('calls again by a reply to its card', async () => {
    await start();
    open();
    await settled();
    remind(ops, 1, clock.now());
    await settled();
    const [card, reminder] = discord.messages(ALERTS);
    expect(reminder?.message_reference?.message_id).toBe(card?.id);
    expect(discord.messages(ALERTS)).toHaveLength(2);
  });

  it('is acknowledged by the owner and by nobody else', async () => {
    await start();
    open();
    await settled();
    const [card] = discord.messages(ALERTS);
    const other = await discord.user(OTHER).press(card?.id ?? '', 'alert:1:ack');
    expect((await other.answer()).content).toBe('Only the owner of the label acknowledges alerts.');
    expect(listIncidents(ops)[0]?.acknowledgedBy).toBeNull();
    const owner = await discord.user(OWNER).press(card?.id ?? '', 'alert:1:ack');
    expect(owner.ack).toBe('deferUpdate');
    await settled();
    expect(titles(discord)).toEqual(['🔴 Critical (acknowledged): The x is overdue']);
    expect(
      embedOf(discord.messages(ALERTS)[0])?.fields?.find(({ name }) => name === 'Acknowledged')?.value,
    ).toMatch(new RegExp(`^by <@${OWNER}>`));
  });

  it('that was deleted is sent anew when there is news', async () => {
    await start();
    open();
    await settled();
    discord.user(OWNER).remove(discord.messages(ALERTS)[0] ?? '');
    close();
    await settled();
    expect(titles(discord)).toEqual([RECOVERED]);
    expect(posts()).toBe(2);
  });
});

describe('when Discord fails', () => {
  it.each([
    ['503 three times', { status: 503, times: 3 }],
    ['503 nine times', { status: 503, times: 9 }],
    ['429', { status: 429, retryAfter: 0.2 }],
    ['401 once', { status: 401 }],
    ['a connection cut before', { reset: true }],
    ['a connection cut after it was stored', { reset: 'after' as const }],
    ['missing rights, for a while', { status: 403, code: 50_013, times: 2 }],
  ])('%s: it arrives, once', async (_, fault) => {
    discord.faults.next(SEND, fault);
    open();
    open('y');
    await start();
    await settled();
    expect(titles(discord).sort()).toEqual([OVERDUE, '🔴 Critical: The y is overdue']);
  });

  it('an edit that fails is made later', async () => {
    await start();
    open();
    await settled();
    discord.faults.next('PATCH /channels/{id}/messages/{id}', { status: 500, times: 5 });
    close();
    await settled();
    expect(titles(discord)).toEqual([RECOVERED]);
    expect(posts()).toBe(1);
  });

  it('what was stored unknown to us is found again by its foot, and says the newest', async () => {
    open();
    await start();
    await settled();
    await service?.stop();
    await client?.destroy();
    // As if the sender had died between sending and noting it, long ago; meanwhile it is over.
    markTrying(ops, 1, ALERTS, clock.now());
    ops.prepare('UPDATE outbox SET message_id = NULL, shown = 0, next_try_at = ?').run('2026-01-01');
    close();
    const before = posts();
    await start();
    await settled();
    expect(titles(discord)).toEqual([RECOVERED]);
    expect(posts()).toBe(before);
  });

  it('one message that is refused does not hold up the others', async () => {
    discord.faults.next(SEND, { status: 400, code: 50_035 });
    open();
    open('y');
    await start();
    await settled();
    // x is tried again after y.
    expect(titles(discord)).toEqual(['🔴 Critical: The y is overdue', OVERDUE]);
  });
});

it('6 runs with the sender killed at random moments: no alert lost, none twice', async () => {
  const { kills } = await survivesKills(6, 20_261_122);
  expect(kills).toBe(12);
});
