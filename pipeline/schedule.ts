import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { missedBetween, type Rhythm } from '../warehouse/ops/due.ts';
import { beat, finishSlot, freeSlots, lastSlot, type SlotOutcome, takeSlot } from '../warehouse/ops/slots.ts';

/** Work that the scheduler does by itself. */
export interface Job {
  name: string;
  /** Read at each tick, so that a changed label.json counts at once. */
  rhythm(): Rhythm;
  /** `signal`: the scheduler stops. What throws has failed, and is due again at its next slot. */
  work(signal: AbortSignal): Promise<SlotOutcome>;
}

export interface SchedulerOptions {
  ops: Db;
  jobs: readonly Job[];
  clock: Clock;
  log: Log;
  /** Cron expression of the tick, read in UTC. */
  tick?: string;
}

export interface Scheduler {
  /** Resolves when no work is under way. */
  stop(): Promise<void>;
}

/**
 * Does each job once per slot. node-cron only ticks, in UTC, since its time zones leave hours out when clocks switch and
 * nothing of it survives a restart; what is due is computed, and what was done stands in ops.db. Slots that passed while
 * the machine slept are made up for by one.
 */
export async function startScheduler(options: SchedulerOptions): Promise<Scheduler> {
  const { ops, jobs, clock, log, tick = '* * * * *' } = options;
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  const startedAt = clock.now().toISOString();
  freeSlots(ops);

  const look = (): void => {
    if (stopping.signal.aborted) return;
    try {
      beat(ops, { service: 'pipeline', pid: process.pid, startedAt, at: clock.now().toISOString() });
      for (const job of jobs) {
        if (underWay.has(job.name)) continue;
        const slot = takeDue(ops, job.name, job.rhythm(), clock.now());
        if (slot === null) continue;
        const work = carryOut(job, slot, options, stopping.signal).finally(() => underWay.delete(job.name));
        underWay.set(job.name, work);
      }
    } catch (cause) {
      log.error('slot_failed', { cause: String((cause as Error).stack ?? cause) });
    }
  };

  const { schedule } = await import('node-cron');
  const task = schedule(tick, look, { timezone: 'UTC', suppressMissedWarning: true });
  look();
  return {
    async stop() {
      stopping.abort();
      await task.destroy();
      await Promise.all(underWay.values());
    },
  };
}

/** Takes the slot of a rhythm that is due and nobody took: its instant, or null when there is none. */
export function takeDue(ops: Db, name: string, rhythm: Rhythm, now: Date): Date | null {
  const due = rhythm.latest(now);
  const last = lastSlot(ops, name);
  // A clock that was set back makes old slots due again: they were done, or missed.
  if (last && Date.parse(last.dueAt) >= due.getTime()) return null;
  const missed = last ? missedBetween(rhythm, new Date(last.dueAt), due) : 0;
  return takeSlot(ops, name, due, missed, now) ? due : null;
}

async function carryOut(
  job: Job,
  due: Date,
  { ops, clock, log }: SchedulerOptions,
  signal: AbortSignal,
): Promise<void> {
  const fields = { job: job.name, due: due.toISOString() };
  log.info('slot_started', fields);
  let outcome: SlotOutcome = 'failed';
  try {
    outcome = await job.work(signal);
  } catch (cause) {
    log.error('slot_failed', { ...fields, cause: String((cause as Error).stack ?? cause) });
  }
  // What was cut off is left open: the next start takes it again.
  if (signal.aborted && outcome !== 'ok') return;
  finishSlot(ops, job.name, due, outcome, clock.now());
  log.info('slot_completed', { ...fields, outcome });
}
