import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DistrokidSite } from '../sandbox/sites/distrokid.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { answerChallenge, findChallenge, listOpenChallenges } from '../warehouse/ops/challenges.ts';
import { newSealKeys, seal } from '../warehouse/ops/seal.ts';
import { Shell } from './cli-run.ts';
import { discordForTest, expectClean } from './support/discord-client.ts';
import { CODE, startSite } from './support/distrokid.ts';
import {
  botProgram,
  codeCards,
  collectProgram,
  PATIENCE,
  type Program,
  writeLabel,
} from './support/programs.ts';

let shell: Shell;
let site: DistrokidSite;
let ops: Db;
let programs: Program[];
beforeEach(async () => {
  shell = new Shell();
  mkdirSync(shell.data);
  writeLabel(shell);
  site = await startSite();
  ops = openOps(shell.data);
  programs = [];
});
afterEach(async () => {
  for (const program of programs) await program.kill();
  ops.close();
  await site.close();
  shell.remove();
});

interface Process {
  id: number;
  parent: number;
  /** Told apart from a later one that got the same number. */
  began: string;
  /** Dead, and not yet fetched by whoever has it now. */
  dead: boolean;
}

/** All processes of this machine, as the kernel tells them. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, rest = ''] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        const fields = rest.split(' ');
        const dead = fields[0] === 'Z' || fields[0] === 'X';
        return [{ id: Number(name), parent: Number(fields[1]), began: String(fields[19]), dead }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

function below(id: number, all = processes()): Process[] {
  return all.filter(({ parent }) => parent === id).flatMap((one) => [one, ...below(one.id, all)]);
}

const alive = (known: readonly Process[]): Process[] => {
  const now = processes();
  return known.filter(({ id, began }) =>
    now.some((one) => one.id === id && one.began === began && !one.dead),
  );
};

/** Processes are told by the kernel of Linux alone. */
const it = test.runIf(process.platform === 'linux');

it('a collector that waits for a code ends at SIGTERM: the challenge is over and told, the browser is gone', {
  timeout: 180_000,
}, async () => {
  const discord = await discordForTest();
  programs.push(await botProgram(shell, discord));
  const collector = collectProgram(shell, site.url);
  programs.push(collector);
  const says = (title: string) =>
    discord.waitFor(() => codeCards(discord)[0]?.embeds[0]?.title?.includes(title), title, PATIENCE);
  await says('A code is needed');
  const [open] = listOpenChallenges(ops);
  const id = open?.id ?? 0;
  const browser = below(collector.child.pid ?? 0);
  expect(browser.length).toBeGreaterThan(1);

  const told = performance.now();
  collector.child.kill('SIGTERM');
  // 69: it was not collected from.
  expect(await collector.ended).toEqual([69, null]);
  // A service manager kills after 15 s or more.
  expect(performance.now() - told).toBeLessThan(10_000);
  expect(collector.said()).toContain('was told to stop');

  expect(findChallenge(ops, id)).toMatchObject({ outcome: 'cancelled', answeredAt: null });
  await says('Over');
  expect(codeCards(discord)).toHaveLength(1);
  expect(codeCards(discord)[0]?.components).toEqual([]);
  // A code that comes now is taken by nobody, and nobody could read it: its key is gone.
  expect(answerChallenge(ops, id, seal(CODE, newSealKeys().publicKey, id), new Date())).toBe('over');
  expect(readdirSync(join(shell.data, 'vault')).filter((name) => name.includes('challenge'))).toEqual([]);

  // Chromium's own helpers end after it.
  for (let wait = 0; wait < 100 && alive(browser).length > 0; wait++) await sleep(100);
  expect(alive(browser)).toEqual([]);
  expect(existsSync(join(shell.data, 'collecting', 'distrokid'))).toBe(false);
  const signIns = ops.prepare('SELECT platform, outcome FROM sign_ins').raw().all();
  expect(signIns).toEqual([['distrokid', 'code-needed']]);

  // Nothing holds the site: the next one gets as far as its own code.
  const next = collectProgram(shell, site.url);
  programs.push(next);
  while (listOpenChallenges(ops).length === 0) {
    if (next.child.exitCode !== null) throw new Error(next.said());
    await sleep(50);
  }
  expect(listOpenChallenges(ops)[0]?.id).toBe(id + 1);
  next.child.kill('SIGTERM');
  expect(await next.ended).toEqual([69, null]);
  expect(listOpenChallenges(ops)).toEqual([]);
  expectClean(discord);
});

it('SIGTERM before it waits ends it too, and leaves nothing open', async () => {
  const collector = collectProgram(shell, site.url);
  programs.push(collector);
  // Somewhere between the start of the browser and the password.
  while (below(collector.child.pid ?? 0).length === 0 && collector.child.exitCode === null) await sleep(10);
  const browser = below(collector.child.pid ?? 0);
  collector.child.kill('SIGTERM');
  const [status, signal] = await collector.ended;
  expect({ status, signal, open: listOpenChallenges(ops) }).toEqual({
    ...{ status: expect.any(Number), signal: null, open: [] },
  });
  expect(status).not.toBe(0);
  for (let wait = 0; wait < 100 && alive(browser).length > 0; wait++) await sleep(100);
  expect(alive(browser)).toEqual([]);
});
