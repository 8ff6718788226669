import { type ButtonInteraction, type Client, DiscordAPIError, MessageFlags } from 'discord.js';
import type { Clock } from '../core/clock.ts';
import { BedrotError } from '../core/errors.ts';
import type { Label } from '../core/label.ts';
import type { Log } from '../core/log.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { acknowledgeIncident, findIncident } from '../warehouse/ops/incidents.ts';
import { dueMessages, markFailed, type OutboxRow } from '../warehouse/ops/outbox.ts';
import { ALERT_PREFIX } from './card.ts';
import { deliver } from './deliver.ts';
import { isClosed, tellClosed } from './direct.ts';
import type { BotService } from './service.ts';

export interface OutboxOptions {
  /** Open as long as the service runs; the caller closes it after `stop`. */
  ops: Db;
  /** Read at each delivery, so that a changed label.json counts at once. */
  label: () => Label;
  ownerId: string | undefined;
  clock: Clock;
  log: Log;
  /** 0 to 1. */
  random: () => number;
  /** How often the outbox is looked at. */
  pollMs?: number;
  /** How long one delivery may take, with the waits of rate limits. */
  timeoutMs?: number;
}

/**
 * Sends what waits in the outbox, in the order it was written, and keeps sent cards up to date. It may be killed at any
 * moment: nothing is lost and nothing stands there twice. Where Discord cannot be reached everything waits; where it
 * refuses one message, the others go on.
 */
export function outboxService(options: OutboxOptions): BotService {
  const { ops, clock, log, random, pollMs = 1_000, timeoutMs = 60_000 } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  /** Not before this: Discord could not be reached. */
  let notBefore = 0;

  async function sendDue(client: Client<true>): Promise<void> {
    if (clock.now().getTime() < notBefore) return;
    for (const row of dueMessages(ops, clock.now())) {
      if (stopping.signal.aborted) return;
      try {
        const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)]);
        await deliver(row, { ...options, client, label: options.label(), signal });
        log.info('message_sent', { message: row.id, kind: row.kind, edited: row.messageId !== null });
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (!putOff(row, error)) return;
      }
    }
  }

  /** @returns whether the other messages may be tried */
  function putOff(row: OutboxRow, error: unknown): boolean {
    const refused = isRefusal(error);
    if (isClosed(error)) tellClosed(ops, options.label(), clock.now());
    const tries = row.tries + 1;
    const said = error instanceof Error ? error.message : String(error);
    // A message that stands there stays where it is; one that cannot be sent there may go elsewhere.
    const elsewhere = refused && row.messageId === null;
    const next = markFailed(ops, { id: row.id, tries, error: said, elsewhere }, clock.now(), random);
    log.warn('message_failed', { message: row.id, tries, error: said, next: next.toISOString() });
    if (!refused) notBefore = next.getTime();
    return refused;
  }

  function turn(client: Client<true>): void {
    round = sendDue(client)
      // The outbox itself could not be read or written (busy, full): the next turn tries again.
      .catch((error: unknown) => log.error('message_failed', { error: String(error) }))
      .then(() => {
        if (!stopping.signal.aborted) timer = setTimeout(() => turn(client), pollMs);
      });
  }

  async function acknowledge(interaction: ButtonInteraction, rest: string): Promise<void> {
    const tell = (content: string) => interaction.reply({ content, flags: MessageFlags.Ephemeral });
    if (interaction.user.id !== options.ownerId) {
      await tell('Only the owner of the label acknowledges alerts.');
      return;
    }
    const id = Number(rest.split(':')[0]);
    if (acknowledgeIncident(ops, id, `discord:${interaction.user.id}`, clock.now())) {
      await interaction.deferUpdate();
      return;
    }
    const incident = findIncident(ops, id);
    await tell(
      incident === undefined
        ? 'This alert is not known here any more.'
        : incident.closedAt === null
          ? 'It was acknowledged before.'
          : 'It is over already.',
    );
  }

  return {
    start: turn,
    async stop() {
      clearTimeout(timer);
      stopping.abort();
      await round;
    },
    buttons: { [ALERT_PREFIX]: acknowledge },
  };
}

/** Discord understood and will not: the message or its channel is at fault, not the connection. */
function isRefusal(error: unknown): boolean {
  if (error instanceof BedrotError) return true;
  return error instanceof DiscordAPIError && error.status >= 400 && ![401, 408, 429].includes(error.status)
    ? error.status < 500
    : false;
}
