import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type CollectDue, collectDue } from '../cli/kit/collect-due.ts';
import { fixedClock } from '../core/clock.ts';
import { collect } from '../pipeline/collect.ts';
import type { Platform } from '../pipeline/kit/platform.ts';
import { loadPlatforms } from '../pipeline/run.ts';
import type { DistrokidSite } from '../sandbox/sites/distrokid.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { answerChallenge, listOpenChallenges } from '../warehouse/ops/challenges.ts';
import type { CardBody } from '../warehouse/ops/incidents.ts';
import { listOutbox } from '../warehouse/ops/outbox.ts';
import { seal } from '../warehouse/ops/seal.ts';
import { freeSlots, listSlots } from '../warehouse/ops/slots.ts';
import { CODE, SETTINGS, settings, startSite } from './support/distrokid.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';

// 06:30 in New York is 11:30 UTC in November.
const label = {
  ...LABEL,
  timeZone: 'America/New_York',
  platforms: { distrokid: { via: 'browser' }, nowhere: { via: 'browser' } },
};

let lake: TestLake;
let site: DistrokidSite;
let ops: Db;
let distrokid: Platform;
/** Of a platform that only the scheduler knows: the process it starts ends with a status of its own. */
let nowhere: Platform;
let clock: ReturnType<typeof fixedClock>;
beforeEach(async () => {
  lake = testLake(label);
  site = await startSite();
  ops = openOps(lake.house.data);
  clock = fixedClock('2026-11-20T12:00:00Z');
  distrokid = (await loadPlatforms()).find(({ name }) => name === 'distrokid') as Platform;
  nowhere = { ...distrokid, name: 'nowhere', label: 'Nowhere' };
  for (const [name, value] of Object.entries({ ...SETTINGS, BEDROT_LOG_LEVEL: 'error' }))
    vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  ops.close();
  await site.close();
  lake.remove();
});

const going = new AbortController().signal;
const turn = (more: Partial<CollectDue> = {}, signal = going): Promise<void> =>
  collectDue(
    {
      ...{ ops, data: lake.house.data, platforms: [distrokid], label: () => lake.house.label, clock },
      ...{ log: lake.house.log, flags: ['--site', site.url], ...more },
    },
    signal,
  );
const slots = () => listSlots(ops).map(({ name, dueAt, outcome, missed }) => [name, dueAt, outcome, missed]);
/** What the chat is to show of collecting. */
const cards = () =>
  listOutbox(ops)
    .filter(({ kind }) => kind === 'alert')
    .map(({ audience, body }) => ({ audience, ...(JSON.parse(body) as CardBody) }))
    .filter(({ subject }) => subject.startsWith('collect:'));

/** Answers as the bot does, once a challenge stands open. */
async function giveCode(code: string): Promise<void> {
  for (;;) {
    const open = listOpenChallenges(ops).find(({ answeredAt }) => answeredAt === null);
    if (open) {
      const sealed = seal(code, open.publicKey, open.id);
      expect(answerChallenge(ops, open.id, sealed, new Date(open.askedAt))).toBe('taken');
      return;
    }
    await sleep(50);
  }
}

it('collects once a day, one after the other; what fails stops nothing and is one card', async () => {
  await Promise.all([turn({ platforms: [nowhere, distrokid] }), giveCode(CODE)]);
  expect(slots()).toEqual([
    ['collect:distrokid', '2026-11-20T11:30:00.000Z', 'ok', 0],
    ['collect:nowhere', '2026-11-20T11:30:00.000Z', 'failed', 0],
  ]);
  expect(lake.rows('SELECT count(*) FROM content_streams')).toEqual([[20]]);
  expect(cards()).toMatchObject([
    {
      ...{ subject: 'collect:nowhere', severity: 'critical', audience: 'numbers', closedAt: null },
      message: 'Nothing was collected from Nowhere: the collector broke off',
    },
  ]);
  // The same slot once more, by a scheduler that was started again.
  freeSlots(ops);
  await turn({ platforms: [nowhere, distrokid] });
  expect(site.seen).toMatchObject({ passwords: 1, downloads: 1 });

  // Three days asleep are made up for by one, and the session is still there.
  clock.set('2026-11-23T11:30:00Z');
  await turn();
  expect(site.seen).toMatchObject({ passwords: 1, downloads: 2 });
  expect(slots().filter(([name]) => name === 'collect:distrokid')[1]).toEqual([
    ...['collect:distrokid', '2026-11-23T11:30:00.000Z', 'ok', 2],
  ]);
});

