import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import type { Facts, Point } from './facts.ts';
import {
  before,
  type Cell,
  currencyOf,
  type Figure,
  isMine,
  money,
  monthsBefore,
  monthsBetween,
  sameDay,
  soldIn,
  wholeMonths,
} from './read.ts';

/** Relative change, against the size of what was there before. */
export const change = (now: Figure, then: Figure): number | null =>
  now === null || then === null || Number(then) === 0
    ? null
    : Number(now) / Math.abs(Number(then)) - Number(then) / Math.abs(Number(then));

/** How far daily series reach: the first day any knows, and the newest that all who still tell anything know. */
function reach(points: readonly Point[], cell: Cell, column: string): { first: Day; complete: Day } | null {
  const told = points.filter((point) => isMine(point, cell) && (point.values[column] ?? null) !== null);
  const series = [...Map.groupBy(told, ({ platform, account }) => `${platform} ${account}`).values()];
  const ends = series.map(
    (days) =>
      days
        .map(({ day }) => day)
        .sort()
        .at(-1) as Day,
  );
  const newest = [...ends].sort().at(-1);
  const first = told.map(({ day }) => day).sort()[0];
  if (newest === undefined || first === undefined) return null;
  // Who has been silent for two weeks no longer holds the others back.
  const live = ends.filter((end) => end >= addDays(newest, -14)).sort();
  return { first, complete: live[0] as Day };
}

/** Growth of daily series: a period that is not fully reported is compared over the days reported. */
export function growthOfDays(
  points: readonly Point[],
  cell: Cell,
  column: string,
  figure: (cell: Cell) => Figure,
  how: { year?: true; added: boolean },
): number | null {
  const far = reach(points, cell, column);
  if (!far) return null;
  // What only some accounts tell is not held against what all of them told.
  if (far.complete < cell.from) return null;
  const whole = cell.from.endsWith('-01') && cell.to === lastOfMonth(monthOf(cell.to));
  const then = how.year ? monthsBefore(cell, 12, whole) : before(cell);
  const cut = far.complete >= cell.from && far.complete < cell.to;
  const earlier = { ...then.cell, to: cut ? then.day(far.complete) : then.cell.to };
  // Some days since the data begin are no whole period.
  if (how.added && far.first > earlier.from && far.first <= earlier.to) return null;
  return change(figure(cut ? { ...cell, to: far.complete } : cell), figure(earlier));
}

/** Growth of revenue by sale month: what stores still report is compared with what was told at the same age. */
export function growthOfSales(facts: Facts, asked: Cell): number | null {
  const cell = wholeMonths(asked);
  const mine = facts.lines.filter((line) => isMine(line, cell));
  const first = mine.map(({ month }) => month).sort()[0];
  const reported = facts.lines
    .map(({ day }) => day)
    .sort()
    .at(-1);
  if (first === undefined || reported === undefined) return null;
  const { cell: earlier } = before(cell);
  const began = firstOfMonth(first);
  if (began > earlier.from && began <= earlier.to) return null;
  const settled = lastOfMonth(addMonths(monthOf(reported), -3));
  const told = settled < cell.to ? sameDay(reported, monthsBetween(earlier.from, cell.from)) : '9999';
  const then = soldIn(facts, earlier).filter(({ day }) => day <= told);
  const now = soldIn(facts, cell);
  return currencyOf(now) === currencyOf(then) ? change(money(facts, now), money(facts, then)) : null;
}
