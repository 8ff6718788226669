import { REFUSED } from '../api-error.ts';
import { edited, type MessagePayload, newMessage } from '../message.ts';
import type { Channel, Message } from '../wire.ts';
import type { Kept, World } from '../world.ts';
import type { Call, Route } from './route.ts';

/** "The past few minutes", in which Discord gives the first message again for the same nonce. */
const NONCE_MS = 3 * 60_000;

const MESSAGES = '/channels/{channel_id}/messages';
const MESSAGE = `${MESSAGES}/{message_id}`;
const PIN = `${MESSAGES}/pins/{message_id}`;

export const channelRoutes: Route[] = [
  { method: 'GET', path: '/channels/{channel_id}', handle: (call) => ({ body: channelOf(call) }) },
  { method: 'PATCH', path: '/channels/{channel_id}', handle: updateChannel },
  { method: 'POST', path: '/channels/{channel_id}/typing', handle: typing },
  { method: 'POST', path: '/channels/{channel_id}/threads', handle: createThread },
  { method: 'GET', path: `${MESSAGES}/pins`, handle: listPins },
  { method: 'PUT', path: PIN, handle: (call) => pin(call, call.world.now()) },
  { method: 'DELETE', path: PIN, handle: (call) => pin(call, null) },
  { method: 'POST', path: `${MESSAGES}/bulk-delete`, handle: bulkDelete },
  { method: 'POST', path: `${MESSAGE}/threads`, handle: createThread },
  { method: 'GET', path: MESSAGES, handle: listMessages },
  { method: 'POST', path: MESSAGES, handle: createMessage },
  { method: 'GET', path: MESSAGE, handle: (call) => ({ body: keptOf(call).message }) },
  { method: 'PATCH', path: MESSAGE, handle: editMessage },
  { method: 'DELETE', path: MESSAGE, handle: deleteMessage },
];

const channelOf = ({ world, params }: Call): Channel => world.channel(params.channel_id ?? '');

/** A message all see: through these routes a bot cannot reach an ephemeral one. */
function keptOf(call: Call): Kept {
  const kept = call.world.find(call.params.message_id ?? '', channelOf(call).id);
  if (kept === undefined || kept.visibleTo !== null) throw REFUSED.message();
  return kept;
}

function createMessage(call: Call) {
  const { world, files } = call;
  const channel = channelOf(call);
  if (channel.recipients?.some(({ id }) => world.closedTo.has(id))) throw REFUSED.closed();
  const payload = call.body as MessagePayload;
  const same = payload.enforce_nonce ? sameNonce(world, channel, payload.nonce) : undefined;
  if (same !== undefined) return { body: same };
  // Only an answer to an interaction can be ephemeral.
  const flags = Number(payload.flags ?? 0) & ~64;
  const message = newMessage(world, channel.id, world.bot, { ...payload, flags }, files);
  return { body: world.put({ message, visibleTo: null, pinnedAt: null }).message };
}

function sameNonce(
  world: World,
  channel: Channel,
  nonce: string | number | null | undefined,
): Message | undefined {
  if (nonce === undefined || nonce === null) return undefined;
  const since = world.clock.now().getTime() - NONCE_MS;
  return world
    .messages(channel.id)
    .map(({ message }) => message)
    .findLast(
      (message) =>
        message.author.id === world.bot.id &&
        String(message.nonce) === String(nonce) &&
        Date.parse(message.timestamp) >= since,
    );
}

function editMessage(call: Call) {
  const { world, files } = call;
  const kept = keptOf(call);
  if (kept.message.author.id !== world.bot.id) throw REFUSED.notAuthor();
  const message = edited(world, kept.message, call.body as MessagePayload, files);
  return { body: world.put({ ...kept, message }).message };
}

function deleteMessage(call: Call) {
  const { world } = call;
  const kept = keptOf(call);
  // Nobody can delete what another wrote in direct messages.
  if (channelOf(call).type === 1 && kept.message.author.id !== world.bot.id) throw REFUSED.directMessage();
  world.remove(kept);
  return {};
}

function bulkDelete(call: Call) {
  const { messages } = call.body as { messages: string[] };
  const { id } = channelOf(call);
  for (const kept of messages.map((message) => call.world.find(message, id)))
    if (kept) call.world.remove(kept);
  return {};
}

/** Newest first, at most `limit` (50), as Discord lists them. */
function listMessages(call: Call) {
  const { query, world } = call;
  const before = query.get('before');
  const after = query.get('after');
  const limit = Number(query.get('limit') ?? 50);
  const all = world
    .messages(channelOf(call).id)
    .map(({ message }) => message)
    .filter(
      ({ id }) =>
        (before === null || BigInt(id) < BigInt(before)) && (after === null || BigInt(id) > BigInt(after)),
    );
  return { body: (after === null ? all.slice(-limit) : all.slice(0, limit)).reverse() };
}

function pin(call: Call, pinnedAt: string | null) {
  const kept = keptOf(call);
  call.world.put({ ...kept, pinnedAt, message: { ...kept.message, pinned: pinnedAt !== null } });
  return {};
}

function listPins(call: Call) {
  const items = call.world
    .messages(channelOf(call).id)
    .flatMap(({ message, pinnedAt }) => (pinnedAt === null ? [] : [{ pinned_at: pinnedAt, message }]))
    .reverse();
  return { body: { items, has_more: false } };
}

function typing(call: Call) {
  call.world.emit({ type: 'typing', channelId: channelOf(call).id });
  return {};
}

/** A thread from a message has the message's id. */
function createThread(call: Call) {
  const { world, params } = call;
  const parent = channelOf(call);
  const { name = '', auto_archive_duration } = call.body as {
    name?: string;
    auto_archive_duration?: number | null;
  };
  const kept = params.message_id === undefined ? undefined : keptOf(call);
  const thread: Channel = {
    ...{
      id: kept?.message.id ?? world.newId(),
      type: 11,
      flags: 0,
      last_message_id: null,
      guild_id: world.guild.id,
    },
    ...{ name, parent_id: parent.id, owner_id: world.bot.id },
    ...{ message_count: 0, member_count: 1, total_message_sent: 0 },
    thread_metadata: {
      ...{ archived: false, archive_timestamp: world.now(), locked: false },
      auto_archive_duration: Number(auto_archive_duration ?? 4320),
    },
  };
  world.putChannel(thread);
  if (kept !== undefined)
    world.put({ ...kept, message: { ...kept.message, thread, flags: kept.message.flags | 32 } });
  return { status: 201, body: thread };
}

function updateChannel(call: Call) {
  const channel = channelOf(call);
  const { name, archived, locked } = call.body as { name?: string; archived?: boolean; locked?: boolean };
  const before = channel.thread_metadata;
  const now = before && {
    thread_metadata: { ...before, archived: archived ?? before.archived, locked: locked ?? before.locked },
  };
  return { body: call.world.putChannel({ ...channel, ...(name ? { name } : {}), ...now }) };
}
