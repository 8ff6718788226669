import { memberOf } from './payload.ts';
import type { Channel, DiscordEvent, Message } from './types.ts';
import type { World } from './world.ts';

/** Intents by which a bot says what it wants to hear. */
const INTENT = { guilds: 1, guildMessages: 512, directMessages: 4096, messageContent: 32768 } as const;

export interface Dispatch {
  name: string;
  data: unknown;
  /** What a session with these intents is told; null: nothing. */
  forIntents: (intents: number) => unknown;
}

/** The gateway events of a change. Ephemeral messages have none: only their reader and the answering bot know them. */
export function dispatchesOf(world: World, event: DiscordEvent): Dispatch[] {
  switch (event.type) {
    case 'message_create':
    case 'message_update':
      return event.visibleTo === null
        ? [messageDispatch(world, event.type.toUpperCase(), event.message)]
        : [];
    case 'message_delete': {
      if (event.visibleTo !== null) return [];
      const channel = world.channels.get(event.channelId);
      const data = { id: event.id, channel_id: event.channelId, ...inGuild(channel) };
      return [
        { name: 'MESSAGE_DELETE', data, forIntents: (intents) => (hears(intents, channel) ? data : null) },
      ];
    }
    case 'channel_create':
    case 'channel_update':
    case 'channel_delete': {
      const { channel } = event;
      if (channel.type === 1) return [];
      const change = event.type.slice('channel_'.length).toUpperCase();
      const name = `${channel.type === 11 ? 'THREAD' : 'CHANNEL'}_${change}`;
      return [{ name, data: channel, forIntents: (intents) => (intents & INTENT.guilds ? channel : null) }];
    }
    default:
      return [];
  }
}

const inGuild = (channel: Channel | undefined): { guild_id?: string } =>
  channel?.guild_id === undefined ? {} : { guild_id: channel.guild_id };

const hears = (intents: number, channel: Channel | undefined): boolean =>
  (intents & (channel?.type === 1 ? INTENT.directMessages : INTENT.guildMessages)) !== 0;

function messageDispatch(world: World, name: string, message: Message): Dispatch {
  const channel = world.channels.get(message.channel_id);
  const { user: _, ...member } = memberOf(world, message.author);
  const place = { channel_type: channel?.type, ...inGuild(channel) };
  const data = { ...message, ...place, ...(channel?.type === 1 ? {} : { member }) };
  const own = message.author.id === world.bot.id || message.mentions.some(({ id }) => id === world.bot.id);
  // Without the privileged intent a bot sees the text only of direct messages, its own, and those that mention it.
  const blank = { ...data, content: '', embeds: [], attachments: [], components: [] };
  const forIntents = (intents: number): unknown => {
    if (!hears(intents, channel)) return null;
    return own || channel?.type === 1 || intents & INTENT.messageContent ? data : blank;
  };
  return { name, data, forIntents };
}
