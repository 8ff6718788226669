import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { register } from '../bot/register.ts';
import { systemClock } from '../core/clock.ts';
import { PROJECT } from '../core/config.ts';
import { dayIn } from '../core/days.ts';
import { type LocalDiscord, startDiscord } from '../sandbox/discord/index.ts';
import { generateLabel } from '../sandbox/label/index.ts';
import { runMeasured } from './kit/processes.ts';

const TOKEN = 'bench-token';
const GUILD = '1100000000000000001';
const OWNER = '1200000000000000001';
/** Longer than the bot takes to start on a busy machine. */
const START_MS = 60_000;

export interface DiscordHouse {
  discord: LocalDiscord;
  /** The data folder, which the bot and a load share. */
  data: string;
  /** Ends the bot and the local Discord, and removes the folder. */
  close(): Promise<void>;
}

/** A warehouse with the demo label, a local Discord, and `bedrot start --only bot` in a process of its own. */
export async function discordHouse(): Promise<DiscordHouse> {
  const data = mkdtempSync(join(tmpdir(), 'bedrot-bench-discord-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(data, { recursive: true, maxRetries: 5 })];
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    await demoLabelIn(data);
    const discord = await startDiscord({
      ...{ token: TOKEN, clock: systemClock, owner: OWNER, guild: { id: GUILD, name: 'bench' } },
      channels: [{ id: '1300000000000000001', name: 'money' }],
      users: [{ id: OWNER, username: 'owner' }],
    });
    ends.push(() => discord.close());
    const base = { DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api };
    await register(base, { guild: GUILD, dryRun: false });
    const bot = startBotProcess(data, { ...base, DISCORD_OWNER_ID: OWNER, DISCORD_GUILD_ID: GUILD });
    ends.push(() => stopped(bot.child));
    await Promise.race([discord.waitFor(() => discord.online(), 'the bot', START_MS), bot.gone]);
    return { discord, data, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function demoLabelIn(data: string): Promise<void> {
  const today = dayIn(systemClock.now(), 'America/New_York');
  const { files, label, truth } = await generateLabel({ folder: join(data, 'downloads'), today });
  // Money is shown only in channels that are for it.
  const channels = [{ id: '1300000000000000001', name: 'money', audience: 'money' }];
  writeFileSync(join(data, 'label.json'), JSON.stringify({ ...(label as object), channels }));
  // What no feed may take would end the import with a failure.
  const good = files.filter(({ originalName }) => !truth.quarantined.includes(originalName));
  const args = [join(PROJECT, 'cli', 'main.ts'), 'import', ...good.map(({ path }) => path), '--json'];
  await runMeasured(process.execPath, args, { BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'error' });
}

function startBotProcess(data: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(PROJECT, 'cli', 'main.ts'), 'start', '--only', 'bot'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'error', ...env },
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const gone = once(child, 'close').then(([status]): never => {
    throw new Error(`the bot ended with ${status}: ${said.join('').slice(-2_000)}`);
  });
  // Whoever does not wait for it any more is not told.
  gone.catch(() => {});
  return { child, gone };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await closed;
  clearTimeout(deadline);
}
