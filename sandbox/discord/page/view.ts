import type {
  Channel,
  Command,
  DiscordEvent,
  Exchange,
  LocalDiscord,
  Message,
  Modal,
  User,
} from '../types.ts';

/** The direct messages with the bot, whether there were any yet or not. */
export const DM = '@dm';

export interface PersonView {
  id: string;
  name: string;
}

export interface ChannelView {
  id: string;
  kind: 'text' | 'thread' | 'dm';
  name: string;
  /** Of a thread: the channel it belongs to. */
  parent: string | null;
  /** Id of the last message the person may see; null: none. */
  last: string | null;
}

/** Everything but the messages, as one person sees it. */
export interface StateView {
  me: PersonView & { owner: boolean };
  people: (PersonView & { owner: boolean })[];
  bot: PersonView;
  online: boolean;
  guild: string;
  channels: ChannelView[];
  /** What he may type, by where: in the guild, and in direct messages. */
  commands: { guild: Command[]; dm: Command[] };
}

export interface MessageView extends Message {
  /** `channel_id`, or '@dm'. */
  channel: string;
  /** Whose command it answers. */
  used: { by: string; name: string } | null;
}

/** How an act went. `modal` is set when it opened one; it is submitted under `id`. */
export interface ExchangeView {
  id: string;
  state: Exchange['state'];
  ack: Exchange['ack'];
  modal: Modal | null;
  /** The message it led to, if it led to one. */
  message: string | null;
}

/** What the page is told as it happens. */
export type PageEvent =
  | { type: 'message'; message: MessageView; created: boolean }
  | { type: 'gone'; channel: string; id: string }
  | { type: 'typing'; channel: string }
  /** Channels, commands or the bot's connection changed: ask for the state again. */
  | { type: 'state' };

export const nameOf = (user: User): string => user.global_name ?? user.username;

export function stateFor(discord: LocalDiscord, me: string): StateView {
  const person = (user: User) => ({ id: user.id, name: nameOf(user), owner: user.id === discord.ownerId });
  const may = discord.commands().filter((command) => allowed(discord, command, me));
  // A guild's own command stands before the global one of its name.
  const hidden = ({ name, guild_id }: Command): boolean =>
    guild_id === undefined && may.some((other) => other.name === name && other.guild_id !== undefined);
  const dm: ChannelView = {
    ...{ id: DM, kind: 'dm', name: nameOf(discord.bot), parent: null },
    last: discord.user(me).dmMessages().at(-1)?.id ?? null,
  };
  return {
    me: person(discord.user(me).user),
    people: discord
      .users()
      .filter(({ bot }) => bot !== true)
      .map(person),
    bot: { id: discord.bot.id, name: nameOf(discord.bot) },
    online: discord.online(),
    guild: discord.guild.name,
    channels: [
      ...discord
        .channels()
        .filter(({ type }) => type !== 1)
        .map(channelView(discord, me)),
      dm,
    ],
    commands: {
      guild: may.filter((command) => (!command.contexts || command.contexts.includes(0)) && !hidden(command)),
      dm: may.filter(
        ({ contexts, guild_id }) => guild_id === undefined && (!contexts || contexts.includes(1)),
      ),
    },
  };
}

const channelView =
  (discord: LocalDiscord, me: string) =>
  (channel: Channel): ChannelView => ({
    id: channel.id,
    kind: channel.type === 11 ? 'thread' : 'text',
    name: channel.name ?? '',
    parent: channel.parent_id ?? null,
    last: discord.messages(channel.id, me).at(-1)?.id ?? null,
  });

/** Commands with a default permission are for the owner: nobody else here has one. */
const allowed = (discord: LocalDiscord, command: Command, me: string): boolean =>
  command.type === 1 && (!command.default_member_permissions || me === discord.ownerId);

/** Where `me` finds a channel: its id, '@dm', or null when it is not his. */
export function place(discord: LocalDiscord, channelId: string, me: string): string | null {
  const channel = discord.channels().find(({ id }) => id === channelId);
  if (channel?.type !== 1) return channelId;
  return channel.recipients?.some(({ id }) => id === me) === true ? DM : null;
}

/** What `me` is told of an event; null: nothing. */
export function eventFor(
  discord: LocalDiscord,
  event: DiscordEvent,
  me: string,
  view: (message: Message, channel: string) => MessageView,
): PageEvent | null {
  if ('visibleTo' in event && event.visibleTo !== null && event.visibleTo !== me) return null;
  switch (event.type) {
    case 'message_create':
    case 'message_update': {
      const channel = place(discord, event.message.channel_id, me);
      const created = event.type === 'message_create';
      return channel === null ? null : { type: 'message', message: view(event.message, channel), created };
    }
    case 'message_delete': {
      const channel = place(discord, event.channelId, me);
      return channel === null ? null : { type: 'gone', channel, id: event.id };
    }
    case 'typing': {
      const channel = place(discord, event.channelId, me);
      return channel === null ? null : { type: 'typing', channel };
    }
    case 'interaction':
      return null;
    default:
      return { type: 'state' };
  }
}

export const exchangeView = (exchange: Exchange): ExchangeView => ({
  id: exchange.id,
  state: exchange.state,
  ack: exchange.ack,
  modal: exchange.modal ?? null,
  message: exchange.message?.id ?? null,
});
