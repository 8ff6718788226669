import {
  type APIMessage,
  type ButtonInteraction,
  type Client,
  DiscordAPIError,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { Clock } from '../core/clock.ts';
import type { Label } from '../core/label.ts';
import type { Log } from '../core/log.ts';
import type { Db } from '../warehouse/kit/open.ts';
import {
  answerChallenge,
  type Challenge,
  expireChallenges,
  findChallenge,
  listUntold,
  recordShown,
  recordTelling,
  stateOf,
} from '../warehouse/ops/challenges.ts';
import { seal } from '../warehouse/ops/seal.ts';
import { CODE_FIELD, CODE_PREFIX, challengeCard, codeModal } from './challenge-card.ts';
import { isClosed, tellClosed, tellOpen } from './direct.ts';
import type { BotService } from './service.ts';

export interface ChallengeOptions {
  /** Open as long as the service runs; the caller closes it after `stop`. */
  ops: Db;
  label: () => Pick<Label, 'theme' | 'demo' | 'channels'>;
  ownerId: string | undefined;
  clock: Clock;
  log: Log;
  /** How often challenges are looked at. */
  pollMs?: number;
}

const LONGEST_PAUSE_MS = 30_000;
const OWNER_ONLY = 'Only the owner of the label enters codes. Nothing was done.';

const NOWHERE = { about: 'code', error: 'direct messages are closed, and no channel has alerts' };

/** Why a code is not taken, in words. */
const NOT_TAKEN = {
  unknown: 'This login is not known here any more. Nothing was done.',
  over: 'This login is over already. Nothing was done.',
  expired: 'It is too late for this code. Collect again for a new one.',
  already: 'A code was given before, and is being tried. Nothing was done.',
} as const;

/**
 * Asks the owner, and nobody else, for the codes that sites want: a direct message, a button, a modal. What is typed is
 * sealed to the public key of its challenge at once; the bot itself cannot read it back, and keeps nothing of it. All
 * state is in ops.db, so the bot may be killed at any moment.
 */
export function challengeService(options: ChallengeOptions): BotService {
  const { ops, clock, log, ownerId, pollMs = 500 } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let failures = 0;

  function turn(client: Client<true>, owner: string): void {
    round = tellAll(client, owner)
      .then(
        () => {
          failures = 0;
        },
        (error: unknown) => {
          failures += 1;
          if (!stopping.signal.aborted) log.warn('message_failed', { about: 'code', error: String(error) });
        },
      )
      .then(() => {
        const pause = Math.min(pollMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
        if (!stopping.signal.aborted) timer = setTimeout(() => turn(client, owner), pause);
      });
  }

  async function tellAll(client: Client<true>, owner: string): Promise<void> {
    expireChallenges(ops, clock.now());
    for (const challenge of listUntold(ops)) {
      if (stopping.signal.aborted) return;
      await tell(client, owner, challenge);
    }
  }

  /** Makes the message say how the challenge stands. */
  async function tell(client: Client<true>, owner: string, challenge: Challenge): Promise<void> {
    const { signal } = stopping;
    const body = challengeCard(challenge, options.label());
    const message = challenge.messageId
      ? { channelId: challenge.channelId ?? '', messageId: challenge.messageId }
      : await lostMessage(client, challenge);
    if (message) {
      const route = Routes.channelMessage(message.channelId, message.messageId);
      await client.rest.patch(route, { body, signal }).catch((error) => {
        // Who deleted it does not want to read it.
        if (!(error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage))
          throw error;
      });
      recordShown(ops, challenge.id, message, stateOf(challenge));
      return;
    }
    try {
      await ask(client, owner, challenge, body);
    } catch (error) {
      if (isClosed(error) && !tellClosed(ops, options.label(), clock.now()))
        log.warn('message_failed', NOWHERE);
      // Tried again until it is too late: the owner may open them at any moment.
      throw error;
    }
    tellOpen(ops, clock.now());
    log.info('message_sent', { about: 'code', challenge: challenge.id });
  }

  async function ask(
    client: Client<true>,
    owner: string,
    challenge: Challenge,
    body: ReturnType<typeof challengeCard>,
  ): Promise<void> {
    const { signal } = stopping;
    const direct = (await client.rest.post(Routes.userChannels(), {
      body: { recipient_id: owner },
      signal,
    })) as { id: string };
    recordTelling(ops, challenge.id, direct.id);
    const sent = (await client.rest.post(Routes.channelMessages(direct.id), {
      body: { ...body, nonce: nonceOf(challenge), enforce_nonce: true },
      signal,
    })) as APIMessage;
    recordShown(ops, challenge.id, { channelId: direct.id, messageId: sent.id }, stateOf(challenge));
  }

  /** A message that was sent when the bot was killed or the answer got lost. */
  async function lostMessage(client: Client<true>, { id, channelId }: Challenge) {
    if (channelId === null) return null;
    const query = new URLSearchParams({ limit: '50' });
    const messages = (await client.rest.get(Routes.channelMessages(channelId), {
      query,
      signal: stopping.signal,
    })) as APIMessage[];
    const mark = `"custom_id":"${CODE_PREFIX}:${id}"`;
    const mine = messages.find(
      ({ author, components }) =>
        author.id === client.user.id && JSON.stringify(components ?? []).includes(mark),
    );
    return mine ? { channelId, messageId: mine.id } : null;
  }

  async function press(interaction: ButtonInteraction, rest: string): Promise<void> {
    if (interaction.user.id !== ownerId) return say(interaction, OWNER_ONLY);
    expireChallenges(ops, clock.now());
    const challenge = findChallenge(ops, Number(rest));
    if (!challenge) return say(interaction, NOT_TAKEN.unknown);
    const state = stateOf(challenge);
    if (state === 'asked' || state === 'again') return interaction.showModal(codeModal(challenge));
    if (state === 'checking') return say(interaction, NOT_TAKEN.already);
    return say(interaction, NOT_TAKEN[state === 'expired' ? 'expired' : 'over']);
  }

  async function submit(interaction: ModalSubmitInteraction, rest: string): Promise<void> {
    if (interaction.user.id !== ownerId) return say(interaction, OWNER_ONLY);
    const id = Number(rest);
    const challenge = findChallenge(ops, id);
    if (!challenge) return say(interaction, NOT_TAKEN.unknown);
    // Codes are shown in groups: "739 146", "739-146".
    const code = interaction.fields.getTextInputValue(CODE_FIELD).replace(/[\s-]/g, '');
    if (!/^[0-9A-Za-z]{4,16}$/.test(code)) {
      return say(
        interaction,
        'A code has 4 to 16 digits or letters. Nothing was done; press the button again.',
      );
    }
    const taken = answerChallenge(ops, id, seal(code, challenge.publicKey, id), clock.now());
    if (taken !== 'taken') return say(interaction, NOT_TAKEN[taken]);
    log.info('code_answered', { challenge: id, surface: 'discord' });
    await say(interaction, 'Sealed and handed over. The message above tells what came of it.');
  }

  return {
    start(client) {
      if (ownerId !== undefined) turn(client, ownerId);
    },
    async stop() {
      clearTimeout(timer);
      stopping.abort();
      await round;
    },
    buttons: { [CODE_PREFIX]: press },
    modals: { [CODE_PREFIX]: submit },
  };
}

/** Only the person who pressed reads it. */
async function say(interaction: ButtonInteraction | ModalSubmitInteraction, content: string): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral, allowedMentions: { parse: [] } });
}

/** Discord takes one message of a nonce within some minutes. At most 25 characters. */
const nonceOf = ({ id, askedAt }: Challenge): string =>
  `code-${id}-${Date.parse(askedAt).toString(36)}`.slice(0, 25);
