import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixedClock } from '../core/clock.ts';
import { silentLog } from '../core/log.ts';
import { type Db, openOps } from '../warehouse/kit/open.ts';
import { dailyAt } from '../warehouse/ops/due.ts';
import { listHeartbeats, listSlots } from '../warehouse/ops/slots.ts';
import { type Job, type Scheduler, startScheduler } from './schedule.ts';

let data: string;
let ops: Db;
let ran: string[];
const clock = fixedClock('2026-11-20T12:00:00Z');
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-schedule-'));
  ops = openOps(data);
  ran = [];
});
afterEach(() => {
  ops.close();
  rmSync(data, { recursive: true, force: true });
});

/** A job at 06:30 in New York (11:30 UTC in winter) that notes when it ran. */
const daily = (work: Job['work'] = async () => 'ok'): Job => ({
  name: 'run',
  rhythm: () => dailyAt('06:30', 'America/New_York'),
  work: (signal) => {
    ran.push(clock.now().toISOString());
    return work(signal);
  },
});
// A tick that does not come while the test lasts: each start looks once.
const start = (job: Job, tick = '0 0 1 1 *'): Promise<Scheduler> =>
  startScheduler({ ops, jobs: [job], clock, log: silentLog, tick });

async function lookAt(iso: string, job = daily()): Promise<void> {
  clock.set(iso);
  await (await start(job)).stop();
}
const slots = (): unknown[] => listSlots(ops).map(({ dueAt, outcome, missed }) => [dueAt, outcome, missed]);

it('does a slot once, however often it is looked at', async () => {
  await lookAt('2026-11-20T12:00:00Z');
  await lookAt('2026-11-20T12:01:00Z');
  await lookAt('2026-11-21T11:29:59Z');
  expect(ran).toHaveLength(1);
  await lookAt('2026-11-21T11:30:00Z');
  expect(slots()).toEqual([
    ['2026-11-20T11:30:00.000Z', 'ok', 0],
    ['2026-11-21T11:30:00.000Z', 'ok', 0],
  ]);
});

it('makes up for slots that passed while the machine slept by one, and says how many were missed', async () => {
  await lookAt('2026-11-20T12:00:00Z');
  await lookAt('2026-11-24T03:00:00Z');
  // Due on the 21st, 22nd and 23rd.
  expect(slots()[1]).toEqual(['2026-11-23T11:30:00.000Z', 'ok', 2]);
  expect(ran).toHaveLength(2);
});

it('does nothing again when the clock is set back', async () => {
  await lookAt('2026-11-20T12:00:00Z');
  await lookAt('2026-11-18T12:00:00Z');
  expect(ran).toHaveLength(1);
});

it('takes up again what was cut off, and not what failed', async () => {
  const cutOff: Job['work'] = (signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve('failed')));
  await lookAt('2026-11-20T12:00:00Z', daily(cutOff));
  expect(slots()).toEqual([['2026-11-20T11:30:00.000Z', null, 0]]);
  clock.set('2026-11-20T12:05:00Z');
  const scheduler = await start(daily(() => Promise.reject(new Error('it broke'))));
  while (listSlots(ops)[0]?.outcome !== 'failed') await sleep(5);
  await scheduler.stop();
  await lookAt('2026-11-20T12:10:00Z');
  expect(ran).toHaveLength(2);
});

it('ticks, shows that it is alive, and never does a job twice at a time', async () => {
  clock.set('2026-11-20T12:00:00Z');
  let done = (): void => undefined;
  const slow = new Promise<'ok'>((resolve) => {
    done = () => resolve('ok');
  });
  const scheduler = await start(
    daily(() => slow),
    '* * * * * *',
  );
  // Two ticks, each told by its heartbeat: the slot of the next day is due, and the job is still at the last one.
  for (const at of ['2026-11-21T12:00:00.000Z', '2026-11-21T12:00:01.000Z']) {
    clock.set(at);
    await expect
      .poll(() => listHeartbeats(ops))
      .toMatchObject([{ service: 'pipeline', pid: process.pid, at }]);
  }
  expect(ran).toHaveLength(1);
  done();
  await expect.poll(() => ran.length).toBe(2);
  await scheduler.stop();
});
