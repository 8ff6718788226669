import { seesMoney } from '../commands/kit/access.ts';
import type { Command } from '../commands/kit/define.ts';
import type { Config, Role } from '../core/config.ts';
import { BedrotError } from '../core/errors.ts';
import type { Label } from '../core/label.ts';

/** Who asks, and where. */
export interface Asker {
  user: string;
  channel: string;
  /** Direct messages with the bot: nobody else reads them. */
  direct: boolean;
}

export interface Standing {
  /** What the person may see anywhere. */
  own: Role;
  /** What the person may see here: money needs both the person's right to it and a channel that is for it. */
  role: Role;
  /** Only the person sees the answer, until it is shown to all. */
  ephemeral: boolean;
}

export function standingOf(
  { user, channel, direct }: Asker,
  label: Pick<Label, 'people' | 'channels'>,
  config: Pick<Config, 'DISCORD_OWNER_ID'>,
): Standing {
  const own: Role =
    user === config.DISCORD_OWNER_ID
      ? 'owner'
      : (label.people.find(({ discord }) => discord === user)?.role ?? 'viewer');
  const money = direct || label.channels.find(({ id }) => id === channel)?.audience === 'money';
  const role = seesMoney(own) && money ? own : 'viewer';
  return { own, role, ephemeral: seesMoney(role) && !direct };
}

/** @throws BedrotError `not_allowed`: the command shows money, and the person or the place is not for money. */
export function assertMayAsk(
  command: Pick<Command, 'name' | 'access'>,
  { own, role }: Standing,
  label: Pick<Label, 'channels'>,
): void {
  if (command.access !== 'money' || seesMoney(role)) return;
  if (!seesMoney(own))
    throw new BedrotError(
      'not_allowed',
      `"${command.name}" shows money, and you are not among those who see money. Ask the owner of the label.`,
    );
  throw new BedrotError('not_allowed', `"${command.name}" shows money, and ${elsewhere(label)}`);
}

/** For one who may see money, in a place where it is not shown. */
export function elsewhere({ channels }: Pick<Label, 'channels'>): string {
  const names = channels.filter(({ audience }) => audience === 'money').map(({ id, name }) => name ?? id);
  const other =
    names.length > 0 ? `in ${names.map((name) => `#${name.replace(/^#/, '')}`).join(', ')} or ` : '';
  return `this channel is not for money. Ask ${other}in a direct message.`;
}