it('does nothing where label.json does not say so', async () => {
  const file = { ...lake.house.label, platforms: { distrokid: { via: 'file' as const } } };
  await turn({ label: () => file });
  const { collector: _, ...without } = distrokid;
  await turn({ platforms: [without] });
  expect(slots()).toEqual([]);
  expect(site.seen.passwords).toBe(0);
});

it('a refused password is a card with what to do, is not typed again, and recovers on the same card', async () => {
  vi.stubEnv('DISTROKID_PASSWORD', 'wrong');
  await turn();
  const [first] = cards();
  expect(first).toMatchObject({
    ...{ severity: 'critical', closedAt: null },
    message: 'Nothing was collected from DistroKid: the site refused the sign-in',
  });
  expect(first?.details.facts).toContainEqual(['Why', 'password-refused']);
  expect(first?.details.text).toContain('Correct them in .env');
  expect(first?.details.text).toContain('run "bedrot collect distrokid" in a terminal');
  expect(first?.details.byHand?.map(({ label: name, howToGet }) => [name, howToGet.page])).toEqual([
    ['DistroKid bank details', 'https://distrokid.com/bank/'],
    ['DistroKid daily stats', 'https://distrokid.com/stats/?type=all&data=streams'],
  ]);

  // Corrected, and yet nothing is typed by itself.
  vi.stubEnv('DISTROKID_PASSWORD', SETTINGS.DISTROKID_PASSWORD);
  clock.set('2026-11-21T12:00:00Z');
  await turn();
  expect(site.seen.passwords).toBe(1);
  expect(cards()).toHaveLength(1);
  expect(cards()[0]?.details.facts).toContainEqual(['Why', 'blocked']);
  expect(cards()[0]).toMatchObject({ since: first?.since, closedAt: null });

  const byHand = collect(lake.house, 'distrokid', {
    ...{ config: settings(), site: site.url, patience: 5000, insist: true },
  });
  await Promise.all([byHand, giveCode(CODE)]);
  expect(cards()).toHaveLength(1);
  expect(cards()[0]?.closedAt).not.toBeNull();
});

it('is stopped after its time, and told', async () => {
  // Nobody gives the code.
  await turn({ limitMs: 8_000 });
  expect(slots()).toMatchObject([['collect:distrokid', '2026-11-20T11:30:00.000Z', 'failed', 0]]);
  expect(listOpenChallenges(ops)).toEqual([]);
  expect(cards()).toMatchObject([{ severity: 'warning', closedAt: null }]);
  expect(cards()[0]?.details.facts).toContainEqual(['Why', 'timeout']);
});

it('what the stop of the scheduler cuts off is no failure, and is taken again', async () => {
  const stop = new AbortController();
  const working = turn({}, stop.signal);
  while (listOpenChallenges(ops).length === 0) await sleep(50);
  stop.abort();
  await working;
  // It ended by itself, and was not killed: its question is over.
  expect(listOpenChallenges(ops)).toEqual([]);
  expect(cards()).toEqual([]);
  expect(slots()).toMatchObject([['collect:distrokid', '2026-11-20T11:30:00.000Z', null, 0]]);
  freeSlots(ops);
  await Promise.all([turn(), giveCode(CODE)]);
  expect(slots()).toMatchObject([['collect:distrokid', '2026-11-20T11:30:00.000Z', 'ok', 0]]);
});
