import { randomBytes } from 'node:crypto';
import type { Ack, Choice, Exchange, InteractionKind, Message, Modal } from './types.ts';
import { until } from './until.ts';
import { FLAG } from './wire.ts';

/** Discord's number for each kind. */
export const KIND: Readonly<Record<InteractionKind, number>> = {
  command: 2,
  component: 3,
  autocomplete: 4,
  modal: 5,
};

export interface Begin {
  id: string;
  kind: InteractionKind;
  userId: string;
  channelId: string;
  name: string;
  /** Milliseconds of the stand-in's clock. */
  at: number;
  /** The message whose component was pressed, or which opened the modal. */
  sourceId?: string | undefined;
  find: (messageId: string) => Message | undefined;
}

/** One interaction. The registry moves it on; the actor who began it reads it. */
export class Interaction implements Exchange {
  readonly id: string;
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channelId: string;
  readonly name: string;
  readonly at: number;
  readonly sourceId: string | undefined;
  /** Given to the bot with the interaction; good for 15 minutes. */
  readonly token = randomBytes(24).toString('base64url');
  state: 'sent' | 'acknowledged' | 'failed' = 'sent';
  ack: Ack | null = null;
  ackMs: number | null = null;
  answerMs: number | null = null;
  ephemeral = false;
  modal: Modal | undefined;
  choices: readonly Choice[] | undefined;
  /** The message `@original` stands for. */
  originalId: string | undefined;
  /** The message that holds the final content. */
  finalId: string | undefined;
  readonly followUpIds: string[] = [];
  readonly #find: (messageId: string) => Message | undefined;
  readonly #started = performance.now();
  readonly #looks = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(begin: Begin) {
    this.id = begin.id;
    this.kind = begin.kind;
    this.userId = begin.userId;
    this.channelId = begin.channelId;
    this.name = begin.name;
    this.at = begin.at;
    this.sourceId = begin.sourceId;
    this.#find = begin.find;
  }

  get error(): 'did not respond' | undefined {
    return this.state === 'failed' ? 'did not respond' : undefined;
  }

  get message(): Message | undefined {
    const id = this.finalId ?? this.originalId;
    return id === undefined ? undefined : this.#find(id);
  }

  get followUps(): readonly Message[] {
    return this.followUpIds.flatMap((id) => this.#find(id) ?? []);
  }

  /** Fails it after `ms` of real time unless it was acknowledged. */
  expireAfter(ms: number, expired: () => void): void {
    this.#timer = setTimeout(() => {
      if (this.state === 'sent') expired();
    }, ms);
  }

  /** `arrived`: of `performance.now()`, when the acknowledgement came in. */
  acknowledge(ack: Ack, arrived: number): void {
    clearTimeout(this.#timer);
    this.state = 'acknowledged';
    this.ack = ack;
    this.ackMs = arrived - this.#started;
  }

  fail(): this {
    clearTimeout(this.#timer);
    if (this.state === 'sent') this.state = 'failed';
    return this;
  }

  /** The content is the final one, unless it was already. */
  finish(message: Message, arrived: number): void {
    if (this.answerMs !== null || message.flags & FLAG.loading) return;
    this.answerMs = arrived - this.#started;
    this.finalId = message.id;
  }

  changed(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Once acknowledged or failed. */
  settled(): Promise<Exchange> {
    return until(
      this.#subscribe,
      () => this.state !== 'sent' && this,
      `'${this.name}' to be acknowledged`,
      60_000,
    );
  }

  answer(timeoutMs = 15_000): Promise<Message> {
    const read = (): Message | undefined => {
      if (this.state === 'failed') throw new Error(`The bot did not respond to '${this.name}'.`);
      if (this.ack === 'modal' || this.ack === 'autocomplete')
        throw new Error(
          `'${this.name}' was answered with ${this.ack === 'modal' ? 'a modal' : 'choices'}, no message.`,
        );
      return this.answerMs === null ? undefined : this.message;
    };
    return until(this.#subscribe, read, `the answer to '${this.name}'`, timeoutMs);
  }

  readonly #subscribe = (look: () => void): (() => void) => {
    this.#looks.add(look);
    return () => this.#looks.delete(look);
  };
}
