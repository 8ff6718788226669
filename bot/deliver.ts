import { type APIMessage, type Client, DiscordAPIError, Routes, SnowflakeUtil } from 'discord.js';
import type { Clock } from '../core/clock.ts';
import { BedrotError } from '../core/errors.ts';
import type { Label } from '../core/label.ts';
import type { Db } from '../warehouse/kit/open.ts';
import type { CardBody, ReminderBody } from '../warehouse/ops/incidents.ts';
import {
  type Audience,
  findCard,
  markGone,
  markSent,
  markTrying,
  type OutboxRow,
} from '../warehouse/ops/outbox.ts';
import { type CardMessage, incidentCard, refOf, reminderCard } from './card.ts';
import { tellOpen } from './direct.ts';

/** What a delivery works with. `signal` gives it up. */
export interface Delivery {
  client: Client<true>;
  ops: Db;
  label: Label;
  /** Discord id of the owner: where no channel may have a message, he gets it alone. */
  ownerId: string | undefined;
  clock: Clock;
  signal: AbortSignal;
}

const UNKNOWN_MESSAGE = 10_008;
/** How far the clock of this machine may be off against Discord's. */
const CLOCK_SKEW_MS = 5 * 60_000;
const PAGES = 10;

/**
 * Makes Discord say what the row says: sends it, or edits the message that stands there; one that was deleted is sent
 * anew. A message that may have arrived unknown to us is looked for before it is sent again, and goes out under the
 * same nonce, which Discord honours for some minutes.
 * @throws whatever went wrong; the row is then as it was, but for the note that it was tried
 */
export async function deliver(row: OutboxRow, at: Delivery): Promise<void> {
  const body = messageOf(row, at.label);
  if (row.messageId !== null && row.channelId !== null) {
    try {
      await edit(at, row.channelId, row.messageId, body);
    } catch (error) {
      if (!(error instanceof DiscordAPIError && error.code === UNKNOWN_MESSAGE)) throw error;
      markGone(at.ops, row.id, at.clock.now());
      return;
    }
    markSent(at.ops, row.id, row.messageId, row.version, at.clock.now());
    return;
  }
  const mayStandThere = row.triedAt !== null && row.channelId !== null;
  const channel =
    mayStandThere && row.channelId !== null ? row.channelId : await channelFor(row.audience, at);
  const found = mayStandThere ? await find(row, channel, at) : null;
  markTrying(at.ops, row.id, channel, at.clock.now());
  const messageId = found ?? (await send(row, body, channel, at));
  if (mayStandThere) {
    // It may say what was to be said when it was tried first.
    markSent(at.ops, row.id, messageId, 0, at.clock.now());
    await edit(at, channel, messageId, body);
  }
  markSent(at.ops, row.id, messageId, row.version, at.clock.now());
  if (!at.label.channels.some(({ id }) => id === channel)) tellOpen(at.ops, at.clock.now());
}

function messageOf({ kind, body, nonce }: OutboxRow, { theme, demo }: Label): CardMessage {
  const look = { nonce, theme, demo };
  return kind === 'alert'
    ? incidentCard(JSON.parse(body) as CardBody, look)
    : reminderCard(JSON.parse(body) as ReminderBody, look);
}

async function send(row: OutboxRow, body: CardMessage, channel: string, at: Delivery): Promise<string> {
  const card = row.kind === 'reminder' && row.incidentId !== null ? findCard(at.ops, row.incidentId) : null;
  const reply =
    card?.messageId && card.channelId === channel
      ? { message_reference: { message_id: card.messageId, fail_if_not_exists: false } }
      : {};
  const sent = (await at.client.rest.post(Routes.channelMessages(channel), {
    body: { ...body, ...reply, nonce: row.nonce, enforce_nonce: true },
    signal: at.signal,
  })) as APIMessage;
  return sent.id;
}

async function edit({ client, signal }: Delivery, channel: string, id: string, body: CardMessage) {
  const { flags: _, ...rest } = body;
  await client.rest.patch(Routes.channelMessage(channel, id), { body: rest, signal });
}

/** Id of the message with this row's mark at its foot, among all since it was tried first. */
async function find({ nonce, triedAt }: OutboxRow, channel: string, at: Delivery): Promise<string | null> {
  const since = Date.parse(triedAt ?? '') - CLOCK_SKEW_MS;
  let after = SnowflakeUtil.generate({ timestamp: since }).toString();
  for (let page = 0; page < PAGES; page++) {
    const messages = (await at.client.rest.get(Routes.channelMessages(channel), {
      query: new URLSearchParams({ limit: '100', after }),
      signal: at.signal,
    })) as APIMessage[];
    const mine = messages.find(
      ({ author, embeds }) =>
        author.id === at.client.user.id && embeds.some(({ footer }) => footer?.text === refOf(nonce)),
    );
    if (mine) return mine.id;
    if (messages.length < 100) return null;
    after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
  }
  return null;
}

/** The first channel for alerts whose readers may see it; else the owner's direct messages. */
async function channelFor(audience: Audience, { client, label, ownerId, signal }: Delivery): Promise<string> {
  const fit = label.channels.find(
    (channel) =>
      channel.alerts && audience !== 'owner' && (audience === 'numbers' || channel.audience === 'money'),
  );
  if (fit) return fit.id;
  if (ownerId === undefined) {
    throw new BedrotError(
      'config_invalid',
      'No channel of label.json may have this alert, and DISCORD_OWNER_ID does not say whom else to tell.',
    );
  }
  const direct = (await client.rest.post(Routes.userChannels(), {
    body: { recipient_id: ownerId },
    signal,
  })) as { id: string };
  return direct.id;
}
