import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../../commands/kit/define.ts';
import { loadCommands } from '../../commands/kit/registry.ts';
import { DEMO_MARK } from '../../commands/view/text.ts';
import { toBedrotError } from '../../core/errors.ts';
import { asOwner, textOf } from './ask.ts';
import { drawChart } from './ask-files.ts';
import { type Agent, startAgent } from './demo-agent.ts';
import type { LocalDiscord } from './demo-chat.ts';
import { MONEY, OWNER } from './demo-people.ts';
import type { Here } from './word.ts';

type Params = Readonly<Record<string, string>>;
type Message = ReturnType<LocalDiscord['messages']>[number];

/** What is asked where the bare command would show less than it can. */
const PARAMS: Readonly<Record<string, Params>> = {
  streams: { artist: 'PIG1987', period: 'last_90d' },
  revenue: { period: 'ytd' },
};

export interface Asked {
  answered: number;
  failed: number;
}

/** Asks every command once on each surface it has, as the owner, and prints the answers. */
export async function askEverything(here: Here, discord: LocalDiscord): Promise<Asked> {
  const { terminal, config, log } = here;
  await mkdir(join(config.data, 'charts'), { recursive: true });
  const asked: Asked = { answered: 0, failed: 0 };
  const once = async (title: string, ask: () => Promise<string>): Promise<void> => {
    terminal.out(`${terminal.paint('cyan', title)}\n`);
    try {
      const answer = await ask();
      if (!answer.includes(DEMO_MARK)) throw new Error('The answer does not say that it is demo data.');
      terminal.out(`${answer.trimEnd()}\n\n`);
      asked.answered += 1;
    } catch (thrown) {
      asked.failed += 1;
      const error = toBedrotError(thrown);
      const why = error.code === 'internal' && thrown instanceof Error ? thrown.message : error.message;
      log.error('question_failed', { id: error.id, asked: title, says: why });
      terminal.out(`${terminal.paint('red', `failed: ${why} (error ${error.id})`)}\n\n`);
    }
  };
  const agent = await startAgent(config.data);
  try {
    for (const command of await loadCommands()) {
      const { name, group, tool } = command;
      const params = PARAMS[name] ?? {};
      const path = group ? [group, name] : [name];
      const flags = Object.entries(params).map(([key, value]) => ` --${key} ${value}`);
      await once(`$ bedrot ${path.join(' ')}${flags.join('')}`, () => inTerminal(command, params, here));
      if (tool) await once(`agent> ${tool} ${JSON.stringify(params)}`, () => byAgent(agent, tool, params));
      const options = Object.entries(params).map(([key, value]) => ` ${key}:${value}`);
      await once(`discord> /${path.join(' ')}${options.join('')}`, () => inDiscord(discord, path, params));
    }
  } finally {
    await agent.close();
  }
  return asked;
}

async function inTerminal(command: Command, params: Params, here: Here): Promise<string> {
  const { answer, label } = await asOwner(command, params, here);
  const said = [await textOf(answer, here)];
  if (answer.chart || answer.figures.length > 0) {
    // Where it was written belongs to what is shown.
    const beside = { ...here, terminal: { ...here.terminal, err: (text: string) => void said.push(text) } };
    await drawChart(answer, label, join(here.config.data, 'charts', `${command.name}.png`), beside);
  }
  return said.join('');
}

async function byAgent(agent: Agent, tool: string, params: Params): Promise<string> {
  const { text, failed } = await agent.call(tool, params);
  if (failed) throw new Error(text);
  return text;
}

async function inDiscord(discord: LocalDiscord, path: readonly string[], params: Params): Promise<string> {
  const exchange = await discord.user(OWNER).slash(path, params, { channel: MONEY });
  if (exchange.error) throw new Error(`The bot ${exchange.error}.`);
  const text = readMessage(await exchange.answer());
  // How the bot says a failure.
  if (/^-# error \S+$/m.test(text)) throw new Error(text);
  const seen = exchange.ephemeral ? ' (only the owner sees it)' : '';
  return `${text}\nacknowledged in ${Math.round(exchange.ackMs ?? 0)} ms, answered in ${Math.round(exchange.answerMs ?? 0)} ms${seen}`;
}

/** All a person reads of a message. */
export function readMessage({ content, embeds, attachments, components }: Message): string {
  const buttons = components.flatMap((row) => row.components ?? []).map(({ label }) => label);
  return [
    content,
    ...embeds.flatMap(({ author, title, description, fields, footer }) => [
      ...[author?.name, title, description],
      ...(fields ?? []).map(({ name, value }) => `${name}: ${value}`),
      footer?.text,
    ]),
    ...attachments.map(
      ({ filename, description }) => `[${filename}${description ? `: ${description}` : ''}]`,
    ),
    buttons.length > 0 ? `[${buttons.filter(Boolean).join('] [')}]` : '',
  ]
    .filter(Boolean)
    .join('\n');
}
