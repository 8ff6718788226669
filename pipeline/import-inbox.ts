import { basename, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toBedrotError } from '../core/errors.ts';
import { INBOX, inboxOf } from '../warehouse/ops/inbox.ts';
import type { FileReport, RunReport } from '../warehouse/ops/reports.ts';
import { leaveInbox, lookIntoInbox, type Seen, see, wholeOf } from './inbox.ts';
import type { House } from './kit/house.ts';
import { exists } from './kit/publish.ts';
import { emptyReport } from './kit/reports.ts';
import { importFiles } from './run.ts';

/** Between the two looks by which a file that grows is told from one that is whole. */
const PAUSE_MS = 1_500;

/**
 * Takes in whatever lies whole in the inbox. What was taken in, was known before or went to quarantine leaves it, once
 * the load stands: killed at any moment before, the next import takes it again. What still grows waits, and is told.
 * @throws BedrotError as `importFiles` does; the inbox is then as it was
 */
export async function importInbox(house: House, pauseMs = PAUSE_MS): Promise<RunReport> {
  const before = await lookIntoInbox(house.data);
  if (before.length > 0) await sleep(pauseMs);
  const { whole, growing } = await wholeOf(before, await lookIntoInbox(house.data));
  const report = await takeIn(house, whole);
  const waiting = growing.map((file) =>
    waits(file, 'it is still being written; it is taken when it is whole'),
  );
  return { ...report, files: [...report.files, ...waiting] };
}

/** As `importFiles`; those of the files that lie in the inbox leave it. */
export async function importBrought(house: House, paths: readonly string[]): Promise<RunReport> {
  const inbox = inboxOf(house.data);
  const seen = await Promise.all(paths.filter((path) => isIn(inbox, path)).map(see));
  const report = await importFiles(house, paths);
  return left(
    house,
    report,
    seen.filter((one) => one !== undefined),
  );
}

const isIn = (folder: string, path: string): boolean => {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && inside !== path;
};

async function takeIn(house: House, files: readonly Seen[]): Promise<RunReport> {
  const paths = files.map(({ path }) => path);
  try {
    return await left(house, await importFiles(house, paths), files);
  } catch (thrown) {
    const { code } = toBedrotError(thrown);
    const there = [];
    for (const file of files) if (await exists(file.path)) there.push(file);
    // Somebody took a file back meanwhile: the others go on without it.
    if (there.length < files.length) return takeIn(house, there);
    // A defect that one file meets must not keep out the others.
    if (code === 'internal' && files.length > 1) return oneByOne(house, files);
    throw thrown;
  }
}

async function oneByOne(house: House, files: readonly Seen[]): Promise<RunReport> {
  const reports: RunReport[] = [];
  const failed: FileReport[] = [];
  let last: unknown;
  for (const file of files) {
    try {
      reports.push(await left(house, await importFiles(house, [file.path]), [file]));
    } catch (thrown) {
      const { code, id } = toBedrotError(thrown);
      if (code !== 'internal') throw thrown;
      last = thrown;
      failed.push(waits(file, `something went wrong with it on our side (error ${id})`));
    }
  }
  const report = reports.at(-1);
  if (report === undefined) throw last;
  return {
    runId: report.runId,
    outcome: failed.length > 0 ? 'partial' : report.outcome,
    files: [...reports.flatMap((one) => one.files), ...failed],
    notes: [...new Set(reports.flatMap((one) => one.notes))],
  };
}

async function left(house: House, report: RunReport, files: readonly Seen[]): Promise<RunReport> {
  const staying = await leaveInbox(house.data, files);
  const notes = staying.map(
    (name) =>
      `${name} could not be taken out of ${INBOX}: it was changed meanwhile, or a program has it open`,
  );
  return { ...report, notes: [...report.notes, ...notes] };
}

const waits = ({ path }: Seen, reason: string): FileReport => ({
  ...emptyReport(basename(path)),
  state: 'waiting',
  reason,
});
