import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openOps } from '../warehouse/kit/open.ts';
import { lastSlot, listHeartbeats } from '../warehouse/ops/slots.ts';
import { discordForTest, expectClean, OWNER, TOKEN } from './support/discord-client.ts';
import { ALERTS, titles } from './support/outbox.ts';

interface Line {
  service?: string;
  event?: string;
  pid?: number;
  status?: number | string;
}

let folder: string;
let data: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-services-'));
  data = join(folder, 'data');
  mkdirSync(data);
  const label = {
    name: 'Test Label',
    artists: [{ name: 'PIG1987' }],
    platforms: { spotify: { via: 'file' } },
    channels: [{ id: ALERTS, audience: 'money', alerts: true }],
  };
  writeFileSync(join(data, 'label.json'), JSON.stringify(label));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** `bedrot start` with its log. */
function start(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['cli/main.ts', 'start', ...args, '--data', data], {
    env: { PATH: process.env.PATH ?? '', BEDROT_LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  const lines: Line[] = [];
  const raw: string[] = [];
  if (child.stderr)
    createInterface(child.stderr).on('line', (line) => {
      raw.push(line);
      if (line.startsWith('{')) lines.push(JSON.parse(line) as Line);
    });
  const ended = once(child, 'close') as Promise<[number | null]>;
  return { child, lines, raw, ended };
}

async function until<T>(read: () => T | undefined | false, what: () => string): Promise<T> {
  for (let wait = 0; wait < 900; wait++) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    await sleep(50);
  }
  throw new Error(what());
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('keeps bot and pipeline running, starts again what is killed, and stops both', async () => {
  const discord = await discordForTest();
  const env = { DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api, DISCORD_OWNER_ID: OWNER };
  const { child, lines, raw, ended } = start([], env);
  const said = (): string => raw.join('\n');
  const pids = (service: string): number[] =>
    lines.flatMap((line) =>
      line.event === 'service_started' && line.service === service && line.pid ? [line.pid] : [],
    );

  // The platform that label.json expects and nobody ever brought: from the scheduler through the outbox into the channel.
  const missing = '🟠 Warning: Spotify: nothing came yet';
  await until(() => titles(discord).includes(missing), said);

  const second = start([], env);
  expect(await second.ended).toEqual([75, null]);

  for (const service of ['bot', 'pipeline']) {
    const [first] = pids(service);
    process.kill(first as number, 'SIGKILL');
    await until(() => pids(service).length === 2, said);
  }
  await until(() => discord.online(), said);
  const ops = openOps(data);
  await until(() => listHeartbeats(ops).some(({ pid }) => pid === pids('pipeline')[1]), said);
  await until(() => lastSlot(ops, 'run')?.outcome === 'ok', said);
  ops.close();

  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  // Both ended by themselves: one that takes longer than 15 s is killed.
  const stopped = lines.flatMap(({ event, status }) => (event === 'service_stopped' ? [status] : []));
  expect(stopped).toEqual(['SIGKILL', 'SIGKILL', 0, 0]);
  expect([...pids('bot'), ...pids('pipeline')].filter(alive)).toEqual([]);
  // Every line says whose it is.
  expect(lines.every(({ service }) => service !== undefined)).toBe(true);
  // One card for the platform, whoever was killed meanwhile.
  expect(titles(discord)).toEqual([missing]);
  expect(said()).not.toContain(TOKEN);
  expectClean(discord);
});

it('collects at the daily run by itself, and tells in the channel what is in the way', async () => {
  const label = JSON.parse(readFileSync(join(data, 'label.json'), 'utf8')) as object;
  const platforms = { distrokid: { via: 'browser' } };
  writeFileSync(join(data, 'label.json'), JSON.stringify({ ...label, platforms }));
  const discord = await discordForTest();
  const { child, raw, ended } = start([], {
    ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api, DISCORD_OWNER_ID: OWNER },
    // The key of the vault, and nothing to sign in with.
    ...{ BEDROT_VAULT_KEY: Buffer.alloc(32, 5).toString('base64') },
  });
  const said = (): string => raw.join('\n');
  const card = await until(
    () => discord.messages(ALERTS).find((message) => JSON.stringify(message).includes('collected')),
    said,
  );
  expect(card.embeds[0]?.title).toBe(
    '🔴 Critical: Nothing was collected from DistroKid: something is not set up',
  );
  expect(card.embeds[0]?.description).toMatch(/DISTROKID\\_EMAIL and DISTROKID\\_PASSWORD must be set/);
  const ops = openOps(data);
  // The run takes its turn all the same.
  await until(() => lastSlot(ops, 'run')?.outcome === 'ok', said);
  expect(lastSlot(ops, 'collect:distrokid')).toMatchObject({ outcome: 'failed' });
  ops.close();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expectClean(discord);
});

it('a bot without a token is not started again; the pipeline goes on', async () => {
  const { child, lines, raw, ended } = start([], { DISCORD_TOKEN: '' });
  await until(
    () => lines.some(({ event, status }) => event === 'service_failed' && status === 78),
    () => raw.join('\n'),
  );
  await sleep(1_500);
  expect(lines.filter(({ event, service }) => event === 'service_started' && service === 'bot')).toHaveLength(
    1,
  );
  expect(child.exitCode).toBeNull();
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
