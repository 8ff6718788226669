import { type APIUser, DiscordAPIError, REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Config } from '../core/config.ts';
import { isRefused, restOptions } from './client.ts';

/** How Discord answers to the settings. */
export type Look =
  | { state: 'refused' }
  | { state: 'unreached' }
  | {
      state: 'in';
      /** The bot's name. */
      name: string;
      /** Channels asked for that are not there, or that the bot may not see. */
      missing: string[];
    };

const TIMEOUT_MS = 5_000;

/** Asks Discord who the token is and which of the channels it sees. Changes nothing, and tells nothing of the token. */
export async function lookAtDiscord(
  config: Pick<Config, 'DISCORD_API_BASE'> & { DISCORD_TOKEN: string },
  channels: readonly string[],
): Promise<Look> {
  const rest = new REST({ ...restOptions(config), retries: 0, timeout: TIMEOUT_MS }).setToken(
    config.DISCORD_TOKEN,
  );
  try {
    const { username, global_name } = (await rest.get(Routes.user('@me'))) as APIUser;
    const missing: string[] = [];
    for (const id of channels) {
      try {
        await rest.get(Routes.channel(id));
      } catch (thrown) {
        if (!isNotThere(thrown)) throw thrown;
        missing.push(id);
      }
    }
    return { state: 'in', name: global_name ?? username, missing };
  } catch (thrown) {
    return { state: isRefused(thrown) ? 'refused' : 'unreached' };
  } finally {
    // Its sweepers would keep the process alive.
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

const isNotThere = (thrown: unknown): boolean =>
  thrown instanceof DiscordAPIError &&
  (thrown.code === RESTJSONErrorCodes.UnknownChannel || thrown.code === RESTJSONErrorCodes.MissingAccess);
