import {
  type APIApplicationCommand,
  type APIUser,
  ApplicationIntegrationType,
  DiscordAPIError,
  HTTPError,
  InteractionContextType,
  REST,
  Routes,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
} from 'discord.js';
import { loadActions } from '../commands/kit/action-registry.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import type { Config } from '../core/config.ts';
import { BedrotError } from '../core/errors.ts';
import { isRefused, restOptions, TOKEN_REFUSED } from './client.ts';
import { withImport } from './import-option.ts';
import { changesBetween } from './register-diff.ts';
import { type Sayable, slashCommands } from './slash.ts';

export interface Registered {
  /** One line each, e.g. "+ /kpi top" ; none: Discord has them as they are. */
  changes: string[];
  /** Whether they were sent. */
  sent: boolean;
  /** Top-level commands there are now, or would be. */
  commands: string[];
}

/**
 * Makes the slash commands in Discord what the registry says: looks at what is there, and replaces it only when something
 * differs. Discord takes 200 new commands a day.
 * @param guild id of a server, where they appear at once; null: everywhere the bot is, and in direct messages.
 * @throws BedrotError `config_invalid` (no token, or refused), `not_allowed` (not that server), `busy` (not reached).
 */
export async function register(
  config: Pick<Config, 'DISCORD_TOKEN' | 'DISCORD_API_BASE'>,
  options: { guild: string | null; dryRun: boolean },
): Promise<Registered> {
  const { guild, dryRun } = options;
  if (config.DISCORD_TOKEN === undefined)
    throw new BedrotError('config_invalid', 'There is no DISCORD_TOKEN; .env.example says where it is from.');
  const wanted = withImport(slashCommands(await loadSayable())).map((command) =>
    guild ? command : everywhere(command),
  );
  const rest = new REST(restOptions(config)).setToken(config.DISCORD_TOKEN);
  try {
    // The user of a bot has the id of its application.
    const { id } = (await rest.get(Routes.user('@me'))) as APIUser;
    const route = guild ? Routes.applicationGuildCommands(id, guild) : Routes.applicationCommands(id);
    const there = (await rest.get(route)) as APIApplicationCommand[];
    const changes = changesBetween(there, wanted);
    const sent = changes.length > 0 && !dryRun;
    if (sent) await rest.put(route, { body: wanted });
    return { changes, sent, commands: wanted.map(({ name }) => name) };
  } catch (thrown) {
    throw inWords(thrown, guild);
  } finally {
    // Its sweepers would keep the process alive.
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

async function loadSayable(): Promise<Sayable[]> {
  const commands = await loadCommands();
  return [...commands, ...(await loadActions(undefined, commands))];
}

/** Said of global commands alone: those of a server are for that server. */
const everywhere = (command: SlashCommand): SlashCommand => ({
  ...command,
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
});

function inWords(thrown: unknown, guild: string | null): BedrotError {
  if (isRefused(thrown)) return new BedrotError('config_invalid', TOKEN_REFUSED, {}, thrown);
  if (thrown instanceof DiscordAPIError && guild !== null && [403, 404].includes(thrown.status))
    return new BedrotError(
      'not_allowed',
      `The bot may not register commands in the server ${guild}. Invite it there with the scopes bot and applications.commands.`,
      {},
      thrown,
    );
  if (thrown instanceof DiscordAPIError)
    return new BedrotError('internal', 'Discord refused the commands.', {}, thrown);
  const why = thrown instanceof HTTPError ? `it answered ${thrown.status}` : 'no connection';
  return new BedrotError('busy', `Discord could not be reached (${why}). Try again later.`, {}, thrown);
}
