import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  RepliableInteraction,
} from 'discord.js';
import type { Config } from '../core/config.ts';
import { BedrotError, causeOf, toBedrotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { edit, isUnanswerable } from './ack.ts';
import { sayFailure } from './failure.ts';
import type { Handlers } from './service.ts';

export interface Router {
  /** @throws Error when a prefix is taken. */
  add(handlers: Handlers): void;
  /** Never throws: what goes wrong is told to the person, or logged when nobody can be told. */
  handle(interaction: Interaction): Promise<void>;
}

export interface RouterOptions {
  config: Pick<Config, 'data'>;
  log: Log;
  slash(interaction: ChatInputCommandInteraction): Promise<void>;
  autocomplete(interaction: AutocompleteInteraction): Promise<void>;
}

/** One way in for everything a person does: by kind, and buttons and modals by the prefix of their custom id. */
export function createRouter({ config, log, slash, autocomplete }: RouterOptions): Router {
  const buttons = new Map<string, NonNullable<Handlers['buttons']>[string]>();
  const slashes = new Map<string, NonNullable<Handlers['commands']>[string]>();
  const modals = new Map<string, NonNullable<Handlers['modals']>[string]>();

  const route = async (interaction: Interaction): Promise<void> => {
    if (interaction.isChatInputCommand()) return (slashes.get(nameOf(interaction)) ?? slash)(interaction);
    if (interaction.isAutocomplete()) return autocomplete(interaction);
    if (interaction.isButton()) {
      const { prefix, rest } = split(interaction.customId);
      return (buttons.get(prefix) ?? refuse)(interaction, rest);
    }
    if (interaction.isModalSubmit()) {
      const { prefix, rest } = split(interaction.customId);
      return (modals.get(prefix) ?? refuse)(interaction, rest);
    }
  };

  return {
    add(handlers) {
      register(slashes, handlers.commands ?? {});
      register(buttons, handlers.buttons ?? {});
      register(modals, handlers.modals ?? {});
    },
    async handle(interaction) {
      try {
        await route(interaction);
      } catch (thrown) {
        await tell(thrown, interaction);
      }
    },
  };

  async function tell(thrown: unknown, interaction: Interaction): Promise<void> {
    const error = toBedrotError(thrown);
    const unanswerable = isUnanswerable(thrown);
    log[error.code === 'internal' && !unanswerable ? 'error' : 'warn']('question_failed', {
      surface: 'discord',
      who: interaction.user.id,
      code: error.code,
      id: error.id,
      details: error.details,
      ...causeOf(error.cause),
    });
    if (unanswerable || !interaction.isRepliable()) return;
    try {
      await reply(interaction, sayFailure(error, config));
    } catch (failed) {
      log.warn('question_failed', { surface: 'discord', id: error.id, ...causeOf(failed) });
    }
  }
}

/** In place of "is thinking", or beside the message whose button was pressed, which stays as it was. */
async function reply(interaction: RepliableInteraction, message: ReturnType<typeof sayFailure>) {
  // discord.js tells so only: to defer a reply decides who sees it, to defer an update does not.
  const thinking = interaction.deferred && !interaction.replied && interaction.ephemeral !== null;
  if (thinking) {
    const { flags: _, ...body } = message;
    await edit(interaction, body);
  } else if (interaction.deferred || interaction.replied) await interaction.followUp(message);
  else await interaction.reply(message);
}

/** "pipeline import", "report". */
const nameOf = ({ commandName, options }: ChatInputCommandInteraction): string =>
  [commandName, options.getSubcommand(false)].filter(Boolean).join(' ');

function split(customId: string): { prefix: string; rest: string } {
  const colon = customId.indexOf(':');
  return colon < 0
    ? { prefix: customId, rest: '' }
    : { prefix: customId.slice(0, colon), rest: customId.slice(colon + 1) };
}

function register<T>(known: Map<string, T>, given: Readonly<Record<string, T>>): void {
  for (const [prefix, handler] of Object.entries(given)) {
    if (known.has(prefix)) throw new Error(`two handlers for "${prefix}"`);
    known.set(prefix, handler);
  }
}

const refuse = async (): Promise<void> => {
  throw new BedrotError(
    'not_found',
    'This button is of another version of the bot. Ask again with a slash command.',
  );
};
