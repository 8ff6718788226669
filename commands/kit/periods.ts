import { type Day, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import { PERIODS, type Period } from '../../warehouse/kit/period.ts';
import { sayRange } from './compose.ts';

/**
 * "This month" before the month has any data is the newest month that has some, and likewise the year. Statements are
 * always there: they are two months behind.
 */
export function currentPeriod(period: string, today: Day, end: Day | null): string {
  if (end === null) return period;
  if (period === 'mtd' && monthOf(end) < monthOf(today)) return monthOf(end);
  if (period === 'ytd' && end.slice(0, 4) < today.slice(0, 4)) return end.slice(0, 4);
  return period;
}

/** "2026-11" for a month or a part of it, "2026" for a year so far, "last 28 days", or the two days. */
export function sayPeriod(period: Period): string {
  const { from, to, name } = period;
  const month = monthOf(from);
  if (name === 'mtd' || name === 'last_month') return month;
  if (name === 'ytd') return from.slice(0, 4);
  if (name === 'all') return 'all time';
  if (PERIODS.some((one) => one === name)) return `last ${name.replace(/\D/g, '')} days`;
  if (from === firstOfMonth(month) && to === lastOfMonth(month)) return month;
  if (from.slice(4) === '-01-01' && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
  return sayRange(period);
}
