import type { Clock } from '../../core/clock.ts';
import { EXIT_STATUS } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import { openOf, tellNotCollected } from '../../pipeline/kit/collect-incident.ts';
import type { Platform } from '../../pipeline/kit/platform.ts';
import { takeDue } from '../../pipeline/schedule.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { COLLECT_SLOT, runRhythm } from '../../warehouse/ops/jobs.ts';
import { finishSlot, type SlotOutcome } from '../../warehouse/ops/slots.ts';
import { runChild } from './child.ts';

export interface CollectDue {
  ops: Db;
  data: string;
  platforms: readonly Platform[];
  label: () => Label;
  clock: Clock;
  log: Log;
  /** Longest one platform may take. A code alone is waited for ten minutes. */
  limitMs?: number;
  /** More for `bedrot collect`: tests give it a site of this machine. */
  flags?: readonly string[];
}

const LIMIT_MS = 30 * 60_000;
/** What Ctrl-C in a terminal makes of a process. */
const INTERRUPTED = 130;

/**
 * Collects, one after the other, from each platform that label.json wants collected with a browser: `bedrot collect` in a
 * process of its own, once for the slot that is due. It never signs in where only a person may. One that fails stops
 * none of the others. What is cut off by `signal` keeps its slot open: the next start takes it again.
 */
export async function collectDue(given: CollectDue, signal: AbortSignal): Promise<void> {
  const { ops, platforms, label, clock, log } = given;
  for (const platform of platforms) {
    const now = label();
    if (signal.aborted) return;
    if (!platform.collector || now.platforms[platform.name]?.via !== 'browser') continue;
    const name = `${COLLECT_SLOT}${platform.name}`;
    const due = takeDue(ops, name, runRhythm(now), clock.now());
    if (due === null) continue;
    let outcome: SlotOutcome = 'failed';
    try {
      outcome = await collectOne(platform, given, signal);
    } catch (cause) {
      log.error('slot_failed', { job: name, cause: String((cause as Error).stack ?? cause) });
    }
    if (signal.aborted && outcome !== 'ok') return;
    finishSlot(ops, name, due, outcome, clock.now());
    log.info('slot_completed', { job: name, due: due.toISOString(), outcome });
  }
}

async function collectOne(platform: Platform, given: CollectDue, signal: AbortSignal): Promise<SlotOutcome> {
  const { data, limitMs = LIMIT_MS, flags = [] } = given;
  const args = ['collect', platform.name, '--json', '--data', data, ...flags];
  const { status, late } = await runChild(args, { signal, limitMs });
  if (status === EXIT_STATUS.busy) return 'busy';
  // A refused file has an alert of its own; the collector did its work.
  if (status === 0 || status === EXIT_STATUS.file_refused) return 'ok';
  if (!signal.aborted && status !== INTERRUPTED) tellOfChild(platform, { status, late }, given);
  return 'failed';
}

/** A collector tells of its failures itself; what it could not tell, since it was ended, is told for it. */
function tellOfChild(
  platform: Platform,
  { status, late }: { status: number | null; late: boolean },
  { ops, label, clock, log, limitMs = LIMIT_MS }: CollectDue,
): void {
  const told = { ops, label: label(), clock, log };
  if (late) {
    const minutes = Math.max(1, Math.round(limitMs / 60_000));
    tellNotCollected(
      told,
      platform,
      'timeout',
      `${platform.label} took longer than ${minutes} min and was stopped. It is tried again at the next daily run.`,
    );
  } else if (!openOf(ops, platform.name)) {
    const how = status === null ? 'was killed' : `ended with status ${status}`;
    const says = `The collector of ${platform.label} ${how} without a word. The log may say more; "bedrot doctor" says what may be wrong.`;
    tellNotCollected(told, platform, 'broken', says);
  }
}
