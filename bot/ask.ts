import type { BaseInteraction } from 'discord.js';
import { seesMoney } from '../commands/kit/access.ts';
import type { Answer } from '../commands/kit/answer.ts';
import type { Command } from '../commands/kit/define.ts';
import { readParams } from '../commands/kit/run.ts';
import { mainChart } from '../commands/view/main-chart.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { BedrotError, causeOf, newErrorId, toBedrotError } from '../core/errors.ts';
import { type Label, loadLabel } from '../core/label.ts';
import type { Log } from '../core/log.ts';
import { assertMayAsk, elsewhere, type Standing, standingOf } from './access.ts';
import { controlsOf } from './controls.ts';
import type { Desk } from './desk.ts';
import { answerToMessage, type BotMessage, type Picture } from './message.ts';

/** What questions are answered with. */
export interface Office {
  config: Config;
  clock: Clock;
  log: Log;
  desk: Desk;
  commands: ReadonlyMap<string, Command>;
}

export type Params = Readonly<Record<string, unknown>>;

/** A question that may be asked, by somebody, somewhere. */
export interface Question {
  command: Command;
  params: Params;
  who: string;
  label: Label;
  standing: Standing;
}

/**
 * Checks whatever can be checked without the warehouse, so that it is told before anything is acknowledged.
 * @throws BedrotError `bad_question`, `not_allowed`, `not_found`, `config_invalid`.
 */
export function readQuestion(
  office: Office,
  interaction: BaseInteraction,
  name: string,
  params: Params,
): Question {
  const { config, commands } = office;
  const who = interaction.user.id;
  const label = loadLabel(config.data);
  const asker = { user: who, channel: interaction.channelId ?? '', direct: interaction.guildId === null };
  const standing = standingOf(asker, label, config);
  const command = commands.get(name);
  if (!command) throw new BedrotError('not_found', `There is no "${name}". Type / to see what can be asked.`);
  try {
    assertMayAsk(command, standing, label);
    readParams(command, params);
  } catch (thrown) {
    audit(office, { command, params, who }, toBedrotError(thrown).code);
    throw thrown;
  }
  return { command, params, who, label, standing };
}

/** Asks, and keeps a record of who asked what. @throws BedrotError. */
export async function answerOf(office: Office, question: Question): Promise<Answer> {
  const { command, params, standing, who } = question;
  const startedAt = performance.now();
  try {
    const answer = await office.desk.answer(command.name, params, standing.role);
    const ms = Math.round(performance.now() - startedAt);
    office.log.info('question_answered', {
      surface: 'discord',
      command: command.name,
      role: standing.role,
      ms,
    });
    audit(office, question, 'ok');
    return answer;
  } catch (thrown) {
    audit(office, { command, params, who }, toBedrotError(thrown).code);
    throw thrown;
  }
}

/** The whole message of an answer: its text, its picture, its buttons. */
export async function messageOf(
  office: Office,
  { command, params, label, standing }: Question,
  answer: Answer,
  share: boolean,
): Promise<BotMessage> {
  const explain = office.commands.get('explain');
  const { rows, kept } = controlsOf(command, params, answer, { explain, share });
  const [picture] = await Promise.all([
    pictureOf(office, answer),
    kept.length > 0 ? office.desk.keep(kept) : undefined,
  ]);
  const withheld = seesMoney(standing.own) && !seesMoney(standing.role);
  return answerToMessage(answer, {
    theme: label.theme,
    picture: picture?.drawn,
    components: rows,
    notes: [
      ...(withheld ? [`Without money: ${elsewhere(label)}`] : []),
      ...(picture && 'failed' in picture ? [`The chart could not be drawn (error ${picture.failed}).`] : []),
    ],
  });
}

/** The numbers are worth sending without their chart. */
async function pictureOf(
  { desk, log }: Office,
  answer: Answer,
): Promise<{ drawn?: Picture; failed?: string } | null> {
  if (!mainChart(answer)) return null;
  try {
    return { drawn: await desk.picture(answer) };
  } catch (thrown) {
    const id = thrown instanceof BedrotError ? thrown.id : newErrorId();
    log.error('question_failed', { surface: 'discord', chart: answer.command, id, ...causeOf(thrown) });
    return { failed: id };
  }
}

function audit(
  { desk, clock, log }: Office,
  { command, params, who }: Pick<Question, 'command' | 'params' | 'who'>,
  outcome: string,
): void {
  const at = clock.now().toISOString();
  desk
    .audit({ at, surface: 'discord', who, what: command.name, params, outcome })
    .catch((thrown) =>
      log.error('question_failed', { surface: 'discord', audit: command.name, ...causeOf(thrown) }),
    );
}
