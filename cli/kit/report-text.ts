import {
  repeatedNotes,
  sayClosing,
  sayCounts,
  sayCovers,
  sayNotes,
  sayRefusals,
  sayState,
} from '../../commands/view/report.ts';
import type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';
import type { Terminal } from './terminal.ts';

type Paint = Terminal['paint'];

const MARKS = {
  quarantined: ['red', 'refused'],
  known: ['dim', 'known  '],
  waiting: ['yellow', 'waits  '],
} as const;

/** What became of each file, and what is left to settle: what a person reads after `import`, `run` and `rebuild`. */
export function reportText(report: RunReport, paint: Paint): string {
  const often = repeatedNotes(report.files);
  const files = report.files.map((file) => `${fileText(file, often, paint)}\n`).join('');
  const notes = sayNotes(report)
    .map((note) => `${paint('yellow', 'Note:')} ${note}\n`)
    .join('');
  return `${files}${notes}${notes ? '\n' : ''}${sayClosing(report)}\n`;
}

function fileText(file: FileReport, often: ReadonlyMap<string, number>, paint: Paint): string {
  const name = paint('bold', file.originalName);
  if (file.state !== 'loaded') {
    const [style, mark] = MARKS[file.state];
    const kept = file.state === 'quarantined' ? '         It lies in quarantine/ with its reason.\n' : '';
    return `${paint(style, mark)}  ${name}\n         ${sayState(file)}\n${kept}`;
  }
  const lines = [
    sayCounts(file),
    sayCovers(file),
    ...sayRefusals(file).map((refusal) => paint('yellow', refusal)),
    ...file.notes.filter((note) => !often.has(note)),
  ].filter((line) => line !== '');
  const mark = file.refused > 0 ? paint('yellow', 'loaded ') : paint('green', 'loaded ');
  return `${mark}  ${name}${file.feed ? paint('dim', `  ${file.feed}`) : ''}\n${lines.map((line) => `         ${line}\n`).join('')}`;
}
