import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { EXIT_STATUS } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { inboxOf } from '../../warehouse/ops/inbox.ts';
import { listLanded, listQuarantined } from '../../warehouse/ops/landed.ts';
import type { RunReport } from '../../warehouse/ops/reports.ts';
import {
  finishRequest,
  type Request,
  type RequestParams,
  type RequestResult,
} from '../../warehouse/ops/requests.ts';
import { runChild } from './child.ts';

interface Office {
  ops: Db;
  data: string;
  clock: Clock;
  log: Log;
}

type Outcome = NonNullable<Request['outcome']>;
type Settled = { outcome: Outcome; result: RequestResult } | 'later';

/**
 * Carries out what somebody asked for, in a process of its own, and writes the result down.
 * @returns `later`: another run is at work, or we are told to stop; the request stays open
 */
export async function carryOutRequest(
  office: Office,
  { id, kind, params }: Request,
  signal: AbortSignal,
): Promise<Outcome | 'later'> {
  const settled =
    kind === 'run'
      ? await inChild(
          office,
          ['run'],
          'The run failed. "bedrot doctor" says what may be wrong, the log why.',
          signal,
        )
      : await importOne(office, params as RequestParams['import'], signal);
  if (settled === 'later') return settled;
  finishRequest(office.ops, id, settled.outcome, settled.result, office.clock.now());
  return settled.outcome;
}

async function importOne(
  office: Office,
  { file, sha256 }: RequestParams['import'],
  signal: AbortSignal,
): Promise<Settled> {
  const parts = file.split('/');
  if (parts.some((part) => part === '' || part === '..'))
    return says('failed', 'That is no file of the inbox.');
  const path = join(inboxOf(office.data), ...parts);
  // Whoever ran "bedrot import" meanwhile was first, or we were killed right after it.
  if (!existsSync(path)) return tookBefore(office.ops, sha256);
  const failed =
    'Something went wrong with it on our side. It stays in the inbox and is tried again; the log says more.';
  return inChild(office, ['import', path], failed, signal);
}

function tookBefore(ops: Db, sha256: string): Settled {
  const refused = listQuarantined(ops).findLast((one) => one.sha256 === sha256);
  const feeds = listLanded(ops)
    .filter((one) => one.sha256 === sha256)
    .map(({ feed }) => feed);
  if (feeds.length > 0) return says('ok', `It was taken in already, as ${feeds.join(', ')}.`);
  if (refused) return says('partial', `It was not taken in: ${refused.reason}`);
  return says('failed', 'It is not in the inbox any more, and was not taken in. Send it again.');
}

const says = (outcome: Outcome, text: string): Settled => ({ outcome, result: { text } });

async function inChild(
  { data, log }: Office,
  words: readonly string[],
  failed: string,
  signal: AbortSignal,
): Promise<Settled> {
  const args = [...words, '--json', '--data', data];
  const { status, output } = await runChild(args, { signal, keepOutput: true });
  if (status === EXIT_STATUS.busy || (signal.aborted && status !== 0)) return 'later';
  if (status !== 0 && status !== EXIT_STATUS.file_refused) {
    log.warn('request_failed', { words, status });
    return says('failed', failed);
  }
  const report = JSON.parse(output) as RunReport;
  return { outcome: report.outcome, result: { report } };
}
