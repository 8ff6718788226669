import { type Deed, listDeeds } from '../../warehouse/ops/deeds.ts';
import { readSources } from '../../warehouse/ops/policies.ts';
import { listRuns, type Run } from '../../warehouse/ops/runs.ts';
import type { Context } from './define.ts';

/** A run, a collecting or a backup, as a line of a table. */
export interface Past {
  /** Of a run its number, by which it can be asked for. */
  number: number | null;
  what: string;
  startedAt: string;
  /** `cut off`: it ended without a word, killed or by a power cut. */
  state: 'ok' | 'partial' | 'failed' | 'cut off' | 'running';
  /** Milliseconds; null while it runs, and when nobody knows. */
  took: number | null;
  files: number | null;
  rows: number | null;
  refused: number | null;
  /** Why it failed, as a class of a closed list, and at which step. '' where it did not. */
  problem: string;
}

/** A collecting that has not ended after this is taken for killed: the scheduler stops each after half an hour. */
const LONGEST_DEED_MS = 2 * 3_600_000;

/** The newest first, at most `limit`. */
export function pastOf({ ops, now }: Pick<Context, 'ops' | 'now'>, limit: number): Past[] {
  const labels = new Map(readSources(ops).map(({ platform, platformLabel }) => [platform, platformLabel]));
  const runs = listRuns(ops, limit).map(pastRun);
  const deeds = listDeeds(ops, limit).map((deed) => pastDeed(deed, now, labels));
  return [...runs, ...deeds]
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
    .slice(0, limit);
}

export function pastRun({ id, kind, startedAt, finishedAt, outcome, summary }: Run): Past {
  const { files = null, rows = null, refused = null, error, step } = summary;
  const cut = outcome === 'failed' && error === undefined;
  return {
    ...{ number: id, what: kind, startedAt, files, rows, refused },
    state: finishedAt === null ? 'running' : cut ? 'cut off' : (outcome ?? 'failed'),
    // A run that was killed is closed by the next one, which may be days later.
    took: finishedAt === null || cut ? null : Date.parse(finishedAt) - Date.parse(startedAt),
    problem: sayProblem(error, step, summary.id),
  };
}

function pastDeed(deed: Deed, now: Date, labels: ReadonlyMap<string, string>): Past {
  const { kind, what, startedAt, finishedAt, outcome, summary } = deed;
  const late = now.getTime() - Date.parse(startedAt) > LONGEST_DEED_MS;
  return {
    // The folder of a backup is a place on somebody's machine: it stays in the log.
    ...{ number: null, what: kind === 'collect' ? `collect ${labels.get(what) ?? what}` : kind },
    ...{ startedAt, rows: null, refused: null, files: summary.files ?? null },
    state: finishedAt === null ? (late ? 'cut off' : 'running') : (outcome ?? 'failed'),
    took: finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt),
    problem: sayProblem(summary.error, undefined, summary.id),
  };
}

function sayProblem(error: string | undefined, step: string | undefined, id: string | undefined): string {
  if (error === undefined) return '';
  const at = step ? ` at ${step}` : '';
  return `${error.replaceAll(/[_-]/g, ' ')}${at}${id ? ` (log: ${id})` : ''}`;
}

/** "2026-11-22 12:00" as the clocks of a zone tell it. */
export function sayInstant(at: Date | string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(new Date(at));
  const get = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? '';
  return `${get('year')}-${get('month')}-${get('day')} ${get('hour')}:${get('minute')}`;
}

/** "0.4 s", "12 s", "3 min 5 s", "2 h 10 min". */
export function sayDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
