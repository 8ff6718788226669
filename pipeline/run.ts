import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BedrotError, toBedrotError } from '../core/errors.ts';
import { applyDecisions, labellingOf } from '../warehouse/kit/decisions.ts';
import { discover } from '../warehouse/kit/discover.ts';
import { resolveNames } from '../warehouse/kit/names-resolve.ts';
import { type Db, openOps, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { refreshSummaries } from '../warehouse/kit/summary-writer.ts';
import { listDecisions, writeLabelling } from '../warehouse/ops/decisions.ts';
import { forgetLanded, type LandedFile, listLanded } from '../warehouse/ops/landed.ts';
import { listMappings } from '../warehouse/ops/mappings.ts';
import { writePolicies, writeSources } from '../warehouse/ops/policies.ts';
import {
  closeKilledRuns,
  finishRun,
  type RunKind,
  type RunSummary,
  startRun,
} from '../warehouse/ops/runs.ts';
import { checkAlerts } from './alerts.ts';
import type { House, Run } from './kit/house.ts';
import { claim, land } from './kit/landing.ts';
import { loadFiles } from './kit/load-files.ts';
import { takeRunLock } from './kit/lock.ts';
import { mappedPlatform } from './kit/mapping/feed.ts';
import { NameCounts } from './kit/name-counts.ts';
import { notesOfNames, policiesOf, sourcesOf } from './kit/notes.ts';
import { FileRefused, type Platform } from './kit/platform.ts';
import { exists, sweep } from './kit/publish.ts';
import { quarantine } from './kit/quarantine.ts';
import type { FileReport, RunReport } from './kit/report.ts';
import { emptyReport, knownReport } from './kit/reports.ts';
import { restoreFromRaw } from './kit/restore.ts';
import { standing } from './kit/standing.ts';
import { inData, ZONES } from './kit/zones.ts';
import { checkQuality } from './quality/quality.ts';

/** Every platform of the house, sorted by name. */
export const loadPlatforms = (): Promise<Platform[]> =>
  discover(join(import.meta.dirname, 'platforms'), 'folders', (name, value): asserts value is Platform => {
    if ((value as Platform).name !== name)
      throw new Error(`pipeline/platforms/${name}: the platform is named otherwise`);
  });

/**
 * Takes files in, older ones first, and carries them to the warehouse. A file that cannot be read goes to quarantine;
 * the others go on.
 * @throws BedrotError `busy` (another run), `not_found` (a path), `disk_full` (what was landed is loaded by the next run)
 */
export const importFiles = (house: House, paths: readonly string[]): Promise<RunReport> =>
  inRun(house, 'import', async (run) => {
    const reports: FileReport[] = [];
    /** Landed now, with what was noted of each. */
    const landed = new Map<string, string[]>();
    for (const path of await byAge(paths)) {
      const originalName = basename(path);
      house.progress.step(`landing ${originalName}`, null);
      try {
        const { brought, claims, notes } = await claim(run.platforms, path, originalName);
        for (const one of claims) {
          const { file } = await land(house, run.ops, path, originalName, one, brought);
          const isKnown =
            landed.has(file.path) || file.rolledBackAt || run.loaded.get(file.id) === one.feed.version;
          if (isKnown) reports.push(knownReport(one.feed, originalName, file, (await stat(path)).mtime));
          else landed.set(file.path, notes);
        }
      } catch (cause) {
        if (!(cause instanceof FileRefused)) throw cause;
        await quarantine(house, run.ops, { path, originalName }, cause);
        reports.push({ ...emptyReport(originalName), state: 'quarantined', reason: cause.message });
      }
    }
    const loaded = await loadFiles(house, run, await pendingFiles(house, run), 'add');
    return [
      ...reports,
      ...loaded.map((report) => ({
        ...report,
        notes: [...report.notes, ...(landed.get(report.path ?? '') ?? [])],
      })),
    ];
  });

/** Carries on whatever is landed and not loaded: what a crash, a kill or a full disk left. */
export const runPending = (house: House): Promise<RunReport> =>
  inRun(house, 'run', async (run) => loadFiles(house, run, await pendingFiles(house, run), 'add'));

/** Only settles names anew, by label.json and what was decided. A file that is landed and not loaded waits for a run. */
export const relabel = (house: House): Promise<RunReport> => inRun(house, 'run', async () => []);

/** Makes the warehouse and the curated zone anew from raw. Questions see the old one until the new one is whole. */
export const rebuild = (house: House): Promise<RunReport> =>
  inRun(house, 'rebuild', async (run) => {
    await restoreFromRaw(house, run.ops);
    // Raw may have brought back mappings as well.
    run.platforms = withMapped(
      run.platforms.filter(({ name }) => name !== 'mapped'),
      run.ops,
    );
    return loadFiles(house, run, listLanded(run.ops), 'anew');
  });

/** Feeds the owner made come last: what one of ours takes is ours. */
const withMapped = (ours: readonly Platform[], ops: Db): Platform[] => [
  ...ours,
  mappedPlatform(listMappings(ops)),
];

/** Does work as a run: under the lock, recorded, with names settled and alerts looked for after it. */
export async function inRun(
  house: House,
  kind: RunKind,
  work: (run: Run) => Promise<FileReport[]>,
): Promise<RunReport> {
  const ours = await loadPlatforms();
  const lock = takeRunLock(house.data);
  house.giveWay?.();
  const ops = openOps(house.data);
  let warehouse: Db | undefined;
  try {
    closeKilledRuns(ops, house.clock.now());
    const runId = startRun(ops, kind, house.clock.now());
    const log = house.log.with({ run: runId });
    log.info('processing_started', { kind });
    try {
      warehouse = openWarehouseForWriting(house.data);
      await sweep(ZONES.map((zone) => inData(house.data, zone)));
      const platforms = withMapped(ours, ops);
      writePolicies(ops, policiesOf(platforms));
      writeSources(ops, sourcesOf(platforms));
      const run: Run = {
        ...{ ops, warehouse, platforms, ...standing(ops, warehouse, platforms), names: new NameCounts() },
        label: applyDecisions(house.label, listDecisions(ops)),
      };
      const files = await work(run);
      // label.json may have changed since, and more may be decided: it re-labels the past, with or without new files.
      settleNames(house, ops, warehouse);
      const partial = files.some((file) => file.state === 'quarantined' || file.refused > 0);
      const report: RunReport = {
        runId,
        outcome: partial ? 'partial' : 'ok',
        files,
        notes: notesOfNames(warehouse, run.names),
      };
      finishRun(ops, runId, report.outcome, summaryOf(files), house.clock.now());
      log.info('processing_completed', { outcome: report.outcome, files: files.length });
      checkData({ ...house, log }, run, runId);
      lookForAlerts({ ...house, log }, ops, warehouse);
      writeBack(warehouse);
      return report;
    } catch (thrown) {
      const error = toBedrotError(thrown);
      log.error('processing_failed', {
        id: error.id,
        cause: String((error.cause as Error | undefined)?.stack ?? error),
      });
      const step = house.progress.at?.() ?? '';
      const why = { error: error.code, id: error.id, ...(step ? { step } : {}) };
      finishRun(ops, runId, 'failed', why, house.clock.now());
      throw error;
    }
  } finally {
    house.progress.end();
    warehouse?.close();
    ops.close();
    lock.release();
  }
}

/** Files that are kept by name; the others are counted. */
const MOST_TOLD = 100;

function summaryOf(files: readonly FileReport[]): RunSummary {
  const sum = (of: 'rows' | 'loaded' | 'refused'): number => files.reduce((all, file) => all + file[of], 0);
  return {
    files: files.length,
    quarantined: files.filter(({ state }) => state === 'quarantined').length,
    ...{ rows: sum('rows'), loaded: sum('loaded'), refused: sum('refused') },
    told: files.slice(0, MOST_TOLD).map(({ originalName, feed, state, rows, loaded, refused }) => ({
      name: originalName,
      ...{ feed, state, rows, loaded, refused },
    })),
  };
}

/** Facts are not touched. What names were settled by is noted once it is in: a crash in between does it again. */
function settleNames(house: House, ops: Db, warehouse: Db): void {
  const label = applyDecisions(house.label, listDecisions(ops));
  const settle = warehouse.transaction(() => {
    resolveNames(warehouse, label);
    refreshSummaries(warehouse);
  });
  settle.immediate();
  writeLabelling(ops, labellingOf(label), house.clock.now());
}

/** A bot that keeps the warehouse open keeps its log too, which grew to the size of the load: it is emptied now. */
function writeBack(warehouse: Db): void {
  try {
    warehouse.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // What is in the log is as safe as in the file; the next load writes it back.
  }
}

/** As with alerts: a check that cannot be done must not fail the run. */
function checkData({ label, log, clock }: House, { ops, warehouse, platforms }: Run, runId: number): void {
  try {
    const settled = applyDecisions(label, listDecisions(ops));
    checkQuality({ ops, warehouse, platforms, runId, label: settled, now: clock.now() });
  } catch (cause) {
    log.error('quality_failed', { cause: String((cause as Error).stack ?? cause) });
  }
}

/** What was loaded is loaded: an alert that cannot be told must not fail the run. The scheduler looks again. */
function lookForAlerts({ label, log, clock }: House, ops: Db, warehouse: Db): void {
  try {
    checkAlerts({ ops, warehouse, label, log, now: clock.now() });
  } catch (cause) {
    log.error('alerts_failed', { cause: String((cause as Error).stack ?? cause) });
  }
}

/** Landed and not loaded, or loaded by another version of the feed. A row whose file a crash kept from landing is dropped. */
export async function pendingFiles(house: House, run: Run): Promise<LandedFile[]> {
  const versions = new Map(
    run.platforms.flatMap((platform) => platform.feeds.map((feed) => [feed.name, feed.version])),
  );
  const pending: LandedFile[] = [];
  for (const file of listLanded(run.ops)) {
    if (run.loaded.get(file.id) === versions.get(file.feed)) continue;
    if (await exists(inData(house.data, file.path))) pending.push(file);
    else if (!run.loaded.has(file.id)) forgetLanded(run.ops, file.id);
  }
  return pending;
}

/** Older files first, since what is newer wins; files of one age in the order given. */
async function byAge(paths: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) throw new BedrotError('not_found', `There is no file ${path}.`);
      return { path, at: found.mtimeMs };
    }),
  );
  return dated.sort((a, b) => a.at - b.at).map(({ path }) => path);
}
