import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { register } from '../bot/register.ts';
import { PROJECT } from '../core/config.ts';
import { configFor } from './support/bot.ts';
import { discordForTest, expectClean, TOKEN } from './support/discord-client.ts';

const puts = (requests: readonly { method: string }[]) =>
  requests.filter(({ method }) => method === 'PUT').length;

/** The groups there are now; a new one is added here. */
const GROUPS = ['data', 'fans', 'insight', 'kpi', 'money', 'pipeline', 'report'];
const NEW = GROUPS.map((name) => `+ /${name}`);

it('registers what differs, once, everywhere or in one server', async () => {
  const discord = await discordForTest();
  const config = configFor('unused', discord.api);
  const dry = await register(config, { guild: null, dryRun: true });
  expect(dry).toMatchObject({ changes: NEW, sent: false });
  expect(discord.commands()).toEqual([]);

  expect(await register(config, { guild: null, dryRun: false })).toMatchObject({ sent: true });
  const again = await register(config, { guild: null, dryRun: false });
  expect(again).toEqual({ changes: [], sent: false, commands: GROUPS });
  expect(puts(discord.requests)).toBe(1);
  // In direct messages too: it is where money may be asked.
  expect(discord.commands().map(({ contexts }) => contexts)).toEqual(GROUPS.map(() => [0, 1]));

  await register(config, { guild: discord.guildId, dryRun: false });
  expect(await register(config, { guild: discord.guildId, dryRun: false })).toMatchObject({ changes: [] });
  expect(puts(discord.requests)).toBe(2);
  expectClean(discord);
});

it('says in words what Discord refuses', async () => {
  const discord = await discordForTest();
  const config = configFor('unused', discord.api);
  const stranger = { ...config, DISCORD_TOKEN: 'another' };
  await expect(register(stranger, { guild: null, dryRun: true })).rejects.toThrow(
    'Discord refuses the token',
  );
  await expect(register(config, { guild: '99999999999999999', dryRun: false })).rejects.toThrow(
    'may not register commands in the server 99999999999999999',
  );
  discord.faults.next('GET /users/@me', { status: 503, times: 9 });
  await expect(register(config, { guild: null, dryRun: true })).rejects.toThrow('it answered 503');
});

it('is a word of the terminal, which prints no token', async () => {
  const discord = await discordForTest();
  const say = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const env = { ...process.env, DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api };
      const main = join(PROJECT, 'cli', 'main.ts');
      execFile(process.execPath, [main, 'register', ...args], { env }, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out: out + err }),
      );
    });
  const dry = await say('--global', '--dry-run');
  expect(dry).toEqual({
    code: 0,
    out: `${NEW.join('\n')}\nNot registered everywhere: this was a dry run.\n`,
  });
  const [done, both] = await Promise.all([
    say(`--guild=${discord.guildId}`),
    say('--global', `--guild=${discord.guildId}`),
  ]);
  expect(done.out).toContain(
    `Registered in the server ${discord.guildId}: ${GROUPS.map((name) => `/${name}`).join(' ')}`,
  );
  expect(both).toEqual({ code: 64, out: 'bedrot: Give --guild or --global, not both.\n' });
  expect(done.out + dry.out).not.toContain(TOKEN);
});
