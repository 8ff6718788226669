import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from 'discord.js';
import type { Answer } from '../commands/kit/answer.ts';
import { answerToCsv } from '../commands/view/csv.ts';
import { BedrotError } from '../core/errors.ts';
import { loadLabel } from '../core/label.ts';
import { standingOf } from './access.ts';
import { deferReply, deferUpdate, edit } from './ack.ts';
import { answerOf, messageOf, type Office, type Question, readQuestion } from './ask.ts';
import { plain } from './markdown.ts';
import type { RouterOptions } from './router.ts';
import type { Handlers } from './service.ts';
import { type Act, type Asked, fromText, PREFIX, readCustomId } from './state.ts';

/** Choices later than this are of no use to anybody: Discord waits for 3 seconds. */
const COMPLETION_MS = 2_000;

/** How questions reach the bot: slash commands, their completion, and the buttons of answers. */
export function questionHandlers(
  office: Office,
): Pick<RouterOptions, 'slash' | 'autocomplete'> & Pick<Handlers, 'buttons'> {
  return {
    async slash(interaction) {
      const question = readQuestion(office, interaction, nameOf(interaction), optionsOf(interaction));
      await reply(office, interaction, question, question.standing.ephemeral);
    },

    async autocomplete(interaction) {
      const { name: option, value } = interaction.options.getFocused(true);
      const late = new Promise<[]>((resolve) => setTimeout(resolve, COMPLETION_MS, []).unref());
      const found = async () => {
        const { role } = standingOf(askerOf(interaction), loadLabel(office.config.data), office.config);
        const command = nameOf(interaction);
        const others = optionsOf(interaction);
        return office.desk.complete({ command, option, text: String(value), others, role });
      };
      // Nothing is better than an error where somebody is typing.
      await interaction.respond(await Promise.race([found().catch(() => []), late]));
    },

    buttons: {
      async [PREFIX](interaction, rest) {
        const read = readCustomId(rest);
        if (read === null) throw gone();
        const how = await acknowledgePress(interaction, read.act);
        const { command, params } = 'asked' in read ? read.asked : await find(office, read.key);
        const question = readQuestion(office, interaction, command, params);
        const answer = await answerOf(office, question);
        if (read.act === 'c')
          return sendFile(interaction, question, answer, 'csv', Buffer.from(answerToCsv(answer)));
        if (read.act === 'd')
          return sendFile(interaction, question, answer, 'pdf', await office.desk.document(answer));
        const message = await messageOf(office, question, answer, how.ephemeral);
        // What a message showed before is not kept beside what it shows now.
        await edit(interaction, how.edits ? { ...message, attachments: [] } : message);
      },
    },
  };
}

/** Before anything is looked up, so that it is never late. */
async function acknowledgePress(
  interaction: ButtonInteraction,
  act: Act,
): Promise<{ edits: boolean; ephemeral: boolean }> {
  const guild = interaction.guildId !== null;
  if (act === 'r' || act === 'p') {
    const hidden = interaction.message.flags.has(MessageFlags.Ephemeral);
    const asker = interaction.message.interactionMetadata?.user.id;
    // Who asked changes the message; another gets a copy, with what he may see.
    if (!guild || hidden || asker === interaction.user.id) {
      await deferUpdate(interaction);
      return { edits: true, ephemeral: hidden };
    }
  }
  const ephemeral = guild && act !== 's';
  await deferReply(interaction, ephemeral);
  return { edits: false, ephemeral };
}

/** Acknowledges first: to ask and to draw may take longer than Discord waits. */
async function reply(
  office: Office,
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  question: Question,
  ephemeral: boolean,
): Promise<void> {
  await deferReply(interaction, ephemeral);
  const answer = await answerOf(office, question);
  await edit(interaction, await messageOf(office, question, answer, ephemeral));
}

async function sendFile(
  interaction: ButtonInteraction,
  { command }: Question,
  answer: Answer,
  ending: 'csv' | 'pdf',
  bytes: Uint8Array,
): Promise<void> {
  if (bytes.length > interaction.attachmentSizeLimit)
    throw new BedrotError('bad_question', 'The file is too large for Discord. Ask for a shorter period.');
  const period = answer.period ? `-${answer.period.from}-${answer.period.to}` : '';
  await edit(interaction, {
    content: plain(`${answer.title} · ${answer.label}`).slice(0, 1000),
    files: [{ attachment: Buffer.from(bytes), name: `${command.name}${period}.${ending}` }],
    allowedMentions: { parse: [] },
  });
}

const gone = () =>
  new BedrotError('not_found', 'The question behind this button is no longer known. Ask it again.');

/** @throws BedrotError `not_found`: it was kept in an ops.db that is no more. */
async function find({ desk }: Office, key: string): Promise<Asked> {
  const text = await desk.find(key);
  if (text === undefined) throw gone();
  return fromText(text);
}

export const nameOf = (interaction: ChatInputCommandInteraction | AutocompleteInteraction): string =>
  interaction.options.getSubcommand(false) ?? interaction.commandName;

/** Options as they were filled in, without the subcommand around them. */
export function optionsOf(
  interaction: ChatInputCommandInteraction | AutocompleteInteraction,
): Record<string, string | number | boolean> {
  const [first] = interaction.options.data;
  const given = first?.options ?? interaction.options.data;
  return Object.fromEntries(given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}

const askerOf = ({ user, channelId, guildId }: AutocompleteInteraction) => ({
  user: user.id,
  channel: channelId,
  direct: guildId === null,
});
