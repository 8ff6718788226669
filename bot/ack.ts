import { setTimeout as sleep } from 'node:timers/promises';
import {
  DiscordAPIError,
  HTTPError,
  type InteractionEditReplyOptions,
  type MessageComponentInteraction,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';

const EDIT_TRIES = 3;
const PAUSE_MS = 500;

/** "Is thinking", seen by all or by the person alone. What is said later is seen by the same. */
export const deferReply = (interaction: RepliableInteraction, ephemeral: boolean): Promise<void> =>
  twice(
    () => interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {}),
    () => Object.assign(interaction, { deferred: true, ephemeral }),
  );

/** The message stays as it is until it is edited. */
export const deferUpdate = (interaction: MessageComponentInteraction): Promise<void> =>
  twice(
    () => interaction.deferUpdate(),
    () => Object.assign(interaction, { deferred: true }),
  );

/** Says the answer. To edit twice does no harm, so a connection that is cut is tried again. */
export async function edit(
  interaction: RepliableInteraction,
  message: InteractionEditReplyOptions,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await interaction.editReply(message);
      return;
    } catch (thrown) {
      if (isTheirs(thrown) || tries === EDIT_TRIES) throw thrown;
      await sleep(PAUSE_MS * tries);
    }
  }
}

/**
 * discord.js gives up when the connection is cut. With 3 seconds in all one more try is worth it, and if it was the answer
 * that got lost, the second try is told that it was already acknowledged.
 * @throws DiscordAPIError: too late (10062), or refused.
 */
async function twice(acknowledge: () => Promise<unknown>, was: () => void): Promise<void> {
  try {
    await acknowledge();
  } catch (thrown) {
    if (isTheirs(thrown)) throw thrown;
    try {
      await acknowledge();
    } catch (again) {
      if (codeOf(again) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw again;
      was();
    }
  }
}

/** Discord answered; anything else is a connection that failed. */
const isTheirs = (thrown: unknown): boolean =>
  thrown instanceof DiscordAPIError || thrown instanceof HTTPError;

/** The interaction or its message is gone, or another answered it: there is nobody to tell. */
export const isUnanswerable = (thrown: unknown): boolean =>
  codeOf(thrown) === RESTJSONErrorCodes.UnknownInteraction ||
  codeOf(thrown) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged ||
  codeOf(thrown) === RESTJSONErrorCodes.UnknownMessage;

const codeOf = (thrown: unknown): unknown => (thrown instanceof DiscordAPIError ? thrown.code : undefined);
