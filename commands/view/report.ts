import type { Label } from '../../core/label.ts';
import type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';
import type { Answer, Figure } from '../kit/answer.ts';
import { formatValue } from './format.ts';

/** "1,200 rows: 1,190 loaded (2 corrected), 7 unchanged, 3 refused", and what was withdrawn, which are no rows of the file. */
export function sayCounts({ rows, loaded, corrected, unchanged, withdrawn, refused }: FileReport): string {
  const parts = [
    loaded ? `${whole(loaded)} loaded${corrected ? ` (${whole(corrected)} corrected)` : ''}` : '',
    unchanged ? `${whole(unchanged)} unchanged` : '',
    refused ? `${whole(refused)} refused` : '',
  ].filter((part) => part !== '');
  const counts = parts.length === 0 ? plural(rows, 'row') : `${plural(rows, 'row')}: ${parts.join(', ')}`;
  return withdrawn ? `${counts}; ${whole(withdrawn)} of earlier files withdrawn` : counts;
}

/** "2026-01-01 to 2026-03-31, 1,531.02 USD in all"; '' where a file has neither. */
export function sayCovers({ firstDay, lastDay, money }: FileReport): string {
  const days =
    firstDay === null ? '' : firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay ?? 'no last day'}`;
  const sum = money ? `${formatValue(money.amount, 'money', money.currency)} in all` : '';
  return [days, sum].filter((part) => part !== '').join(', ');
}

/** The first reasons of refused lines, and how many more there are. */
export function sayRefusals({ refused, firstRefusals }: FileReport): string[] {
  const untold = refused - firstRefusals.length;
  return [...firstRefusals, ...(firstRefusals.length > 0 && untold > 0 ? [`and ${whole(untold)} more`] : [])];
}

/** Why a file was not loaded, as a sentence or two; '' for one that was. */
export function sayState({ state, reason }: FileReport): string {
  if (state === 'quarantined') return reason ?? 'It could not be read.';
  if (state === 'known') return `Nothing to do: ${reason ?? 'these bytes came before'}.`;
  if (state === 'waiting') return `It stays in the inbox: ${reason ?? 'it is not whole'}.`;
  return '';
}

/** What is said of more than one file, with how many say it: it is told once. */
export function repeatedNotes(files: readonly FileReport[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const note of files.flatMap((file) => [...new Set(file.notes)])) {
    counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > 1));
}

/** Everything a person is to know besides the files: what is left to settle, and what several files say. */
export const sayNotes = ({ notes, files }: RunReport): string[] => [
  ...notes,
  ...[...repeatedNotes(files)].map(([note, count]) => `${note} (in ${whole(count)} files)`),
];

/** "Run 7: 1 file loaded, 1,190 rows new or corrected, 3 lines refused." */
export function sayClosing({ runId, files }: RunReport): string {
  if (files.length === 0) return `Run ${runId}: nothing new.`;
  const by = (state: FileReport['state']): number => files.filter((file) => file.state === state).length;
  const parts = [
    `${plural(by('loaded'), 'file')} loaded`,
    by('known') ? `${by('known')} known` : '',
    by('quarantined') ? `${by('quarantined')} refused` : '',
    by('waiting') ? `${by('waiting')} waiting` : '',
    `${plural(sum(files, 'loaded'), 'row')} new or corrected`,
    sum(files, 'withdrawn') ? `${plural(sum(files, 'withdrawn'), 'row')} withdrawn` : '',
    sum(files, 'refused') ? `${plural(sum(files, 'refused'), 'line')} refused` : '',
  ];
  return `Run ${runId}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

/** Files told one by one; a chat has no room for more. */
const FILES = 8;

/** What a run did, as an answer: for whoever asked for it in a chat. It may tell money, so it is for nobody else. */
export function reportAnswer(report: RunReport, label: Pick<Label, 'name' | 'demo'>): Answer {
  const { files } = report;
  const loaded = files.filter(({ state }) => state === 'loaded');
  const often = repeatedNotes(files);
  const rest = files.length - FILES;
  return {
    command: 'import',
    title: titleOf(report),
    subtitle: sayClosing(report),
    label: label.name,
    demo: label.demo,
    figures: loaded.length > 0 ? figuresOf(loaded) : [],
    as_of: [],
    stale: false,
    partial: false,
    notes: [...(rest > 0 ? [`${rest} more files are in the log of the run`] : []), ...sayNotes(report)],
    details: files.slice(0, FILES).map((file) => ({ title: file.originalName, text: fileText(file, often) })),
    computed_from: { metrics: [], tables: [] },
    audience: 'money',
  };
}

function titleOf({ files }: RunReport): string {
  const [only] = files;
  if (only === undefined) return 'Nothing new';
  if (files.length > 1) return `${files.length} files`;
  const says = {
    loaded: only.refused > 0 ? 'loaded, with lines refused' : 'loaded',
    known: 'known already',
    quarantined: 'not taken in',
    waiting: 'not taken in yet',
  };
  return `${only.originalName}: ${says[only.state]}`;
}

function figuresOf(files: readonly FileReport[]): Figure[] {
  const figure = (key: string, name: string, value: number): Figure => ({
    ...{ key, label: name, value, unit: 'rows', format: 'count' },
  });
  const withdrawn = sum(files, 'withdrawn');
  return [
    figure('rows', 'Rows in', sum(files, 'rows')),
    figure('loaded', 'Loaded', sum(files, 'loaded')),
    figure('corrected', 'Of them corrected', sum(files, 'corrected')),
    figure('unchanged', 'Unchanged', sum(files, 'unchanged')),
    ...(withdrawn > 0 ? [figure('withdrawn', 'Withdrawn', withdrawn)] : []),
    figure('refused', 'Refused', sum(files, 'refused')),
  ];
}

function fileText(file: FileReport, often: ReadonlyMap<string, number>): string {
  if (file.state !== 'loaded') return sayState(file);
  const lines = [
    ...(file.feed ? [`Source: ${file.feed}`] : []),
    sayCounts(file),
    sayCovers(file),
    ...sayRefusals(file),
    ...file.notes.filter((note) => !often.has(note)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const sum = (
  files: readonly FileReport[],
  key: 'rows' | 'loaded' | 'corrected' | 'unchanged' | 'withdrawn' | 'refused',
): number => files.reduce((total, file) => total + file[key], 0);
const whole = (count: number): string => formatValue(count, 'count');
const plural = (count: number, word: string): string => `${whole(count)} ${word}${count === 1 ? '' : 's'}`;
