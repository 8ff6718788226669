import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Label } from '../core/label.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { closeIncident, lastIncident, openIncident } from '../warehouse/ops/incidents.ts';

const SUBJECT = 'direct:owner';

/** Discord will not carry a direct message to this person: closed, or no server in common. */
export const isClosed = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.CannotSendMessagesToThisUser;

/**
 * The owner is told in a channel that nothing reaches him, once, until it does; of what was to be said it tells nothing.
 * @returns false: label.json names no channel for alerts, so there is nowhere to tell it
 */
export function tellClosed(ops: Db, { channels }: Pick<Label, 'channels'>, at: Date): boolean {
  const fit = channels.filter(({ alerts }) => alerts);
  if (fit.length === 0) return false;
  openIncident(
    ops,
    {
      ...{ subject: SUBJECT, kind: 'run', severity: 'critical', since: at.toISOString().slice(0, 10) },
      // Where the fewest read it.
      audience: fit.some(({ audience }) => audience === 'money') ? 'money' : 'numbers',
      message: 'I could not write to you, the owner',
      details: {
        about: 'Direct messages to the owner',
        facts: [],
        text: 'Open direct messages: press the name of this server, then Privacy Settings, then Direct Messages. What is for you alone comes as soon as they are open. If a site waits for a code, it waits ten minutes; the code can also be given in a terminal, with "bedrot collect".',
      },
    },
    at,
  );
  return true;
}

/** A direct message arrived. */
export function tellOpen(ops: Db, at: Date): void {
  const last = lastIncident(ops, SUBJECT);
  if (last?.closedAt === null) closeIncident(ops, last.id, at);
}
