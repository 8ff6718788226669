import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MAIN, Shell } from './cli-run.ts';
import { discordForTest, expectClean, OWNER, TOKEN } from './support/discord-client.ts';
import { ALERTS, NUMBERS } from './support/outbox.ts';

let shell: Shell;
beforeEach(() => {
  shell = new Shell();
  mkdirSync(shell.data);
});
afterEach(() => shell.remove());

const label = (...channels: object[]): void =>
  writeFileSync(
    join(shell.data, 'label.json'),
    JSON.stringify({ name: 'Test Label', artists: [{ name: 'PIG1987' }], channels }),
  );

/** `bedrot doctor`, and what it says of Discord. Not `spawnSync`: the local Discord answers in this process. */
async function doctor(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN, 'doctor', '--json'], {
    cwd: shell.folder,
    env: shell.env(env),
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(out + err).not.toContain(env.DISCORD_TOKEN || 'no token given');
  const found = JSON.parse(out) as { what: string; state: string; says: string }[];
  const of = (what: string) => found.find((each) => each.what === what);
  return { settings: of('Discord settings'), discord: of('Discord') };
}

it('says what lacks before anything is asked', async () => {
  label();
  expect(await doctor({ DISCORD_TOKEN: '' })).toMatchObject({
    settings: { state: 'warn', says: expect.stringContaining('no DISCORD_TOKEN') },
    discord: { state: 'ok' },
  });
});

it('asks Discord for the token and for the channels of label.json', async () => {
  const discord = await discordForTest({ botName: 'Test Label' });
  const env = { DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: discord.api, DISCORD_OWNER_ID: OWNER };
  label({ id: NUMBERS, audience: 'numbers' }, { id: ALERTS, audience: 'money', alerts: true });
  expect(await doctor(env)).toMatchObject({
    settings: { state: 'ok' },
    discord: { state: 'ok', says: 'It is Test Label, and sees 2 channels of label.json.' },
  });

  label({ id: ALERTS, audience: 'money' }, { id: '1300000000000000099', name: 'gone', audience: 'numbers' });
  const gone = await doctor({ ...env, DISCORD_OWNER_ID: '' });
  expect(gone.settings).toMatchObject({ state: 'warn', says: expect.stringContaining('DISCORD_OWNER_ID') });
  expect(gone.discord).toMatchObject({
    state: 'fail',
    says: 'Test Label does not see #gone (1300000000000000099) of label.json.',
  });

  label({ id: ALERTS, audience: 'money' });
  expect((await doctor(env)).discord).toMatchObject({
    state: 'warn',
    says: expect.stringContaining('No channel'),
  });

  const refused = await doctor({ ...env, DISCORD_TOKEN: 'another-secret' });
  expect(refused.discord).toMatchObject({ state: 'fail', says: 'Discord refuses the token.' });
  expectClean(discord);
  await discord.close();
  expect((await doctor(env)).discord).toMatchObject({ state: 'warn', says: 'Discord could not be reached.' });
}, 120_000);
