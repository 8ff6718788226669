import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importService } from '../bot/import.ts';
import { type Bot, startBot } from '../bot/main.ts';
import { register } from '../bot/register.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import type { LocalDiscord } from '../sandbox/discord/index.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { listAudit } from '../warehouse/ops/audit.ts';
import { inboxOf } from '../warehouse/ops/inbox.ts';
import { askFor, finishRequest, listUntoldRequests } from '../warehouse/ops/requests.ts';
import { MAIN } from './cli-run.ts';
import { configFor, textOf } from './support/bot.ts';
import { discordForTest, expectClean, OTHER, OWNER } from './support/discord-client.ts';
import { temporaryFolder } from './support/house.ts';
import { LABEL } from './support/import.ts';

const FIXTURES = join(import.meta.dirname, '..', 'pipeline', 'platforms', 'spotify', 'fixture');
const NAME = 'PIG1987-audience-timeline (1).csv';
const BYTES = readFileSync(join(FIXTURES, 'spotify_audience', '8-columns-second-download', NAME));

let data: string;
let discord: LocalDiscord;
let config: Config;
let ops: Db;
let bot: Bot;
let scheduler: ChildProcess | undefined;

beforeEach(async () => {
  data = join(temporaryFolder(), 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'label.json'), JSON.stringify(LABEL));
  discord = await discordForTest();
  config = configFor(data, discord.api);
  await register(config, { guild: null, dryRun: false });
  ops = openOps(data);
  bot = await start();
});
afterEach(async () => {
  await bot.close();
  if (scheduler && scheduler.exitCode === null) {
    scheduler.kill('SIGTERM');
    await once(scheduler, 'exit');
  }
  scheduler = undefined;
  ops.close();
  await discord.close();
  rmSync(join(data, '..'), { recursive: true, force: true });
});

async function start(clock: Clock = systemClock): Promise<Bot> {
  const service = importService({
    ...{ ops, config, clock, log: silentLog, label: () => loadLabel(data), pollMs: 100 },
  });
  const made = await startBot({ config, clock, log: silentLog, services: [service] });
  await made.ready;
  return made;
}

/** `bedrot start --only pipeline`. */
function startScheduler(): void {
  scheduler = spawn(process.execPath, [MAIN, 'start', '--only', 'pipeline', '--data', data], {
    env: { PATH: process.env.PATH ?? '', BEDROT_LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
}

const send = (who: string, name: string, bytes: Uint8Array, channel = '@dm') =>
  discord.user(who).slash(['pipeline', 'import'], { file: { name, bytes } }, { channel });
const inInbox = (): string[] => (existsSync(inboxOf(data)) ? readdirSync(inboxOf(data)) : []);

describe('a file the owner sends in the chat', () => {
  it('is taken at once, imported by the scheduler, and the answer then says what became of it', async () => {
    const [{ id: channel = '' } = {}] = discord.channels().filter(({ type }) => type === 0);
    const sent = await send(OWNER, NAME, BYTES, channel);
    // Nobody else in the channel reads it.
    expect(sent).toMatchObject({ ack: 'defer', ephemeral: true });
    const first = textOf(await sent.answer());
    expect(first).toContain('is taken; I will tell you here what becomes of it.');
    expect(first).toContain('The pipeline does not run at the moment');
    // Discord takes blanks and brackets out of the name; a feed reads the artist from it.
    expect(inInbox()).toEqual([NAME]);
    expect(readFileSync(join(inboxOf(data), NAME)).equals(BYTES)).toBe(true);
    expect(listAudit(ops, 1)).toMatchObject([{ who: OWNER, what: 'import', outcome: 'ok' }]);

    startScheduler();
    const text = await discord.waitFor(
      () => (sent.message?.embeds.length ? textOf(sent.message) : undefined),
      'the result',
      60_000,
    );
    expect(text).toContain('PIG1987-audience-timeline (1).csv: loaded · Test Label');
    expect(text).toContain('**Rows in: 2**');
    expect(text).toContain('**Loaded: 2**');
    expect(text).toContain('2026-10-01 to 2026-10-02');
    expect(inInbox()).toEqual([]);
    expect(discord.user(OWNER).dmMessages()).toEqual([]);
    expectClean(discord);
  }, 120_000);

  it('that nobody can read is said so, with the reason', async () => {
    startScheduler();
    const sent = await send(OWNER, 'diary.txt', Buffer.from('dear diary'));
    const text = await discord.waitFor(
      () => (sent.message?.embeds.length ? textOf(sent.message) : undefined),
      'the result',
      60_000,
    );
    expect(text).toContain('diary.txt: not taken in');
    expect(text).toContain('It has a header nobody knows: dear diary');
    expectClean(discord);
  }, 120_000);

  it('is answered by a direct message when the bot was started anew meanwhile, once', async () => {
    const sent = await send(OWNER, NAME, BYTES);
    expect(textOf(await sent.answer())).toContain('is taken');
    await bot.close();
    finishRequest(ops, 1, 'failed', { text: 'The disk is full.' }, new Date());
    bot = await start();
    const told = () => discord.user(OWNER).dmMessages().map(textOf);
    await discord.waitFor(() => told().includes('The disk is full.'), 'the direct message');
    await bot.close();
    bot = await start();
    // Stopped while it sends, the bot does not know whether the message arrived: it is sent again under the same nonce.
    await expect.poll(() => listUntoldRequests(ops, 'discord'), { timeout: 10_000 }).toEqual([]);
    expect(told().filter((text) => text === 'The disk is full.')).toHaveLength(1);
    expectClean(discord);
  });
});

it('what another was asked for through another surface is not told in the chat', async () => {
  const id = askFor(ops, { kind: 'run', params: {}, askedBy: 'cli:owner' }, new Date());
  finishRequest(ops, id, 'ok', { text: 'Done.' }, new Date());
  const mine = askFor(ops, { kind: 'run', params: {}, askedBy: `discord:${OWNER}` }, new Date());
  finishRequest(ops, mine, 'ok', { text: 'Done for you.' }, new Date());
  await discord.waitFor(
    () => discord.user(OWNER).dmMessages().map(textOf).includes('Done for you.'),
    'the direct message',
  );
  expect(discord.user(OWNER).dmMessages()).toHaveLength(1);
});

describe('a file is not taken', () => {
  it('from anybody but the owner', async () => {
    const sent = await send(OTHER, NAME, BYTES);
    expect(sent).toMatchObject({ ack: 'reply', ephemeral: true });
    expect(textOf(await sent.answer())).toContain('Only the owner of the label brings in files.');
    expect(inInbox()).toEqual([]);
    expect(listAudit(ops, 1)).toMatchObject([{ who: OTHER, what: 'import', outcome: 'not_allowed' }]);
  });
});
