import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { EXIT_STATUS } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { lookIntoInbox, type Seen, wholeOf } from '../../pipeline/inbox.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { RunReport } from '../../warehouse/ops/reports.ts';
import { putBackRequests, takeRequest, WATCH } from '../../warehouse/ops/requests.ts';
import { beat } from '../../warehouse/ops/slots.ts';
import { runChild } from './child.ts';
import { carryOutRequest } from './request.ts';
import { tellOfDeed } from './tell-deed.ts';

export interface Watch {
  ops: Db;
  data: string;
  clock: Clock;
  log: Log;
  /** Between two looks; a file that two looks find the same is whole. */
  pollMs?: number;
}

const POLL_MS = 3_000;
const BEAT_MS = 30_000;
/** A file that stays although it was tried is tried again after a minute, then after twice as long, up to this. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** A file that stayed in the inbox, as it was, and when it may be tried again. */
interface Held {
  state: string;
  pauseMs: number;
  until: number;
}

/**
 * Until it is stopped: takes in what is dropped into the inbox, and carries out what somebody asked for, one after the
 * other, each in a process of its own. It looks every few seconds: systems tell of new files in too many ways, and on
 * network folders in none. Killed at any moment nothing is lost: a file lies in the inbox until it is loaded, a request
 * is open until it has its result.
 */
export async function watch({ ops, data, clock, log, pollMs = POLL_MS }: Watch, stop: AbortSignal) {
  putBackRequests(ops);
  const startedAt = clock.now().toISOString();
  const sign = (): void =>
    beat(ops, { service: WATCH, pid: process.pid, startedAt, at: clock.now().toISOString() });
  sign();
  // Apart from the rounds: an import of an hour is no silence.
  const beating = setInterval(() => {
    try {
      sign();
    } catch (cause) {
      log.warn('inbox_failed', { cause: String(cause) });
    }
  }, BEAT_MS);
  let before: Seen[] = [];
  let held = new Map<string, Held>();
  while (!stop.aborted) {
    try {
      const busy = (await askedFor()) || (await dropped());
      await sleep(busy ? pollMs * 2 : pollMs, undefined, { signal: stop }).catch(() => {});
    } catch (cause) {
      log.error('inbox_failed', { cause: String((cause as Error).stack ?? cause) });
      await sleep(pollMs * 2, undefined, { signal: stop }).catch(() => {});
    }
  }
  clearInterval(beating);

  /** @returns whether another run is at work: it is tried again */
  async function askedFor(): Promise<boolean> {
    for (let request = takeRequest(ops, clock.now()); request; request = takeRequest(ops, clock.now())) {
      log.info('request_taken', { request: request.id, kind: request.kind, by: request.askedBy });
      const outcome = await carryOutRequest({ ops, data, clock, log }, request, stop);
      if (outcome === 'later') {
        putBackRequests(ops);
        return true;
      }
      log.info('request_done', { request: request.id, kind: request.kind, outcome });
    }
    return false;
  }

  /** @returns whether another run is at work */
  async function dropped(): Promise<boolean> {
    const now = await lookIntoInbox(data);
    const { whole } = await wholeOf(before, now);
    before = now;
    const at = clock.now().getTime();
    const due = whole.filter(({ path, state }) => {
      const one = held.get(path);
      return one?.state !== state || one.until <= at;
    });
    if (due.length === 0) return false;
    const { status, output } = await runChild(['import', '--json', '--data', data], {
      signal: stop,
      keepOutput: true,
    });
    if (stop.aborted) return false;
    if (status === EXIT_STATUS.busy) return true;
    const ok = status === 0 || status === EXIT_STATUS.file_refused;
    if (ok) logReport(JSON.parse(output) as RunReport, log);
    tellOfDeed({ ops, clock }, FAILED, ok ? [] : [['Files', String(due.length)]]);
    before = await lookIntoInbox(data);
    held = holdBack(before, due, held, clock.now().getTime());
    return false;
  }
}

const FAILED = {
  subject: 'inbox:failed',
  about: 'The inbox',
  message: 'Files of the inbox could not be taken in',
  text: 'They lie where they were and are tried again. "bedrot import" in a terminal says what is in the way, "bedrot doctor" what may be wrong.',
};

/** Those that were tried and lie there as before. */
function holdBack(
  now: readonly Seen[],
  tried: readonly Seen[],
  held: ReadonlyMap<string, Held>,
  at: number,
): Map<string, Held> {
  const were = new Map(tried.map(({ path, state }) => [path, state]));
  return new Map(
    now.flatMap(({ path, state }): [string, Held][] => {
      const before = held.get(path);
      if (were.get(path) !== state) return before?.state === state ? [[path, before]] : [];
      const pauseMs =
        before?.state === state ? Math.min(before.pauseMs * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
      return [[path, { state, pauseMs, until: at + pauseMs }]];
    }),
  );
}

function logReport({ runId, files, notes }: RunReport, log: Log): void {
  for (const file of files) {
    const { originalName, state, feed, reason, rows, loaded, corrected, unchanged, withdrawn, refused } =
      file;
    const counts = { rows, loaded, corrected, unchanged, withdrawn, refused };
    log.info('inbox_taken', {
      ...{ run: runId, file: originalName, state },
      ...(reason ? { reason } : {}),
      ...(state === 'loaded' ? { feed, ...counts, from: file.firstDay, to: file.lastDay } : {}),
    });
  }
  for (const note of notes) log.warn('inbox_taken', { run: runId, note });
}
