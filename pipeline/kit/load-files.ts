import { chmod, rm } from 'node:fs/promises';
import { emptyWarehouse } from '../../warehouse/kit/ledger.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { refreshSummaries } from '../../warehouse/kit/summary-writer.ts';
import { forgetLanded, type LandedFile, listLanded, listRolledBack } from '../../warehouse/ops/landed.ts';
import { orderLanded } from '../../warehouse/ops/landing-order.ts';
import { type BatchResult, loadBatch } from './batch.ts';
import { CuratedFiles } from './curated-files.ts';
import type { House, Run } from './house.ts';
import type { Feed, FileRefused } from './platform.ts';
import { quarantine } from './quarantine.ts';
import type { FileReport } from './report.ts';
import { emptyReport, loadedReport } from './reports.ts';
import { copyFeeds } from './standing.ts';
import { inData, rawPath } from './zones.ts';

const BATCH_BYTES = 96 * 1024 * 1024;
const BATCH_FILES = 256;

/**
 * Loads landed files, feed by feed, in landing order.
 * - `add`: each batch is a transaction of its own, so what is in stays in when a later one fails;
 * - `anew`: one transaction empties the warehouse and fills it again.
 * A file loaded by an older version of its feed makes the whole warehouse be built anew: rows it brought may be others now.
 */
export async function loadFiles(
  house: House,
  run: Run,
  files: readonly LandedFile[],
  mode: 'add' | 'anew',
): Promise<FileReport[]> {
  // So does one that was rolled back while the rebuild after it was cut off.
  const stale = [...files, ...listRolledBack(run.ops)].some((file) => run.loaded.has(file.id));
  const copies = copyFeeds(run.platforms);
  // A copy that came after what it is a copy of has its place before it.
  const moved = mode === 'add' && orderLanded(run.ops, copies);
  if (mode === 'add' && (stale || moved || run.moved)) {
    return loadFiles(house, run, listLanded(run.ops), 'anew');
  }
  const { warehouse } = run;
  const curated = new CuratedFiles(house, mode === 'anew');
  const reports: FileReport[] = [];
  const quarantined: BatchResult['refused'] = [];
  const finishers: (() => Promise<void>)[] = [];
  try {
    if (mode === 'anew') {
      warehouse.exec('BEGIN IMMEDIATE');
      emptyWarehouse(warehouse);
    }
    for (const { feed, batch } of batches(run, files)) {
      const begin = mode === 'add' ? () => void warehouse.exec('BEGIN IMMEDIATE') : () => {};
      for (let left = batch; left.length > 0; ) {
        const result = await loadBatch(house, run, feed, left, curated, begin);
        left = result.left;
        finishers.push(result.finish);
        if (mode === 'add') await commit(warehouse, curated, finishers);
        quarantined.push(...result.refused);
        for (const { file, effect, notes } of result.loaded) {
          const { rows, loaded, refused } = effect;
          house.log.info('file_loaded', { file: file.path, rows, loaded, refused });
          reports.push(loadedReport(file, effect, notes));
        }
      }
    }
    if (mode === 'anew') await commit(warehouse, curated, finishers);
  } catch (cause) {
    if (warehouse.inTransaction) warehouse.exec('ROLLBACK');
    throw cause;
  } finally {
    await curated.close();
  }
  for (const { file, why } of quarantined) {
    await setAside(house, run.ops, file, why);
    reports.push({ ...emptyReport(file.originalName), state: 'quarantined', reason: why.message });
  }
  return reports;
}

async function commit(
  warehouse: Db,
  curated: CuratedFiles,
  finishers: (() => Promise<void>)[],
): Promise<void> {
  refreshSummaries(warehouse);
  for (const finish of finishers.splice(0)) await finish();
  await curated.publish();
  warehouse.exec('COMMIT');
}

/** Out of landing into quarantine: not retried for ever. */
async function setAside(house: House, ops: Db, file: LandedFile, why: FileRefused): Promise<void> {
  const path = inData(house.data, file.path);
  await quarantine(house, ops, { path, originalName: file.originalName }, why);
  forgetLanded(ops, file.id);
  await rm(inData(house.data, rawPath(file.platform, file.path)), { force: true });
  // Landed files are read-only; some systems refuse to remove such a file.
  await chmod(path, 0o644);
  await rm(path, { force: true });
}

function* batches(run: Run, files: readonly LandedFile[]): Generator<{ feed: Feed; batch: LandedFile[] }> {
  const feeds = run.platforms.flatMap((platform) => platform.feeds);
  const copiesFirst = [...feeds.filter(({ copies }) => copies), ...feeds.filter(({ copies }) => !copies)];
  for (const feed of copiesFirst) {
    let batch: LandedFile[] = [];
    let bytes = 0;
    for (const file of files) {
      if (file.feed !== feed.name) continue;
      if (batch.length > 0 && (bytes + file.bytes > BATCH_BYTES || batch.length === BATCH_FILES)) {
        yield { feed, batch };
        batch = [];
        bytes = 0;
      }
      batch.push(file);
      bytes += file.bytes;
    }
    if (batch.length > 0) yield { feed, batch };
  }
}
