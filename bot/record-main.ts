import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Config } from '../core/config.ts';
import type { Db } from '../warehouse/kit/open.ts';
import type { DeedDone, DeedRequest, RecordRequest } from './desk.ts';

enableCompileCache();
const { serveThread } = await import('../commands/kit/thread.ts');
const { fixedClock } = await import('../core/clock.ts');
const { BedrotError } = await import('../core/errors.ts');
const { createLog } = await import('../core/log.ts');
const { openOps } = await import('../warehouse/kit/open.ts');
const { recordAudit } = await import('../warehouse/ops/audit.ts');
const { keepButton } = await import('../warehouse/ops/buttons.ts');

const config = workerData as Config;
const clock = fixedClock(new Date(0).toISOString());
let deeds: ReturnType<typeof openDeeds> | undefined;
// Held open: the last one to close a database writes all of its log back, and the next would wait for that.
let ops: Db | undefined;

/** Loaded with the first deed: most of what is written down is none. */
async function openDeeds() {
  const [{ holdContext }, { loadActions }, { runAction }, { labellingOf }] = await Promise.all([
    import('../commands/kit/context.ts'),
    import('../commands/kit/action-registry.ts'),
    import('../commands/kit/action-run.ts'),
    import('../warehouse/kit/decisions.ts'),
  ]);
  return { held: await holdContext({ config, clock }), actions: await loadActions(), runAction, labellingOf };
}

async function doDeed({ action: name, params, role, who }: DeedRequest, now: string): Promise<DeedDone> {
  clock.set(now);
  deeds ??= openDeeds();
  const { held, actions, runAction, labellingOf } = await deeds;
  const action = actions.find((one) => one.name === name);
  if (!action) throw new BedrotError('not_found', `There is no "${name}" any more. Nothing was done.`);
  const done = runAction(action, params, held.toAct(role, who), 'discord');
  return { ...done, labelling: labellingOf(held.as(role).label) };
}

// Each commit waits for the disk, which a load may keep busy: nobody who asks waits here.
serveThread(async (asked, now) => {
  const request = asked as RecordRequest;
  if ('deed' in request) return doDeed(request.deed, now);
  ops ??= openOps(config.data);
  if ('audit' in request) return recordAudit(ops, request.audit);
  for (const { key, text } of request.keep) keepButton(ops, key, text, new Date(now));
}, createLog(config.BEDROT_LOG_LEVEL));
