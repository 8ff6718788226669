import { addMonths, type Day, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { formatValue } from '../view/format.ts';
import type { Figure, Part } from './answer.ts';
import type { Asked } from './ask.ts';

/** Differences up to this are none; above the others they are an alert, and to be looked into. */
export const BANDS = { ok: 0.05, alert: 0.1, investigate: 0.15 } as const;

export type Verdict = 'matched' | 'differs' | 'not comparable';

/** Two tellings of one thing in one month, side by side. They are never added. */
export interface Line {
  /** "Spotify, page", "DistroKid, bank": whose number, and what it is held against. */
  what: string;
  month: Month;
  verdict: Verdict;
  /** (second − first) / first, as a fraction; null where they are not compared. */
  difference: number | null;
  /** What the difference may be, or why there is none. */
  why: string;
}

/** What one part of the reconciliation found. */
export interface Section {
  figure: Figure;
  lines: Line[];
  part: Part;
  asked: readonly Asked[];
  notes: readonly string[];
}

/**
 * The difference of two known values and what to think of it.
 * @param reading what more and less may mean. `lessIsOk`: the first covers more than the second, so that less is matched
 *   up to the alert; the sentence is told all the same.
 */
export function compared(
  first: number,
  second: number,
  reading: { more: string; less: string; lessIsOk?: true },
): Pick<Line, 'verdict' | 'difference' | 'why'> {
  if (first === 0) return notComparable('the first of the two is 0');
  const difference = (second - first) / Math.abs(first);
  const size = Math.abs(difference);
  if (size <= BANDS.ok) return { verdict: 'matched', difference, why: '' };
  const said = difference > 0 ? reading.more : reading.less;
  if (reading.lessIsOk && difference < 0 && size <= BANDS.alert)
    return { verdict: 'matched', difference, why: said };
  const band = size > BANDS.investigate ? 'look into it' : size > BANDS.alert ? 'alert' : 'small';
  return { verdict: 'differs', difference, why: `${band}: ${said}` };
}

export const notComparable = (why: string): Pick<Line, 'verdict' | 'difference' | 'why'> => ({
  ...{ verdict: 'not comparable', difference: null, why },
});

/** Months that a period touches, up to the one that is under way. */
export function monthsOf({ from, to }: { from: Day; to: Day }, today: Day): Month[] {
  const months: Month[] = [];
  const last = [monthOf(to), monthOf(today)].sort()[0] as Month;
  for (let month = monthOf(from); month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

export const daysIn = (month: Month): number => Number(lastOfMonth(month).slice(8));

/** "3 matched, 1 differs, 2 not comparable". */
export function tally(lines: readonly Line[]): string {
  const said = (['matched', 'differs', 'not comparable'] as const).flatMap((verdict) => {
    const count = lines.filter((line) => line.verdict === verdict).length;
    if (count === 0) return [];
    return [`${count} ${verdict === 'differs' && count > 1 ? 'differ' : verdict}`];
  });
  return said.join(', ') || 'nothing to compare';
}

/** "0.9 % less". */
export const sayDifference = (difference: number): string =>
  `${formatValue(Math.abs(difference), 'percent')} ${difference < 0 ? 'less' : 'more'}`;
