import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalDiscord, Message } from '../../sandbox/discord/index.ts';
import { MAIN, type Shell } from '../cli-run.ts';
import { OWNER, TOKEN } from './discord-client.ts';
import { SETTINGS } from './distrokid.ts';

/** Longest for a program to start on a busy machine. */
export const PATIENCE = 60_000;

/** A label whose alerts, if any, and codes go to the owner alone. */
export const writeLabel = (shell: Shell): void =>
  writeFileSync(
    join(shell.data, 'label.json'),
    JSON.stringify({ name: 'Test Label', artists: [{ name: 'PIG1987' }] }),
  );

/** A word of the terminal in a process of its own, with all it says. */
export interface Program {
  child: ChildProcess;
  /** Standard output and error as they came. */
  said(): string;
  /** Exit status, and the signal that ended it. */
  ended: Promise<[number | null, NodeJS.Signals | null]>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

function start(shell: Shell, argv: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, [MAIN, ...argv], {
    cwd: shell.folder,
    env: shell.env({ BEDROT_LOG_LEVEL: 'debug', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'close') as Program['ended'];
  return {
    ...{ child, ended },
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** `bedrot start --only bot`, once it is connected. */
export async function botProgram(shell: Shell, discord: LocalDiscord): Promise<Program> {
  // One that was killed is seen to be gone before another is looked for.
  await discord.waitFor(() => !discord.online(), 'the last bot to be gone', PATIENCE);
  const env = { DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api, DISCORD_OWNER_ID: OWNER };
  const bot = start(shell, ['start', '--only', 'bot'], env);
  const died = bot.ended.then(([status]): never => {
    throw new Error(`the bot ended with ${status}: ${bot.said().slice(-2_000)}`);
  });
  died.catch(() => {});
  await Promise.race([discord.waitFor(() => discord.online(), 'the bot', PATIENCE), died]);
  return bot;
}

/** `bedrot collect distrokid` at a site of this machine. */
export const collectProgram = (shell: Shell, site: string): Program =>
  start(shell, ['collect', 'distrokid', '--site', site], SETTINGS);

/** What stands in the owner's direct messages about codes; alerts stand there too. */
export const codeCards = (discord: LocalDiscord): Message[] =>
  discord
    .user(OWNER)
    .dmMessages()
    .filter(({ embeds }) => embeds[0]?.fields?.some(({ name }) => name === 'Account'));
