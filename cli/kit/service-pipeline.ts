import { once } from 'node:events';
import { EXIT_STATUS } from '../../core/errors.ts';
import { loadLabel } from '../../core/label.ts';
import { checkAlerts } from '../../pipeline/alerts.ts';
import { policiesOf, sourcesOf } from '../../pipeline/kit/notes.ts';
import { loadPlatforms } from '../../pipeline/run.ts';
import { type Job, startScheduler } from '../../pipeline/schedule.ts';
import { type Db, openOps, openWarehouse, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import { closeIncident, listIncidents, openIncident } from '../../warehouse/ops/incidents.ts';
import { alertsRhythm, backupRhythm, runRhythm } from '../../warehouse/ops/jobs.ts';
import { writePolicies, writeSources } from '../../warehouse/ops/policies.ts';
import type { SlotOutcome } from '../../warehouse/ops/slots.ts';
import { backUpDue } from './backup-due.ts';
import { runChild } from './child.ts';
import { collectDue } from './collect-due.ts';
import { watch } from './watch.ts';
import { watchNames } from './watch-names.ts';
import type { Here } from './word.ts';

/**
 * The scheduler until it is stopped: each day what is collected with a browser and then a run, each a process of its own;
 * a backup; a look for alerts in between. All the time, what is dropped into the inbox, what
 * somebody asks for, and what is decided of names.
 */
export async function runPipeline(here: Here, stop: AbortSignal): Promise<number> {
  const { config, clock, log } = here;
  loadLabel(config.data);
  const ops = openOps(config.data);
  // So that a source that never came can be told of before the first file does.
  openWarehouseForWriting(config.data).close();
  const platforms = await loadPlatforms();
  writePolicies(ops, policiesOf(platforms));
  writeSources(ops, sourcesOf(platforms));
  const label = () => loadLabel(config.data);
  const jobs: Job[] = [
    {
      name: 'run',
      rhythm: () => runRhythm(label()),
      async work(signal) {
        // What is collected comes first: the run then looks at everything.
        await collectDue({ ops, platforms, data: config.data, label, clock, log }, signal);
        if (signal.aborted) return 'failed';
        const outcome = await pendingRun(config.data, signal);
        if (!signal.aborted) tellOfRun(ops, outcome, clock.now());
        return outcome;
      },
    },
    {
      name: 'backup',
      rhythm: () => backupRhythm(label()),
      work: (signal) => backUpDue({ ops, data: config.data, label, clock }, signal),
    },
    {
      name: 'alerts',
      rhythm: () => alertsRhythm(label()),
      async work() {
        const warehouse = openWarehouse(config.data);
        try {
          checkAlerts({ ops, warehouse, label: label(), log, now: clock.now() });
        } finally {
          warehouse.close();
        }
        return 'ok';
      },
    },
  ];
  const scheduler = await startScheduler({ ops, jobs, clock, log });
  const watched = { ops, data: config.data, clock, log };
  const watching = [watch(watched, stop), watchNames(watched, stop)];
  if (!stop.aborted) await once(stop, 'abort');
  await Promise.all([scheduler.stop(), ...watching]);
  ops.close();
  return 0;
}

/** A run that failed as a whole is an alert for the owner, until one succeeds. */
function tellOfRun(ops: Db, outcome: SlotOutcome, at: Date): void {
  const subject = 'run:daily';
  const open = listIncidents(ops).find((incident) => incident.subject === subject);
  if (outcome === 'ok' && open) closeIncident(ops, open.id, at);
  if (outcome !== 'failed') return;
  const finding = {
    ...{ subject, kind: 'run' as const, severity: 'critical' as const, audience: 'owner' as const },
    message: 'The daily run failed',
    since: open?.since ?? at.toISOString(),
    details: {
      about: 'The daily run',
      facts: [],
      text: 'Nothing was lost: what was not loaded is taken up by the next run. "bedrot doctor" says what may be wrong, the log why it failed.',
    },
  };
  openIncident(ops, finding, at);
}

/** `bedrot run` in a process of its own: a defect of it cannot take the scheduler along, nor the other way round. */
async function pendingRun(data: string, signal: AbortSignal): Promise<SlotOutcome> {
  const { status } = await runChild(['run', '--json', '--data', data], { signal });
  if (status === EXIT_STATUS.busy) return 'busy';
  // A refused file has an alert of its own; the run did its work.
  return status === 0 || status === EXIT_STATUS.file_refused ? 'ok' : 'failed';
}
