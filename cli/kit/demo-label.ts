import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../../core/days.ts';
import { loadLabel } from '../../core/label.ts';
import { publishText } from '../../pipeline/kit/publish.ts';
import type { RunReport } from '../../pipeline/kit/report.ts';
import { importFiles } from '../../pipeline/run.ts';
import type { Sandbox } from '../demo.ts';
import { createProgress } from '../progress.ts';
import { shortest } from './ask-files.ts';
import { borrowLabel, downloadsOf, keepPrepared, markMade } from './demo-folder.ts';
import { ALERTS, ANALYST, MONEY, NUMBERS } from './demo-people.ts';
import { demoReport } from './demo-report.ts';
import type { Here } from './word.ts';

/** The newest download of each of DistroKid's pages: left on its site, to be collected. */
export interface ToCollect {
  streams: string;
  applemusic: string;
  bank: string;
}

/**
 * Makes the label up and carries its files through the real pipeline, all but those that are to be collected.
 * @param elsewhere the folder of a demo that may have made the same label today
 */
export async function makeLabel(here: Here, sandbox: Sandbox, day: Day, elsewhere: string): Promise<void> {
  const { config, clock, log, terminal } = here;
  const { data } = config;
  if (await borrowLabel(elsewhere, data, day)) return markMade(data, day);
  const progress = createProgress(terminal, () => performance.now());
  progress.step("Making up a label's downloads", null);
  const downloads = downloadsOf(data);
  const { files, label, truth } = await sandbox.generateLabel({ folder: downloads, today: day });
  await publishText(join(data, 'label.json'), `${JSON.stringify(withPeople(label), null, 2)}\n`);
  progress.end();
  terminal.out(`Made up ${files.length} downloads in ${shortest(downloads)}\n`);

  const odd = new Set([...truth.quarantined, ...truth.duplicates]);
  const newest = (start: string): string =>
    files.findLast(({ originalName: name }) => name.startsWith(start) && !odd.has(name))?.originalName ?? '';
  const left: ToCollect = {
    streams: newest('streams_stats_'),
    applemusic: newest('applemusic_stats_'),
    bank: newest('dk_bank_details_'),
  };
  await writeFile(join(data, LEFT), JSON.stringify(left));
  const names = new Set(Object.values(left));
  const paths = files.filter(({ originalName }) => !names.has(originalName)).map(({ path }) => path);
  let report: RunReport;
  try {
    report = await importFiles({ data, label: loadLabel(data), clock, log, progress }, paths);
  } finally {
    progress.end();
  }
  terminal.out(`\n${demoReport(report, terminal.paint)}\n`);
  await keepPrepared(data);
  await markMade(data, day);
}

/** Which files those are; it lies among what is prepared. */
export const LEFT = 'to-collect.json';

/** Who is in the local Discord, and which of its channels may show money. */
function withPeople(label: unknown): unknown {
  return {
    ...(label as object),
    channels: [
      { id: NUMBERS, name: 'numbers', audience: 'numbers' },
      { id: MONEY, name: 'money', audience: 'money' },
      { id: ALERTS, name: 'alerts', audience: 'money', alerts: true },
    ],
    people: [{ discord: ANALYST, name: 'analyst', role: 'analyst' }],
  };
}
