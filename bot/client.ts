import {
  Client,
  type ClientOptions,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Partials,
  Routes,
} from 'discord.js';
import type { Config } from '../core/config.ts';
import { BedrotError, causeOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** discord.js appends the version; where the gateway is, Discord says itself. */
export const restOptions = (config: Pick<Config, 'DISCORD_API_BASE'>) => ({
  api: config.DISCORD_API_BASE,
  version: '10' as const,
});

/** Close codes after which trying again cannot help, and what the owner can do. */
const FATAL: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'Discord refuses the token. Put a new one into DISCORD_TOKEN.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord refuses what the bot wants to be told of (its intents). Look at the Bot page of the application.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks this version of its API. Update bedrot.',
  [GatewayCloseCodes.InvalidIntents]:
    'Discord does not know what the bot wants to be told of. Update bedrot.',
  [GatewayCloseCodes.InvalidShard]: 'Discord refuses the connection (invalid shard). Update bedrot.',
  [GatewayCloseCodes.ShardingRequired]: 'The bot is in too many servers for one connection.',
};

export const TOKEN_REFUSED = FATAL[GatewayCloseCodes.AuthenticationFailed] as string;

/**
 * A client that is told of its servers and of what people do with it, and mentions nobody.
 * @param fatal called with what cannot be mended by trying again: `config_invalid`.
 */
export function createClient(
  config: Pick<Config, 'DISCORD_API_BASE'>,
  log: Log,
  fatal: (error: BedrotError) => void,
): Client {
  const options: ClientOptions = {
    rest: restOptions(config),
    // Channel: without it, direct messages after a restart are lost without a word.
    intents: [GatewayIntentBits.Guilds],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
  };
  const client = new Client(options);
  const once = (message: string) => fatal(new BedrotError('config_invalid', message));
  client.on(Events.ShardDisconnect, ({ code }) =>
    once(FATAL[code] ?? `Discord closed the connection (${code}).`),
  );
  client.on(Events.ShardReconnecting, () => log.warn('bot_disconnected'));
  client.on(Events.ShardError, (error) => log.warn('bot_disconnected', causeOf(error)));
  client.on(Events.Error, (error) => log.error('bot_disconnected', causeOf(error)));
  guardToken(client, once);
  return client;
}

/**
 * After any answer 401, even a passing one, discord.js forgets the token for good. Ours is kept, and one more request asks
 * whether it is really refused.
 */
function guardToken(client: Client, refused: (message: string) => void): void {
  const { rest } = client;
  const setToken = rest.setToken.bind(rest);
  let doubted = false;
  const ask = async () => {
    try {
      await rest.get(Routes.user('@me'));
    } catch (thrown) {
      // Any other failure says nothing about the token.
      if (isRefused(thrown)) refused(TOKEN_REFUSED);
    } finally {
      doubted = false;
    }
  };
  rest.setToken = (token: string | null) => {
    // A client that is closed forgets its own token first.
    if (token !== null || client.token === null) return setToken(token as string);
    if (!doubted) setImmediate(ask);
    doubted = true;
    return rest;
  };
}

/** True for a login that no later try can mend. */
export const isRefused = (thrown: unknown): boolean =>
  (thrown instanceof DiscordjsError && thrown.code === DiscordjsErrorCodes.TokenInvalid) ||
  (thrown instanceof DiscordAPIError && thrown.status === 401);
