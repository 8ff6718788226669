import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../core/clock.ts';
import { type Label, parseLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { relabel } from '../pipeline/run.ts';
import type { Exchange, Message } from '../sandbox/discord/index.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listAudit } from '../warehouse/ops/audit.ts';
import { listDecisions } from '../warehouse/ops/decisions.ts';
import { ANALYST, type BotHouse, botHouse, buttonOf, MONEY, NUMBERS, OWNER, textOf } from './support/bot.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await botHouse();
  // Nobody knows one of the two any more: 117 rows, 5.00 USD of statements.
  const file = join(house.sample.data, 'label.json');
  const label = JSON.parse(readFileSync(file, 'utf8')) as { artists: unknown[] };
  writeFileSync(file, JSON.stringify({ ...label, artists: label.artists.slice(0, 1) }));
  await settleNames();
});
afterEach(() => {
  expect(house.discord.violations).toEqual([]);
});
afterAll(() => house.close());

const labelNow = (): Label => parseLabel(readFileSync(join(house.sample.data, 'label.json'), 'utf8'));
/** What "bedrot start" does beside the bot. */
const settleNames = () =>
  relabel({
    ...{ data: house.sample.data, label: labelNow(), log: silentLog, progress: noProgress },
    clock: fixedClock('2026-11-22T17:00:00Z'),
  });
const SETTLE = ['pipeline', 'settle'];
const PIG = { kind: 'artist', name: 'pig1987', as: 'zone a0' };
const say = (who: string, path: string[], options: object, channel = MONEY): Promise<Exchange> =>
  house.discord.user(who).slash(path, { ...options }, { channel });
const press = (message: Message, label: string): Promise<Exchange> =>
  house.discord.user(OWNER).press(message, buttonOf(message, label));
const withOps = <T>(read: (ops: ReturnType<typeof openOps>) => T): T => {
  const ops = openOps(house.sample.data);
  try {
    return read(ops);
  } finally {
    ops.close();
  }
};
const decided = () => withOps(listDecisions).map(({ kind, what, decidedBy }) => [kind, what, decidedBy]);
/** What a message says now. */
const now = async (exchange: Exchange): Promise<string> => textOf(await exchange.answer());

describe('/pipeline settle', () => {
  it('says to the owner alone what it would do, with money where money is told', async () => {
    const asked = await say(OWNER, SETTLE, PIG);
    expect(asked.ephemeral).toBe(true);
    const message = await asked.answer();
    expect(textOf(message)).toBe(
      '"pig1987" will be another spelling of the artist ZONE A0. Re-labelled: 117 rows, 5.00 USD, 2026-06 to 2026-11-20. No number is changed.',
    );
    const elsewhere = await say(OWNER, SETTLE, PIG, NUMBERS);
    expect(await now(elsewhere)).toContain('117 rows, 2026-06 to 2026-11-20');
    expect(decided()).toEqual([]);

    const left = await press(message, 'Leave it');
    expect(await now(left)).toBe('Nothing was done.');
    expect((await left.answer()).components).toEqual([]);
    expect(decided()).toEqual([]);
  });

  it('does it by its button, after a restart too, and says when answers have it', async () => {
    const message = await (await say(OWNER, SETTLE, PIG)).answer();
    await house.restart();
    const done = await press(message, 'Do it');
    expect(done.ack).toBe('deferUpdate');
    await expect.poll(() => now(done)).toContain('The pipeline settles names anew');
    expect(await now(done)).toContain(
      '"pig1987" is another spelling of the artist ZONE A0. Re-labelled: 117 rows',
    );
    expect((await done.answer()).components).toEqual([]);
    expect(decided()).toEqual([['artist', 'pig1987', `discord:${OWNER}`]]);
    await sleep(600);
    expect(await now(done)).not.toContain('Done');

    await settleNames();
    await expect.poll(() => now(done), { timeout: 10_000 }).toContain('Done: every answer has it now.');
    const top = await (await say(OWNER, ['kpi', 'top'], { metric: 'revenue', by: 'artist' })).answer();
    expect(textOf(top)).toContain('ZONE A0');
    expect(textOf(top)).not.toContain('PIG1987');
    expect(withOps((ops) => listAudit(ops, 9)).find(({ what }) => what === 'settle')).toMatchObject({
      ...{ surface: 'discord', who: OWNER, outcome: 'ok', params: PIG },
    });
  });

  it('pressed twice decides once', async () => {
    const message = await (await say(OWNER, SETTLE, PIG)).answer();
    const [first, second] = await Promise.all([press(message, 'Do it'), press(message, 'Do it')]);
    await expect.poll(async () => `${await now(first)}${await now(second)}`).toContain('is another spelling');
    expect(decided()).toEqual([['artist', 'pig1987', `discord:${OWNER}`]]);
  });

  it('is taken back the same way', async () => {
    const offered = await house.discord
      .user(OWNER)
      .autocomplete(['pipeline', 'unsettle'], 'name', '', { kind: 'artist' });
    expect(offered.map(({ value }) => value)).toEqual(['pig1987']);
    const message = await (
      await say(OWNER, ['pipeline', 'unsettle'], { kind: 'artist', name: 'PIG1987' })
    ).answer();
    const done = await press(message, 'Do it');
    await expect
      .poll(() => now(done))
      .toContain('"pig1987" is no longer another spelling of the artist ZONE A0');
    expect(decided()).toEqual([]);
    await settleNames();
  });

  it('refuses others, whatever they may see, and teaches the owner', async () => {
    const refused = await say(ANALYST, SETTLE, PIG);
    expect(refused.ephemeral).toBe(true);
    expect(await now(refused)).toContain('"settle" is for the owner of the label. Nothing was done.');
    const wrong = await say(OWNER, SETTLE, { ...PIG, as: 'zone b0' });
    expect(await now(wrong)).toContain('There is no artist "zone b0". Did you mean "ZONE A0"?');
    expect(decided()).toEqual([]);
    await expect
      .poll(() => withOps((ops) => listAudit(ops, 1)))
      .toMatchObject([{ what: 'settle', who: ANALYST, outcome: 'not_allowed' }]);
  });

  it('offers the queue, and the names there are', async () => {
    const user = house.discord.user(OWNER);
    const names = await user.autocomplete(SETTLE, 'name', 'pi', { kind: 'artist' });
    expect(names.map(({ value }) => value)).toEqual(['PIG1987']);
    const known = await user.autocomplete(SETTLE, 'as', '', { kind: 'artist', name: 'PIG1987' });
    expect(known.map(({ value }) => value)).toEqual(['ZONE A0', 'new', 'collaborator', 'ignore']);
  });

  it('holds a name that is longer than a button', async () => {
    const name = `${'A line of an account; with words '.repeat(4)}%`.trim();
    const message = await (await say(OWNER, SETTLE, { kind: 'category', name, as: 'meals' })).answer();
    expect(buttonOf(message, 'Do it')).toMatch(/^d1:y:#[0-9a-f]{16}$/);
    await house.restart();
    const done = await press(message, 'Do it');
    await expect.poll(() => now(done)).toContain('is in the category meals');
    expect(decided()).toEqual([['category', name, `discord:${OWNER}`]]);
  });
});
