import type { Choice, Message, Modal, User } from './wire.ts';

export type Value = string | number | boolean;

/** A file a person puts into an option. */
export interface FileValue {
  name: string;
  bytes: Uint8Array;
  /** As the browser guesses it. */
  type?: string;
}

export interface Where {
  /** Name or id of a channel, or '@dm' for the direct messages with the bot. Absent: the first of the guild. */
  channel?: string;
}

/** Each act resolves when the bot acknowledged it or the 3 s are over; it throws where Discord's client would not let one. */
export interface Actor {
  readonly id: string;
  readonly user: User;
  /** `slash(['kpi', 'summary'], { artist: 'Nyx' })`: command, or command and subcommand, or with a group between. */
  slash(
    path: readonly string[],
    options?: Readonly<Record<string, Value | FileValue>>,
    where?: Where,
  ): Promise<Exchange>;
  /** The choices offered while `text` stands in `option`; the others as already filled in. */
  autocomplete(
    path: readonly string[],
    option: string,
    text: string,
    others?: Readonly<Record<string, Value>>,
    where?: Where,
  ): Promise<Choice[]>;
  /** Presses the button with this custom id. */
  press(message: Message | string, customId: string): Promise<Exchange>;
  /** Chooses in a select menu. */
  select(message: Message | string, customId: string, values: readonly string[]): Promise<Exchange>;
  /** Fills in a modal that an exchange opened: custom id of the field -> text, or the values chosen. */
  submit(opened: Exchange, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Exchange>;
  /** Writes to the bot in direct messages. */
  dm(text: string): Message;
  /** Writes into a channel of the guild. */
  say(channel: string, text: string): Message;
  /** The direct messages with the bot, oldest first; [] if there were none. */
  dmMessages(): Message[];
  /** What he sees of a channel, oldest first. */
  messages(channel: string): Message[];
  /** Deletes a message, as the owner or its author can. */
  remove(message: Message | string): void;
}

export type InteractionKind = 'command' | 'autocomplete' | 'component' | 'modal';
/** `defer`: "is thinking"; `deferUpdate`: the message stays and will be edited; `update`: it is edited at once. */
export type Ack = 'reply' | 'defer' | 'update' | 'deferUpdate' | 'modal' | 'autocomplete';

/** One interaction from the person's side. Live: fields change as the bot goes on. */
export interface Exchange {
  readonly id: string;
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channelId: string;
  /** 'kpi summary', or the custom id. */
  readonly name: string;
  readonly state: 'sent' | 'acknowledged' | 'failed';
  /** null until acknowledged. */
  readonly ack: Ack | null;
  /** Milliseconds from sending to acknowledgement, and to the final content; null: not yet. */
  readonly ackMs: number | null;
  readonly answerMs: number | null;
  /** What stands there after 3 s without an acknowledgement: 'did not respond'. */
  readonly error: 'did not respond' | undefined;
  /** Whether only the person sees the answer. */
  readonly ephemeral: boolean;
  readonly followUps: readonly Message[];
  /** Set when `ack` is 'modal'. */
  readonly modal: Modal | undefined;
  /** Set when `ack` is 'autocomplete'. */
  readonly choices: readonly Choice[] | undefined;
  /** The message as it stands now: answered, updated, or still "thinking". */
  readonly message: Message | undefined;
  /** The message with its final content. Rejects when there is none within the time (15 s). */
  answer(timeoutMs?: number): Promise<Message>;
}
