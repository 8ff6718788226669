import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { EXIT_STATUS } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { SlotOutcome } from '../../warehouse/ops/slots.ts';
import { runChild } from './child.ts';
import { tellOfDeed } from './tell-deed.ts';

export interface BackupDue {
  ops: Db;
  data: string;
  label: () => Label;
  clock: Clock;
  /** Between two tries while a run is at work. */
  pauseMs?: number;
}

/** A run of hours keeps no backup from its day. */
const TRIES = 1_000;
const PAUSE_MS = 15_000;

const FAILED = {
  subject: 'backup:failed',
  about: 'The daily backup',
  message: 'The daily backup failed',
  text: 'The backups before it are as they were. "bedrot backup" in a terminal says what is in the way: a disk that is not there, or is full.',
};

/**
 * Backs up to each folder of label.json, each in a process of its own, so that a folder that is not there keeps none of
 * the others from theirs. What failed is one card until all of them work again.
 */
export async function backUpDue(given: BackupDue, signal: AbortSignal): Promise<SlotOutcome> {
  const { folders } = given.label().backup;
  const outcomes: (readonly [folder: string, outcome: SlotOutcome])[] = [];
  for (const folder of folders) {
    outcomes.push([folder, await backUpTo(folder, given, signal)]);
    if (signal.aborted) return 'failed';
  }
  const bad = outcomes.filter(([, outcome]) => outcome !== 'ok');
  tellOfDeed(
    given,
    FAILED,
    bad.map(([folder, outcome]) => [
      'Folder',
      outcome === 'busy' ? `${folder}: a run was at work for hours` : folder,
    ]),
  );
  return bad.length === 0 ? 'ok' : 'failed';
}

async function backUpTo(
  folder: string,
  { data, pauseMs = PAUSE_MS }: BackupDue,
  signal: AbortSignal,
): Promise<SlotOutcome> {
  const args = ['backup', '--to', folder, '--why', 'scheduled', '--data', data];
  for (let tries = 0; tries < TRIES; tries++) {
    const { status } = await runChild(args, { signal });
    if (status !== EXIT_STATUS.busy) return status === 0 ? 'ok' : 'failed';
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return 'failed';
  }
  return 'busy';
}
