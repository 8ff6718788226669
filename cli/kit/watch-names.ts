import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { BedrotError, EXIT_STATUS } from '../../core/errors.ts';
import { loadLabel } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import { applyDecisions, labellingOf } from '../../warehouse/kit/decisions.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { listDecisions, readLabelling } from '../../warehouse/ops/decisions.ts';
import { runChild } from './child.ts';

export interface NameWatch {
  ops: Db;
  data: string;
  clock: Clock;
  log: Log;
  /** Between two looks. */
  pollMs?: number;
}

const POLL_MS = 3_000;
/** What a run could not settle is tried again after this. */
const PAUSE_MS = 10 * 60_000;

/**
 * The labelling that names should have and have not: label.json was changed, or something was decided, since the last
 * run. Null: they have it, or label.json does not fit at this moment, which "bedrot doctor" tells.
 */
export function wantedLabelling(ops: Db, data: string): string | null {
  try {
    const has = readLabelling(ops);
    const decisions = listDecisions(ops);
    // Before the first run nothing is there to be named.
    if (has === null && decisions.length === 0) return null;
    const wanted = labellingOf(applyDecisions(loadLabel(data), decisions));
    return wanted === has ? null : wanted;
  } catch (thrown) {
    if (thrown instanceof BedrotError && thrown.code === 'config_invalid') return null;
    throw thrown;
  }
}

/** Until it is stopped: settles names anew, in a run of its own, when they stand for something else than they did. */
export async function watchNames(
  { ops, data, clock, log, pollMs = POLL_MS }: NameWatch,
  stop: AbortSignal,
): Promise<void> {
  let failed: { labelling: string; until: number } | undefined;
  while (!stop.aborted) {
    try {
      const labelling = wantedLabelling(ops, data);
      const now = clock.now().getTime();
      if (labelling !== null && (failed?.labelling !== labelling || failed.until <= now)) {
        const { status } = await runChild(['run', '--json', '--data', data], { signal: stop });
        const isTaken = status === 0 || status === EXIT_STATUS.file_refused || status === EXIT_STATUS.busy;
        failed = isTaken || stop.aborted ? undefined : { labelling, until: now + PAUSE_MS };
        if (status !== EXIT_STATUS.busy) log.info('names_settled', { status });
      }
    } catch (cause) {
      log.error('names_failed', { cause: String((cause as Error).stack ?? cause) });
    }
    await sleep(pollMs, undefined, { signal: stop }).catch(() => {});
  }
}
