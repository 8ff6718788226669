import type { Clock } from '../../core/clock.ts';
import { REFUSED } from './api-error.ts';
import { snowflakes } from './ids.ts';
import type { Channel, Command, DiscordEvent, DiscordOptions, Message, Person, User } from './types.ts';

/** A message and what Discord knows of it beside. Replaced, never changed: who holds one holds a snapshot. */
export interface Kept {
  message: Message;
  /** null: all see it; else the only one who does. */
  visibleTo: string | null;
  pinnedAt: string | null;
}

export interface KeptFile {
  bytes: Buffer;
  type: string;
  name: string;
}

const APPLICATION = '1100000000000000001';
const GUILD = { id: '1100000000000000002', name: 'The label' };
const CHANNELS = [{ id: '1100000000000000003', name: 'general' }];

/** Everything the stand-in knows: people, channels, messages, files, commands. Tells its listeners what changes. */
export class World {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly applicationId: string;
  readonly bot: User;
  readonly guild: { id: string; name: string };
  readonly ownerId: string;
  readonly people = new Map<string, Person>();
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly files = new Map<string, KeptFile>();
  readonly commands = new Map<string, Command>();
  /** Ids of people who take no direct messages. */
  readonly closedTo = new Set<string>();
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  url = '';
  readonly #messages = new Map<string, Map<string, Kept>>();
  readonly #listeners = new Set<(event: DiscordEvent) => void>();

  constructor(options: DiscordOptions) {
    this.clock = options.clock;
    this.newId = snowflakes(options.clock);
    this.applicationId = options.applicationId ?? APPLICATION;
    const named = options.botName === undefined ? {} : { displayName: options.botName };
    this.bot = { ...userOf({ id: this.applicationId, username: 'bedrot', ...named }), bot: true };
    this.guild = options.guild ?? GUILD;
    this.ownerId = options.owner;
    const people = [...(options.users ?? [])];
    if (!people.some(({ id }) => id === options.owner)) people.push({ id: options.owner, username: 'owner' });
    for (const person of people) {
      this.people.set(person.id, person);
      this.users.set(person.id, userOf(person));
    }
    this.users.set(this.bot.id, this.bot);
    for (const [position, { id, name }] of (options.channels ?? CHANNELS).entries())
      this.channels.set(id, {
        ...{ id, type: 0, flags: 0, last_message_id: null, guild_id: this.guild.id },
        ...{ name: name.replace(/^#/, ''), position, parent_id: null },
      });
  }

  on(listener: (event: DiscordEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: DiscordEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  now(): string {
    return this.clock.now().toISOString().replace('Z', '000+00:00');
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (channel === undefined) throw REFUSED.channel();
    return channel;
  }

  /** The direct messages of the bot with somebody; made when there are none yet. */
  dm(userId: string): Channel {
    const user = this.users.get(userId);
    if (user === undefined) throw REFUSED.user();
    return (
      this.findDm(userId) ??
      this.putChannel({ id: this.newId(), type: 1, flags: 0, last_message_id: null, recipients: [user] })
    );
  }

  findDm(userId: string): Channel | undefined {
    return [...this.channels.values()].find(
      ({ type, recipients }) => type === 1 && recipients?.[0]?.id === userId,
    );
  }

  putChannel(channel: Channel): Channel {
    const type = this.channels.has(channel.id) ? 'channel_update' : 'channel_create';
    this.channels.set(channel.id, channel);
    this.emit({ type, channel });
    return channel;
  }

  deleteChannel(channel: Channel): void {
    this.channels.delete(channel.id);
    this.#messages.delete(channel.id);
    this.emit({ type: 'channel_delete', channel });
  }

  /** Oldest first. Without a viewer what all see. */
  messages(channelId: string, viewer?: string): Kept[] {
    const all = [...(this.#messages.get(channelId)?.values() ?? [])];
    return all.filter(({ visibleTo }) => visibleTo === null || visibleTo === viewer);
  }

  /** Any message, whoever may see it; undefined: there is none, or none any more. */
  find(messageId: string, channelId?: string): Kept | undefined {
    if (channelId !== undefined) return this.#messages.get(channelId)?.get(messageId);
    for (const inChannel of this.#messages.values()) {
      const kept = inChannel.get(messageId);
      if (kept !== undefined) return kept;
    }
    return undefined;
  }

  put(kept: Kept): Kept {
    const { message, visibleTo } = kept;
    const inChannel = this.#messages.get(message.channel_id) ?? new Map<string, Kept>();
    const known = inChannel.has(message.id);
    this.#messages.set(message.channel_id, inChannel.set(message.id, kept));
    const channel = this.channels.get(message.channel_id);
    if (!known && channel !== undefined && visibleTo === null)
      this.channels.set(channel.id, { ...channel, last_message_id: message.id });
    this.emit({ type: known ? 'message_update' : 'message_create', message, visibleTo });
    return kept;
  }

  remove({ message, visibleTo }: Kept): void {
    this.#messages.get(message.channel_id)?.delete(message.id);
    this.emit({ type: 'message_delete', id: message.id, channelId: message.channel_id, visibleTo });
  }
}

function userOf({ id, username, displayName }: Person): User {
  return {
    ...{ id, username, global_name: displayName ?? null, discriminator: '0', avatar: null },
    ...{ public_flags: 0, flags: 0, primary_guild: null },
  };
}
