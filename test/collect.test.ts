import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { fixedClock } from '../core/clock.ts';
import { createLog } from '../core/log.ts';
import { type CollectOptions, collect } from '../pipeline/collect.ts';
import type { House } from '../pipeline/kit/house.ts';
import type { DistrokidSite } from '../sandbox/sites/distrokid.ts';
import { redirect, serve } from '../sandbox/sites/http.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { answerChallenge, findChallenge, listOpenChallenges } from '../warehouse/ops/challenges.ts';
import { seal } from '../warehouse/ops/seal.ts';
import { CODE, EMAIL, PASSWORD, settings, startSite } from './support/distrokid.ts';
import { type TestLake, testLake } from './support/import.ts';
import { leaksIn } from './support/leaks.ts';

const WRONG = '918273';

let lake: TestLake;
let site: DistrokidSite;
let ops: Db;
let house: House;
let logged: string;

beforeEach(async () => {
  lake = testLake();
  site = await startSite();
  ops = openOps(lake.house.data);
  logged = '';
  const log = createLog('debug', {
    write: (line) => {
      logged += line;
    },
  });
  house = { ...lake.house, log };
});
afterEach(async () => {
  ops.close();
  await site.close();
  lake.remove();
});

const run = (more: Partial<CollectOptions> = {}) =>
  collect(house, 'distrokid', { config: settings(), site: site.url, patience: 20_000, ...more });

/** Answers as the bot does, once a challenge stands open. */
async function answer(...codes: string[]): Promise<number> {
  let id = 0;
  for (const code of codes) {
    for (;;) {
      const open = listOpenChallenges(ops).find(({ answeredAt }) => answeredAt === null);
      if (open) {
        id = open.id;
        expect(answerChallenge(ops, id, seal(code, open.publicKey, id), house.clock.now())).toBe('taken');
        break;
      }
      await sleep(50);
    }
  }
  return id;
}

const counted = () =>
  lake.rows(`SELECT (SELECT count(*) FROM content_streams), (SELECT sum(amount) FROM revenue_transactions)`);

describe('collecting from DistroKid', () => {
  it('gets in with the second code, brings everything in, and needs no code the next time', async () => {
    const [first, id] = await Promise.all([run(), answer(WRONG, CODE)]);
    expect(first.by).toBe('code');
    expect(first.report.files.map(({ feed, state, rows }) => [feed, state, rows]).sort()).toEqual([
      ['distrokid_bank', 'loaded', 2],
      ['distrokid_stats', 'loaded', 10],
      ['distrokid_stats', 'loaded', 10],
    ]);
    expect(counted()).toEqual([[20, 750_000_000]]);
    expect(findChallenge(ops, id)).toMatchObject({ outcome: 'accepted', triesLeft: 0, account: EMAIL });
    expect(site.seen).toMatchObject({ passwords: 1, codes: 2, downloads: 1 });

    const second = await run();
    expect(second.by).toBe('session');
    expect(second.report.files.map(({ state }) => state)).toEqual(['known', 'known', 'known']);
    expect(site.seen).toMatchObject({ passwords: 1, codes: 2, downloads: 2 });

    site.expireSessions();
    const [third] = await Promise.all([run(), answer(CODE)]);
    expect(third.by).toBe('code');
    expect(site.seen.passwords).toBe(2);

    // The code as it was given, the wrong one, the password: in no file, table or log line.
    for (const secret of [CODE, WRONG, PASSWORD]) {
      expect(leaksIn(house.data, secret), secret).toEqual([]);
      expect(logged).not.toContain(secret);
    }
    expect(logged).toContain('"event":"code_asked"');
    expect(logged).not.toContain(EMAIL);
    // A search that finds nothing proves something only if it can find: the account is in ops.db.
    expect(leaksIn(house.data, EMAIL).join()).toContain('ops.db');
  });

  it('stops after two wrong codes, before the site locks the account', async () => {
    const [said, id] = await Promise.all([run().catch((error) => error), answer('111111', '222222')]);
    expect(said).toMatchObject({ code: 'collect_failed', failure: 'code-needed' });
    expect(findChallenge(ops, id)?.outcome).toBe('refused');
    expect(site.seen.codes).toBe(2);
    await expect(run()).rejects.toThrow(/ended with codes-refused/);
  });

  it('types a password once', async () => {
    const config = settings({ DISTROKID_PASSWORD: 'wrong' });
    await expect(run({ config })).rejects.toMatchObject({ failure: 'password-refused' });
    expect(site.seen.passwords).toBe(1);
    expect(listOpenChallenges(ops)).toEqual([]);
    // Not again by itself, even if it was corrected; a person may.
    await expect(run()).rejects.toThrow(/ended with password-refused\. Run "bedrot collect distrokid"/);
    expect(site.seen.passwords).toBe(1);
    await Promise.all([run({ insist: true }), answer(CODE)]);
    expect(site.seen.passwords).toBe(2);
  });

  it('types nothing where the site sends it', async () => {
    const other = await serve(0, ({ url }) => redirect(`${site.url}${url.pathname}`));
    try {
      await expect(run({ site: other.url })).rejects.toMatchObject({ failure: 'blocked' });
      expect(site.seen.passwords).toBe(0);
    } finally {
      await other.close();
    }
    await expect(run({ site: 'https://distrokid.com.evil.test' })).rejects.toMatchObject({
      code: 'bad_question',
    });
  });

  it('says what changed, and keeps what it got before', async () => {
    site.redesign('login');
    await expect(run({ patience: 4_000 })).rejects.toMatchObject({ failure: 'layout-changed' });
    expect(site.seen.passwords).toBe(0);

    site.redesign('bank');
    const [said] = await Promise.all([run({ patience: 4_000 }).catch((error) => error), answer(CODE)]);
    expect(said).toMatchObject({ failure: 'layout-changed' });
    expect(said.message).toContain('bank page');
    expect(counted()).toEqual([[20, null]]);

    site.redesign('stats');
    await expect(run({ patience: 4_000 })).rejects.toMatchObject({ failure: 'layout-changed' });
  });

  it('expires with its challenge', async () => {
    const waiting = run().catch((error) => error);
    while (listOpenChallenges(ops).length === 0) await sleep(50);
    const [open] = listOpenChallenges(ops);
    (house.clock as ReturnType<typeof fixedClock>).set('2026-11-22T12:10:00Z');
    expect(await waiting).toMatchObject({ failure: 'code-needed' });
    expect(findChallenge(ops, open?.id ?? 0)?.outcome).toBe('expired');
    expect(leaksIn(house.data, 'challenge.sealed')).toEqual([]);
  });

  it('takes a code typed here, and one collector at a time', async () => {
    const said = await run({
      ask: async (challenge) => {
        expect(challenge.hint).toContain('DistroKid');
        await expect(run()).rejects.toMatchObject({ code: 'busy' });
        return CODE;
      },
    });
    expect(said.by).toBe('code');
  });

  it('a site that is down, or settings that lack, are told', async () => {
    await site.close();
    await expect(run()).rejects.toMatchObject({ failure: 'timeout' });
    const { DISTROKID_PASSWORD: _, ...rest } = settings();
    await expect(run({ config: rest as never })).rejects.toThrow(/DISTROKID_PASSWORD must be set/);
    await expect(collect(house, 'spotify', { config: settings() })).rejects.toThrow(/Can be: distrokid/);
  });
});
