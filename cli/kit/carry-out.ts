import { EXIT_STATUS } from '../../core/errors.ts';
import { loadLabel } from '../../core/label.ts';
import type { House } from '../../pipeline/kit/house.ts';
import { noProgress, type RunReport } from '../../pipeline/kit/report.ts';
import { createProgress } from '../progress.ts';
import { giveWay } from './give-way.ts';
import { reportText } from './report-text.ts';
import type { Here } from './word.ts';

/** What `--help` says of the exit status of import, run and rebuild. */
export const EXIT_ABOUT =
  'Exit status: 0 when every file was taken in, also when single lines were refused (they are listed); 65 when a file was refused and put into quarantine; 75 when another run is at work; 1 when the run failed.';

/** Does a piece of pipeline work with a progress display, and tells what became of it. */
export async function carryOut(
  here: Here,
  json: boolean,
  work: (house: House) => Promise<RunReport>,
): Promise<number> {
  const { terminal } = here;
  const progress = json ? noProgress : createProgress(terminal, () => performance.now());
  let report: RunReport;
  try {
    report = await work({
      data: here.config.data,
      label: loadLabel(here.config.data),
      clock: here.clock,
      log: here.log,
      progress,
      giveWay,
    });
  } finally {
    progress.end();
  }
  terminal.out(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, terminal.paint));
  return exitOf(report);
}

/** A refused file must stop a script; a refused line is told, and the rest of its file counts. */
export function exitOf(report: RunReport): number {
  if (report.files.some((file) => file.state === 'quarantined')) return EXIT_STATUS.file_refused ?? 1;
  return report.outcome === 'failed' ? 1 : 0;
}
