import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type InteractionEditReplyOptions,
} from 'discord.js';
import type { Action } from '../commands/kit/action.ts';
import { assertMayAct } from '../commands/kit/action-run.ts';
import { readParams } from '../commands/kit/run.ts';
import type { Role } from '../core/config.ts';
import { BedrotError, causeOf } from '../core/errors.ts';
import { loadLabel } from '../core/label.ts';
import { standingOf } from './access.ts';
import { deferReply, deferUpdate, edit } from './ack.ts';
import type { Office } from './ask.ts';
import type { DeedRequest } from './desk.ts';
import { plain } from './markdown.ts';
import { nameOf, optionsOf } from './questions.ts';
import type { Handlers } from './service.ts';
import { type Asked, fromText, toText } from './state.ts';

/** Prefix of the buttons under "will be done": `d1:y:settle:kind=artist;name=zone ao`. */
export const DEED_PREFIX = 'd1';
const LONGEST_ID = 100;
const LONGEST_TEXT = 1800;
/** How long it is looked for what the pipeline made of it, and how often. */
const WAIT_MS = 60_000;
const LOOK_MS = 500;

export interface ActionOffice extends Omit<Office, 'commands'> {
  actions: ReadonlyMap<string, Action>;
}

export interface ActionHandlers extends Handlers {
  /** Whether a slash command is an action. */
  takes(interaction: ChatInputCommandInteraction): boolean;
  ask(interaction: ChatInputCommandInteraction): Promise<void>;
}

/**
 * How deeds reach the bot: a slash command says what would be done, a button does it. All state is in the button, so it
 * may be pressed after a restart. Only the person who asked sees any of it.
 */
export function actionHandlers(office: ActionOffice): ActionHandlers {
  const { desk, log } = office;
  return {
    takes: (interaction) => office.actions.has(nameOf(interaction)),

    async ask(interaction) {
      const asked = { command: nameOf(interaction), params: textsOf(optionsOf(interaction)) };
      const deed = readDeed(office, interaction, asked);
      await deferReply(interaction, interaction.guildId !== null);
      const text = await desk.confirm(deed);
      await edit(interaction, {
        ...message(text),
        components: [buttons(await idOf(office, 'y', asked), await idOf(office, 'n', asked))],
      });
    },

    buttons: {
      async [DEED_PREFIX](interaction, rest) {
        await deferUpdate(interaction);
        if (rest.startsWith('n:')) return edit(interaction, message('Nothing was done.'));
        const deed = readDeed(office, interaction, await find(office, rest.slice(2)));
        const { text, next, labelling } = await desk.act(deed);
        if (next === undefined) return edit(interaction, message(text));
        await edit(interaction, message(text, 'The pipeline settles names anew …'));
        // Not waited for: the bot may go, and what was decided stands.
        follow(interaction, text, labelling).catch((cause) =>
          log.warn('message_failed', { about: 'action', ...causeOf(cause) }),
        );
      },
    },
  };

  async function follow(interaction: ButtonInteraction, text: string, labelling: string): Promise<void> {
    for (let waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
      if ((await desk.labelling()) === labelling)
        return edit(interaction, message(text, 'Done: every answer has it now.'));
      await sleep(LOOK_MS, undefined, { ref: false });
    }
    const later = 'It is decided. Names are settled anew by the next run; "bedrot start" does it by itself.';
    await edit(interaction, message(text, later));
  }
}

/** @throws BedrotError `not_found`, `not_allowed`, `bad_question`, before anything is acknowledged or done. */
function readDeed(
  office: ActionOffice,
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  { command: name, params }: Asked,
): DeedRequest {
  const action = office.actions.get(name);
  if (!action) throw new BedrotError('not_found', `There is no "${name}" any more. Nothing was done.`);
  const asker = {
    user: interaction.user.id,
    channel: interaction.channelId ?? '',
    direct: interaction.guildId === null,
  };
  const { own, role } = standingOf(asker, loadLabel(office.config.data), office.config);
  try {
    assertMayAct(action, own);
  } catch (thrown) {
    audit(office, asker.user, { command: name, params });
    throw thrown;
  }
  readParams(action, params);
  return { action: name, params, role: seenAs(role, own), who: `discord:${asker.user}` };
}

/** Money is told where it may be told; to do something is another right. */
const seenAs = (role: Role, own: Role): Role => (role === 'viewer' ? 'viewer' : own);

function audit({ desk, clock, log }: ActionOffice, who: string, { command, params }: Asked): void {
  const entry = { surface: 'discord' as const, who, what: command, params, outcome: 'not_allowed' };
  desk
    .audit({ at: clock.now().toISOString(), ...entry })
    .catch((cause) => log.warn('message_failed', { about: 'action', ...causeOf(cause) }));
}

const textsOf = (options: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)]));

/** What is longer than a button is kept in ops.db under its hash. */
async function idOf({ desk }: ActionOffice, act: 'y' | 'n', asked: Asked): Promise<string> {
  const text = toText(asked);
  const id = `${DEED_PREFIX}:${act}:${text}`;
  if (id.length <= LONGEST_ID) return id;
  const key = createHash('sha256').update(text).digest('hex').slice(0, 16);
  if (act === 'y') await desk.keep([{ key, text }]);
  return `${DEED_PREFIX}:${act}:#${key}`;
}

async function find({ desk }: ActionOffice, rest: string): Promise<Asked> {
  const text = rest.startsWith('#') ? await desk.find(rest.slice(1)) : rest;
  if (text === undefined)
    throw new BedrotError('not_found', 'What this button does is no longer known. Say it again.');
  return fromText(text);
}

const message = (text: string, note = ''): InteractionEditReplyOptions => ({
  content: `${plain(text.slice(0, LONGEST_TEXT))}${note ? `\n-# ${plain(note)}` : ''}`,
  components: [],
  allowedMentions: { parse: [] },
});

const buttons = (yes: string, no: string) => ({
  type: ComponentType.ActionRow as const,
  components: [
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Primary as const,
      label: 'Do it',
      custom_id: yes,
    },
    {
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      label: 'Leave it',
      custom_id: no,
    },
  ],
});
