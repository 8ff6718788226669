import type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';
import { reportText } from './report-text.ts';
import type { Terminal } from './terminal.ts';

/** What a source's files brought together. */
interface Brought {
  files: number;
  rows: number;
  unchanged: number;
  firstDay: string;
  lastDay: string;
}

/**
 * The report of a whole label's files: a line a feed, and in full only the files of which there is something to say. Two
 * hundred files one by one would be read by nobody.
 */
export function demoReport(report: RunReport, paint: Terminal['paint']): string {
  const plain = report.files.filter(isPlain);
  const byFeed = new Map<string, Brought>();
  for (const file of plain) {
    const name = file.feed ?? '';
    byFeed.set(name, added(byFeed.get(name), file));
  }
  const width = Math.max(0, ...[...byFeed.keys()].map((name) => name.length));
  const lines = [...byFeed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feed, { files, rows, unchanged, firstDay, lastDay }]) => {
      const counts = `${files} ${files === 1 ? 'file' : 'files'}, ${rows.toLocaleString('en-US')} rows`;
      const again = unchanged > 0 ? `, ${unchanged.toLocaleString('en-US')} of them told before` : '';
      return `${paint('green', 'loaded ')}  ${feed.padEnd(width)}  ${counts}${again}; ${firstDay} to ${lastDay}\n`;
    });
  const others = { ...report, files: report.files.filter((file) => !isPlain(file)) };
  // The closing line counts all files, so it is made of the whole report.
  const closing = reportText({ ...report, files: report.files.map(silent) }, paint)
    .trimEnd()
    .split('\n')
    .at(-1);
  const odd = reportText(others, paint).trimEnd().split('\n').slice(0, -1).join('\n');
  return `${lines.join('')}\n${odd}\n${closing}\n`;
}

const isPlain = (file: FileReport): boolean => file.state === 'loaded' && file.refused === 0;

const silent = (file: FileReport): FileReport => ({ ...file, notes: [] });

function added(sum: Brought | undefined, { rows, unchanged, firstDay, lastDay }: FileReport): Brought {
  const days = [sum?.firstDay, sum?.lastDay, firstDay, lastDay]
    .filter((day) => typeof day === 'string')
    .sort();
  return {
    files: (sum?.files ?? 0) + 1,
    rows: (sum?.rows ?? 0) + rows,
    unchanged: (sum?.unchanged ?? 0) + unchanged,
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
  };
}
