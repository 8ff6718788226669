import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Row, Value } from '../../warehouse/kit/query.ts';
import type { Asked } from './ask.ts';

/** Ages that starts are compared at, in days. */
export const MARKS = [7, 28, 90, 365] as const;

export interface Born {
  title: string;
  /** What a question names it by. */
  named: string;
  released: Day;
}

/** A track by days since its release; day 0 is the release day. */
export interface Aged extends Born {
  /**
   * complete: every day from day 0 to the newest is known; holes: some between are not, so that sums are too small; late:
   * the first days are not known, so that nothing can be added up; unknown: no day is told.
   */
  state: 'complete' | 'holes' | 'late' | 'unknown';
  /** The state in words. */
  said: string;
  /** Days from day 0 to the newest one known, both counted. */
  age: number;
  /** The sum of days 0 to n at each n; null on a day that is not known. */
  running: (number | null)[];
  firstHole: number | null;
  /** Sum of the known ones of the first `days` days. Null: not reached, or not told from its release on. */
  total(days: number): Value;
}

/**
 * Puts each track's days on days since its release. Where several stores tell it, only the one that tells most: they begin
 * on unlike days.
 * @param asked by track, platform and day
 * @param how `absentIsNone`: a day without a row had none (visits of a link), and is no hole
 */
export function sinceRelease(
  asked: Asked,
  tracks: readonly Born[],
  how: { absentIsNone: boolean; today: Day },
): { store: string | null; aged: Aged[] } {
  const { rows } = asked.result;
  const store = largest(rows);
  const byTrack = Map.groupBy(
    rows.filter(({ keys }) => keys.platform === store),
    ({ keys }) => keys.track ?? '',
  );
  const exact = asked.metric.format === 'money';
  return {
    store,
    aged: tracks.map((track) => {
      const own = byTrack.get(track.title) ?? byTrack.get(`${track.title} (${track.named})`) ?? [];
      const end = how.absentIsNone ? asked.result.completeTo : null;
      return ageOf(track, own, exact, how.absentIsNone ? end : null);
    }),
  };
}

function largest(rows: readonly Row[]): string | null {
  const sums = new Map<string, number>();
  for (const { keys, value } of rows) {
    const name = keys.platform ?? '';
    sums.set(name, (sums.get(name) ?? 0) + Number(value ?? 0));
  }
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** @param noneTo days up to it that have no row had none; null: such a day is not known */
function ageOf(track: Born, rows: readonly Row[], exact: boolean, noneTo: Day | null): Aged {
  const known = new Map(
    rows.flatMap(({ keys: { date = '' }, value }) =>
      value === null || date < track.released ? [] : [[date, parseNanos(String(value)) ?? 0n] as const],
    ),
  );
  const newest = [...known.keys(), ...(noneTo !== null && known.size > 0 ? [noneTo] : [])].sort().at(-1);
  const none = { ...track, age: 0, running: [], firstHole: null, total: () => null };
  if (newest === undefined) return { ...none, state: 'unknown', said: 'not told by day' };
  const age = daysBetween(track.released, newest) + 1;
  const dayAt = (at: number): bigint | null =>
    known.get(addDays(track.released, at)) ?? (noneTo === null ? null : 0n);
  if (dayAt(0) === null) {
    const [first = newest] = [...known.keys()].sort();
    return {
      ...none,
      state: 'late',
      said: `days from ${first} on, day ${daysBetween(track.released, first)}`,
    };
  }
  let sum = 0n;
  const holes: number[] = [];
  const sums = Array.from({ length: age }, (_, at) => {
    const value = dayAt(at);
    if (value === null) holes.push(at);
    sum += value ?? 0n;
    return sum;
  });
  const missing = new Set(holes);
  const shown = (value: bigint): Value => (exact ? nanosToDecimal(value) : Number(nanosToDecimal(value)));
  return {
    ...track,
    state: holes.length > 0 ? 'holes' : 'complete',
    said: holes.length > 0 ? `partial: ${holes.length} of ${age} days missing` : `${age} days told`,
    age,
    running: sums.map((value, at) => (missing.has(at) ? null : Number(shown(value)))),
    firstHole: holes[0] ?? null,
    total: (days) => {
      const value = sums[days - 1];
      return value === undefined ? null : shown(value);
    },
  };
}
