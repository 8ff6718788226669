import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DistrokidSite } from '../sandbox/sites/distrokid.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import {
  answerChallenge,
  type Challenge,
  findChallenge,
  listOpenChallenges,
  takeAnswer,
} from '../warehouse/ops/challenges.ts';
import { seal } from '../warehouse/ops/seal.ts';
import { CODE, startSite } from './support/distrokid.ts';
import { type TestLake, testLake } from './support/import.ts';
import { leaksIn } from './support/leaks.ts';

let lake: TestLake;
let site: DistrokidSite;
let ops: Db;
let started: ChildProcess[] = [];

beforeEach(async () => {
  lake = testLake();
  site = await startSite();
  ops = openOps(lake.house.data);
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started = [];
  ops.close();
  await site.close();
  lake.remove();
});

/** A collector in a process of its own, up to where it waits for a code. */
async function waiting(): Promise<{ child: ChildProcess; open: Challenge; said: Promise<unknown> }> {
  const known = new Set(listOpenChallenges(ops).map(({ id }) => id));
  const child = fork(join(import.meta.dirname, 'support', 'collect-worker.ts'), [lake.house.data, site.url], {
    execArgv: [],
    silent: true,
  });
  started.push(child);
  const said = once(child, 'message').then(([by]) => by as unknown);
  for (;;) {
    const open = listOpenChallenges(ops).find(({ id }) => !known.has(id));
    if (open || known.size > 0)
      return { child, open: (open ?? listOpenChallenges(ops)[0]) as Challenge, said };
    await sleep(50);
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const give = ({ id, publicKey }: Challenge): string =>
  answerChallenge(ops, id, seal(CODE, publicKey, id), lake.house.clock.now());

describe('a collector that is killed while it waits for a code', () => {
  it('goes on with the same challenge and the answer that came meanwhile', async () => {
    const first = await waiting();
    await kill(first.child);
    expect(give(first.open)).toBe('taken');
    const second = await waiting();
    expect(await second.said).toBe('code');
    expect(findChallenge(ops, first.open.id)?.outcome).toBe('accepted');
    // The site sent one code, for one password.
    expect(site.seen).toMatchObject({ passwords: 1, codes: 1, downloads: 1 });
    expect(lake.rows('SELECT count(*) FROM content_streams')).toEqual([[20]]);
    expect(leaksIn(lake.house.data, CODE)).toEqual([]);
  });

  it('asks once more when the answer was taken and nobody knows what the site said', async () => {
    const first = await waiting();
    await kill(first.child);
    give(first.open);
    expect(takeAnswer(ops, first.open.id)).not.toBeNull();
    const second = await waiting();
    while (findChallenge(ops, first.open.id)?.answeredAt !== null) await sleep(50);
    expect(give(first.open)).toBe('taken');
    expect(await second.said).toBe('code');
  });

  it('opens a new challenge when the site has forgotten the login, and the old one is over', async () => {
    const first = await waiting();
    await kill(first.child);
    site.forgetLogins();
    const second = await waiting();
    while (findChallenge(ops, first.open.id)?.outcome !== 'superseded') await sleep(50);
    expect(give(first.open)).toBe('over');
    let next: Challenge | undefined;
    while (!next) {
      next = listOpenChallenges(ops)[0];
      await sleep(50);
    }
    expect(next.id).toBe(first.open.id + 1);
    expect(give(next)).toBe('taken');
    expect(await second.said).toBe('code');
  });
});
