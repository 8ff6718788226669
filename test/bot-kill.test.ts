import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange, LocalDiscord, Message } from '../sandbox/discord/index.ts';
import type { DistrokidSite } from '../sandbox/sites/distrokid.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { type Challenge, findChallenge, openChallenge } from '../warehouse/ops/challenges.ts';
import { Shell } from './cli-run.ts';
import { discordForTest, expectClean, OWNER } from './support/discord-client.ts';
import { CODE, EMAIL, startSite } from './support/distrokid.ts';
import { leaksIn } from './support/leaks.ts';
import {
  botProgram,
  codeCards,
  collectProgram,
  PATIENCE,
  type Program,
  writeLabel,
} from './support/programs.ts';

const CALLBACK = 'POST /interactions/{id}/{token}/callback';
const MESSAGES = 'POST /channels/{id}/messages';

let shell: Shell;
let site: DistrokidSite;
let ops: Db;
let discord: LocalDiscord;
let programs: Program[];

beforeEach(async () => {
  shell = new Shell();
  mkdirSync(shell.data);
  writeLabel(shell);
  site = await startSite();
  ops = openOps(shell.data);
  discord = await discordForTest();
  programs = [];
});
afterEach(async () => {
  for (const program of programs) await program.kill();
  ops.close();
  await site.close();
  shell.remove();
});

const started = (program: Program): Program => {
  programs.push(program);
  return program;
};
const startBot = async (): Promise<Program> => started(await botProgram(shell, discord));
const startCollector = (): Program => started(collectProgram(shell, site.url));

const challenge = (id: number): Challenge => findChallenge(ops, id) as Challenge;
const asked = async (): Promise<number> => {
  let open: Challenge | undefined;
  for (;;) {
    open = openChallenge(ops, 'distrokid', EMAIL);
    if (open) return open.id;
    await sleep(20);
  }
};
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(20);
};
/** The card, once it says so. */
const card = (title: string): Promise<Message> =>
  discord.waitFor(
    () => codeCards(discord).find(({ embeds }) => embeds[0]?.title?.includes(title)),
    `a card that says "${title}"`,
    PATIENCE,
  );
const press = (message: Message, id: number): Promise<Exchange> =>
  discord.user(OWNER).press(message.id, `code:${id}`);
const submit = (opened: Exchange): Promise<Exchange> => discord.user(OWNER).submit(opened, { code: CODE });

/** The site was told one code, what it has is loaded, and one message told of it all. */
async function allWentOnce(collector: Program, message: Message): Promise<void> {
  expect([await collector.ended, collector.said()]).toEqual([
    [0, null],
    expect.stringContaining('distrokid_bank'),
  ]);
  expect(site.seen).toEqual({ passwords: 1, codes: 1, wrongCodes: 0, downloads: 1 });
  expect((await card('Signed in')).components).toEqual([]);
  expect(codeCards(discord).map(({ id }) => id)).toEqual([message.id]);
  expect(leaksIn(shell.folder, CODE)).toEqual([]);
  for (const program of programs) expect(program.said()).not.toContain(CODE);
  expectClean(discord);
}

describe('a bot that is killed while a code is asked for', { timeout: 180_000 }, () => {
  it('after its message, whether it knows of it or not: the same button asks for the code, once', async () => {
    const first = await startBot();
    // The message stands there, and the bot is dead before it is told so.
    discord.faults.next(MESSAGES, { reset: 'after' });
    const posted = discord.waitFor(
      () => codeCards(discord).length > 0 && first.child.kill('SIGKILL'),
      'the message',
      PATIENCE,
    );
    const collector = startCollector();
    const id = await asked();
    await posted;
    await first.kill();
    expect(challenge(id)).toMatchObject({ messageId: null, answeredAt: null, settledAt: null });
    const [message] = codeCards(discord) as [Message];

    const second = await startBot();
    await until(() => challenge(id).messageId !== null);
    expect(challenge(id).messageId).toBe(message.id);
    await second.kill();
    // Nobody is there to hear it, and nothing comes of it.
    expect((await press(message, id)).error).toBe('did not respond');

    await startBot();
    const opened = await press(message, id);
    expect(opened.ack).toBe('modal');
    expect((await (await submit(opened)).answer()).content).toContain('Sealed and handed over');
    await allWentOnce(collector, message);
  });

  it('while the code is handed in: it is lost before it is read, and counts once it is written', async () => {
    const first = await startBot();
    const collector = startCollector();
    const message = await card('A code is needed');
    const id = await asked();
    const opened = await press(message, id);
    // It gets the code, and is dead before it reads it.
    first.child.kill('SIGSTOP');
    const lost = submit(opened);
    await sleep(200);
    await first.kill();
    expect((await lost).error).toBe('did not respond');
    expect(challenge(id)).toMatchObject({ answeredAt: null, settledAt: null, triesLeft: 2 });

    const second = await startBot();
    const again = await press(message, id);
    // It hands the code in, and is dead before it can say so.
    discord.faults.next(CALLBACK, { delayMs: 5_000 });
    const unsaid = submit(again);
    await until(() => challenge(id).answeredAt !== null);
    await second.kill();
    expect((await unsaid).error).toBe('did not respond');

    await startBot();
    await allWentOnce(collector, message);
    expect(challenge(id)).toMatchObject({ outcome: 'accepted', triesLeft: 1 });
  });
});
