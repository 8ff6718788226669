import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { Actor, Exchange } from './actor-types.ts';
import type { Channel, Command, Message, User } from './wire.ts';

export type * from './actor-types.ts';
export type * from './wire.ts';

export interface Person {
  id: string;
  username: string;
  displayName?: string;
  /** Ids of the roles held in the guild. */
  roles?: readonly string[];
}

export interface DiscordOptions {
  /** The bot's token: any other is refused with 401, and on the gateway with 4004. */
  token: string;
  /** Decides about the 3 s to acknowledge and the 15 min of an interaction's token. */
  clock: Clock;
  /** 0 or absent: any free one. */
  port?: number;
  /** Path of Discord's OpenAPI document. With it every request and every answer is checked. */
  openapi?: string;
  guild?: { id: string; name: string };
  channels?: readonly { id: string; name: string }[];
  users?: readonly Person[];
  /** Id of the guild's owner; made if he is not among `users`. */
  owner: string;
  applicationId?: string;
  /** As people see the bot. Absent: 'bedrot'. */
  botName?: string;
  /** Serves everything outside /api, /gateway and /attachments: the page to chat on. */
  page?: (discord: LocalDiscord) => (request: IncomingMessage, response: ServerResponse) => void;
}

export interface LocalDiscord {
  readonly port: number;
  /** What `DISCORD_API_BASE` is set to: `http://127.0.0.1:PORT/api`. */
  readonly api: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly applicationId: string;
  readonly bot: User;
  readonly guild: { readonly id: string; readonly name: string };
  readonly guildId: string;
  readonly ownerId: string;
  readonly clock: Clock;
  /** A channel of the guild by name (with or without '#') or any channel by id. Throws if there is none. */
  channel(nameOrId: string): Channel;
  /** Channels of the guild, threads, and direct messages, oldest first. */
  channels(): Channel[];
  users(): User[];
  /** Oldest first. Without a viewer only what all see; with one also the ephemeral messages to him. */
  messages(channel: string, viewer?: string): Message[];
  /** Bytes of a file by its URL; undefined: not kept. */
  attachment(url: string): { bytes: Buffer; type: string; name: string } | undefined;
  /** What the bot registered, global and of the guild. */
  commands(): Command[];
  /** Somebody who acts: types, presses, submits. Throws if nobody has the id. */
  user(id: string): Actor;
  /** Returns the function that stops listening. */
  on(listener: (event: DiscordEvent) => void): () => void;
  /** What `read` gives once it is neither undefined, null nor false, looked at after every event. Times out (20 s). */
  waitFor<T>(read: () => T | undefined | null | false, what?: string, timeoutMs?: number): Promise<T>;
  /** Whether a bot is connected and ready. */
  online(): boolean;
  readonly faults: Faults;
  /** Cuts the bot's socket without a word; it resumes by itself. Events until then are kept and replayed. */
  dropSocket(): void;
  /** Asks the bot to connect again (op 7). */
  reconnect(): void;
  /** Declares the session invalid (op 9): the bot must identify anew, and what it missed is gone. */
  invalidateSession(): void;
  /** Somebody closes (or opens) direct messages from bots: those sent then are refused with 50007. */
  directMessages(userId: string, open: boolean): void;
  /** Deletes a channel of the guild with all that is in it. */
  deleteChannel(nameOrId: string): void;
  /** Closes the socket with a code, such as 4014. */
  closeSocket(code: number, reason?: string): void;
  /** What the bot or the stand-in itself sent that Discord would not have. Tests assert it is empty. */
  readonly violations: Violation[];
  /** Every request to the API, oldest first. */
  readonly requests: RequestRecord[];
  close(): Promise<void>;
}

/** `visibleTo`: null for all, else the only person who sees it. */
export type DiscordEvent =
  | { type: 'message_create' | 'message_update'; message: Message; visibleTo: string | null }
  | { type: 'message_delete'; id: string; channelId: string; visibleTo: string | null }
  | { type: 'channel_create' | 'channel_update' | 'channel_delete'; channel: Channel }
  | { type: 'interaction'; exchange: Exchange }
  | { type: 'commands'; commands: Command[] }
  | { type: 'typing'; channelId: string }
  | { type: 'connection'; online: boolean };

export interface Fault {
  /** Answered instead of carrying the request out; 429 needs `retryAfter`. */
  status?: number;
  /** Discord's own error code in the body. */
  code?: number;
  /** How many requests it meets (1). */
  times?: number;
  /** Seconds. */
  retryAfter?: number;
  /** true: the connection is cut before anything happened; 'after': carried out, and the answer is lost. */
  reset?: boolean | 'after';
  /** Carried out this much later. */
  delayMs?: number;
}

export interface Faults {
  /**
   * The next requests to a route meet this. The route is written as `POST /channels/{id}/messages`: a part in braces or
   * `*` stands for any, `**` for any rest; a path without a method is any method.
   */
  next(route: string, fault: Fault): void;
  clear(): void;
}

export interface Violation {
  /** `POST /channels/{channel_id}/messages`, or `gateway`. */
  route: string;
  side: 'request' | 'answer' | 'gateway';
  /** JSON pointer into the body. */
  where: string;
  message: string;
}

export interface RequestRecord {
  method: string;
  /** Path under /api/v10, tokens of interactions left out. */
  path: string;
  /** 0: the connection was cut. */
  status: number;
  at: string;
}
