import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  Client,
  ModalSubmitInteraction,
} from 'discord.js';

/**
 * Handlers of buttons and modals by the prefix of their custom id: `login:17:code` goes to `login` with `17:code`. State
 * lives in the custom id, never in the process: a button is pressed weeks after the restart.
 *
 * A handler acknowledges within 3 s, by itself; what it throws is told to the person as one sentence with an id.
 */
export interface Handlers {
  /** Slash commands that no definition tells, by their whole name: `pipeline import`. */
  readonly commands?: Readonly<Record<string, (interaction: ChatInputCommandInteraction) => Promise<void>>>;
  readonly buttons?: Readonly<
    Record<string, (interaction: ButtonInteraction, rest: string) => Promise<void>>
  >;
  readonly modals?: Readonly<
    Record<string, (interaction: ModalSubmitInteraction, rest: string) => Promise<void>>
  >;
}

/** Something that lives as long as the bot is connected: the sender of the outbox, the prompter for codes. */
export interface BotService extends Handlers {
  /** Once the bot is ready. It must not throw; what fails later is its own to tell and try again. */
  start(client: Client<true>): void;
  /** Resolves when nothing of it is under way. Also called when it was never started. */
  stop(): Promise<void>;
}
