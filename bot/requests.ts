import { type APIMessage, type ChatInputCommandInteraction, type Client, Routes } from 'discord.js';
import { cleanAnswer } from '../commands/kit/clean-answer.ts';
import { reportAnswer } from '../commands/view/report.ts';
import type { Clock } from '../core/clock.ts';
import type { Label } from '../core/label.ts';
import type { Log } from '../core/log.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { listUntoldRequests, markRequestTold, type Request } from '../warehouse/ops/requests.ts';
import { edit } from './ack.ts';
import { isClosed, tellClosed, tellOpen } from './direct.ts';
import { plain } from './markdown.ts';
import { answerToMessage, type BotMessage } from './message.ts';

export interface Teller {
  ops: Db;
  label: () => Label;
  clock: Clock;
  log: Log;
}

/** Discord lets an answer be changed for 15 minutes. */
const TOKEN_MS = 14 * 60_000;

/** An answer that waits for what it is to say. Only in memory: without it the person is told by a direct message. */
export interface Waiting {
  interaction: ChatInputCommandInteraction;
  since: number;
  /** Resolves when the answer says that it was taken: the result is said after it. */
  said: Promise<unknown>;
}

/**
 * Tells whoever asked in the chat what became of it: in the answer they got, or by a direct message when it is too late
 * for that or the bot was started anew. It may be killed at any moment: what was not told is told later.
 */
export async function tellResults(
  client: Client<true>,
  waiting: Map<number, Waiting>,
  { ops, label, clock, log }: Teller,
  signal: AbortSignal,
): Promise<void> {
  for (const request of listUntoldRequests(ops, 'discord')) {
    if (signal.aborted) return;
    const message = messageOf(request, label());
    const here = waiting.get(request.id);
    waiting.delete(request.id);
    const isEdited = here !== undefined && (await edited(here, message, clock));
    if (!isEdited) await sendDirect(client, request, message, { ops, label, clock, log }, signal);
    markRequestTold(ops, request.id, clock.now());
    log.info('message_sent', { about: 'request', request: request.id, edited: isEdited });
  }
}

async function edited(
  { interaction, since, said }: Waiting,
  message: BotMessage,
  clock: Clock,
): Promise<boolean> {
  if (clock.now().getTime() - since > TOKEN_MS) return false;
  await said;
  return edit(interaction, { content: '', ...message }).then(
    () => true,
    () => false,
  );
}

async function sendDirect(
  client: Client<true>,
  request: Request,
  message: BotMessage,
  { ops, label, clock }: Teller,
  signal: AbortSignal,
): Promise<void> {
  const user = request.askedBy.replace(/^discord:/, '');
  try {
    const direct = (await client.rest.post(Routes.userChannels(), {
      body: { recipient_id: user },
      signal,
    })) as { id: string };
    (await client.rest.post(Routes.channelMessages(direct.id), {
      body: {
        ...{ content: message.content ?? '', embeds: message.embeds, allowed_mentions: { parse: [] } },
        ...{ nonce: nonceOf(request), enforce_nonce: true },
      },
      signal,
    })) as APIMessage;
  } catch (error) {
    if (isClosed(error)) tellClosed(ops, label(), clock.now());
    throw error;
  }
  tellOpen(ops, clock.now());
}

/** What became of it, as a message. */
function messageOf({ kind, result, outcome }: Request, label: Label): BotMessage {
  if (result?.report)
    return answerToMessage(cleanAnswer(reportAnswer(result.report, label)), { theme: label.theme });
  const what = { run: 'The run', import: 'Your file' }[kind];
  const text = result?.text ?? `${what}: ${outcome ?? 'no result'}.`;
  return {
    content: plain(text).slice(0, 1900),
    ...{ embeds: [], components: [], files: [] },
    allowedMentions: { parse: [] },
  };
}

/** Discord takes one message of a nonce within some minutes. At most 25 characters. */
const nonceOf = ({ id, askedAt }: Request): string =>
  `req-${id}-${Date.parse(askedAt).toString(36)}`.slice(0, 25);
