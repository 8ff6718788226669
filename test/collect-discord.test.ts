import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { PROJECT } from '../core/config.ts';
import { loadLabel } from '../core/label.ts';
import { createLog } from '../core/log.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { openChallenge } from '../warehouse/ops/challenges.ts';
import { MAIN, Shell } from './cli-run.ts';
import { codeBot } from './support/code-bot.ts';
import { discordForTest, expectClean, OWNER } from './support/discord-client.ts';
import { CODE, EMAIL, PASSWORD, SETTINGS, startSite } from './support/distrokid.ts';
import { leaksIn } from './support/leaks.ts';

const WRONG = '918273';

it('from the terminal word over the modal in Discord to the loaded files, the code is left nowhere', async () => {
  const shell = new Shell();
  mkdirSync(shell.data);
  cpSync(join(PROJECT, 'label.example.json'), join(shell.data, 'label.json'));
  const site = await startSite();
  const ops = openOps(shell.data);
  const discord = await discordForTest();
  let logged = '';
  const log = createLog('debug', {
    write: (line) => {
      logged += line;
    },
  });
  const label = loadLabel(shell.data);
  const bot = await codeBot(discord, { data: shell.data, ops, label, clock: systemClock, log });
  const collector = spawn(process.execPath, [MAIN, 'collect', 'distrokid', '--site', site.url], {
    cwd: shell.folder,
    env: shell.env({ ...SETTINGS, BEDROT_LOG_LEVEL: 'debug' }),
  });
  const ended = once(collector, 'exit');
  let said = '';
  collector.stdout.on('data', (chunk) => (said += String(chunk)));
  collector.stderr.on('data', (chunk) => (said += String(chunk)));
  try {
    const owner = discord.user(OWNER);
    const cards = () => owner.dmMessages().filter(({ embeds }) => embeds.length > 0);
    const shows = (title: string) =>
      discord.waitFor(() => cards()[0]?.embeds[0]?.title?.includes(title), title, 40_000);
    for (const [title, code] of [
      ['A code is needed', WRONG],
      ['one try is left', CODE],
    ] as const) {
      await shows(title);
      const { id } = openChallenge(ops, 'distrokid', EMAIL) as { id: number };
      const opened = await owner.press(cards()[0]?.id ?? '', `code:${id}`);
      await (await owner.submit(opened, { code })).answer();
    }
    await shows('Signed in');
    const [status] = await ended;
    expect(said).toContain('distrokid_bank');
    expect(status).toBe(0);

    const written = [said, logged, JSON.stringify([cards(), discord.messages('numbers'), discord.requests])];
    for (const secret of [CODE, WRONG, PASSWORD]) {
      expect(leaksIn(shell.folder, secret), secret).toEqual([]);
      expect(written.filter((text) => text.includes(secret))).toEqual([]);
    }
    // Told by hash, the account is in the vault; its address is in ops.db alone.
    expect(leaksIn(shell.folder, EMAIL).every((name) => name.includes('ops.db'))).toBe(true);
    expectClean(discord);
  } finally {
    collector.kill('SIGKILL');
    await bot.stop();
    ops.close();
    await site.close();
    shell.remove();
  }
});
