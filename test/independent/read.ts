import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import type { Facts, Line, Point } from './facts.ts';

/** What is asked: names as answers print them, days inclusive. */
export interface Cell {
  artist?: string;
  platform?: string;
  from: Day;
  to: Day;
}

/** A whole 1e-9 of dollars (exact), a plain number, or not known. */
export type Figure = bigint | number | null;

export const isMine = (
  one: { artists: readonly string[]; platform: string },
  cell: Omit<Cell, 'from' | 'to'>,
): boolean =>
  (cell.artist === undefined || one.artists.includes(cell.artist)) &&
  (cell.platform === undefined || one.platform === cell.platform);

/** What the cell is about. */
export const within = (points: readonly Point[], cell: Cell): Point[] =>
  points.filter((point) => point.day >= cell.from && point.day <= cell.to && isMine(point, cell));

const known = (points: readonly Point[], ...columns: string[]): Point[] =>
  points.filter(({ values }) =>
    columns.every((column) => values[column] !== null && values[column] !== undefined),
  );

export const add = (points: readonly Point[], column: string): Figure => {
  const told = known(points, column);
  if (told.length === 0) return null;
  if (typeof told[0]?.values[column] === 'bigint')
    return told.reduce((sum, { values }) => sum + BigInt(values[column] ?? 0), 0n);
  return told.reduce((sum, { values }) => sum + Number(values[column]), 0);
};

const accountsOf = (points: readonly Point[]): Point[][] => [
  ...Map.groupBy(points, ({ platform, account }) => `${platform} ${account}`).values(),
];

/** Uniques are never added over days: the mean of an account's known days, then added over accounts. */
export function mean(points: readonly Point[], column: string): Figure {
  const accounts = accountsOf(known(points, column));
  if (accounts.length === 0) return null;
  return accounts.reduce(
    (sum, days) => sum + Number(add(days, column)) / new Set(days.map(({ day }) => day)).size,
    0,
  );
}

/** The newest known day of each account, added over accounts. */
export function newest(points: readonly Point[], column: string): Figure {
  const accounts = accountsOf(known(points, column));
  if (accounts.length === 0) return null;
  return accounts.reduce((sum, days) => {
    const last = days.reduce((a, b) => (b.day > a.day ? b : a));
    return sum + Number(last.values[column]);
  }, 0);
}

/** Sums over the rows that know all; nothing where the denominator is 0. */
export function ratio(points: readonly Point[], above: readonly string[], below: string): number | null {
  const told = known(points, ...above, below);
  const over = Number(add(told, below) ?? 0);
  if (over === 0) return null;
  return above.reduce((sum, column) => sum + Number(add(told, column)), 0) / over;
}

/** In dollars by the rate of the day or the newest of the seven before, rounded once, half to even; null without one. */
export function dollars(facts: Facts, line: Pick<Line, 'amount' | 'currency' | 'day'>): bigint | null {
  if (line.currency === 'USD') return line.amount;
  for (let back = 0; back <= 7; back++) {
    const rate = facts.euro.get(addDays(line.day, -back));
    if (rate !== undefined) return halfEven(line.amount * rate, 1_000_000_000n);
  }
  return null;
}

/** Divided, rounded half to even. */
export function halfEven(above: bigint, below: bigint): bigint {
  const sign = above < 0n ? -1n : 1n;
  const whole = (above * sign) / below;
  const rest = (above * sign - whole * below) * 2n;
  return sign * (rest > below || (rest === below && whole % 2n === 1n) ? whole + 1n : whole);
}

/** What amounts together are told in: their own currency where they have but one. */
export const currencyOf = (lines: readonly Line[]): string => {
  const [one = 'USD', another] = new Set(lines.map(({ currency }) => currency));
  return another === undefined ? one : 'USD';
};

/** Amounts together, in their one currency or in dollars; null where there are none, or one has no rate. */
export function money(facts: Facts, lines: readonly Line[], into = currencyOf(lines)): bigint | null {
  if (lines.length === 0) return null;
  let sum = 0n;
  for (const line of lines) {
    const amount = line.currency === into ? line.amount : dollars(facts, line);
    if (amount === null) return null;
    sum += amount;
  }
  return sum;
}

/** Lines of the sale months the cell touches: statements tell whole months. */
export const soldIn = (facts: Facts, cell: Cell): Line[] =>
  facts.lines.filter(
    (line) => line.month >= monthOf(cell.from) && line.month <= monthOf(cell.to) && isMine(line, cell),
  );

export const bookedIn = (facts: Facts, cell: Cell): Line[] =>
  facts.lines.filter((line) => line.day >= cell.from && line.day <= cell.to && isMine(line, cell));

export const wholeMonths = (cell: Cell): Cell => ({
  ...cell,
  from: firstOfMonth(monthOf(cell.from)),
  to: lastOfMonth(monthOf(cell.to)),
});

/** The period before: as many whole months, the same days of the month before, else as many days. */
export function before(cell: Cell): { cell: Cell; day(day: Day): Day } {
  const months =
    cell.from.endsWith('-01') && cell.to === lastOfMonth(monthOf(cell.to))
      ? monthsBetween(cell.from, cell.to) + 1
      : 0;
  if (months > 0 || (cell.from.endsWith('-01') && monthOf(cell.from) === monthOf(cell.to)))
    return monthsBefore(cell, Math.max(months, 1), months > 0);
  const length = (Date.parse(cell.to) - Date.parse(cell.from)) / 86_400_000 + 1;
  const day = (one: Day): Day => addDays(one, -length);
  return { cell: { ...cell, from: day(cell.from), to: day(cell.to) }, day };
}

/** The same days so many months before; the last of a shorter month for days it does not have. */
export function monthsBefore(cell: Cell, months: number, whole: boolean): { cell: Cell; day(day: Day): Day } {
  const day = (one: Day): Day => sameDay(one, months);
  const to = whole ? lastOfMonth(addMonths(monthOf(cell.to), -months)) : day(cell.to);
  return { cell: { ...cell, from: day(cell.from), to }, day };
}

export function sameDay(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), -months);
  const same = `${month}-${day.slice(8)}`;
  return same > lastOfMonth(month) ? lastOfMonth(month) : same;
}

export const monthsBetween = (from: Day, to: Day): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));
