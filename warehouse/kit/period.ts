import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstOfMonth,
  isDay,
  isMonth,
  lastOfMonth,
  monthOf,
} from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';

export const PERIODS = ['last_7d', 'last_28d', 'last_90d', 'mtd', 'ytd', 'last_month', 'all'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Days are inclusive. `name` is a PeriodName, or the dates as asked. */
export interface Period {
  from: Day;
  to: Day;
  name: string;
}

/** The period something is compared with. */
export interface Before {
  from: Day;
  to: Day;
  /** "the 28 days before". */
  against: string;
  /** The same when only its first days are compared. */
  againstCut: string;
  /** The day of this period that corresponds to a day of the other. */
  dayBefore(day: Day): Day;
}

/** How late the data may be for "the last 7 days" to be the last 7 days of the data. */
const USUAL_LAG_DAYS = 7;
const SINCE = '2000-01-01';

/**
 * A period by name. `today` is the day it is in the label's time zone.
 *
 * - `last_7d`, `last_28d`, `last_90d`: whole days only, so they never hold today. They end on `data.end`, the newest day
 *   that is complete (`Result.completeTo`), when that is one of the 7 days before today: sources lag by some days, and
 *   seven days of which two are missing are not what was meant. Older data do not move the period: it ends yesterday, and
 *   the answer says that nothing is known. Without `data.end`: yesterday.
 * - `mtd`, `ytd`: from the first to today. `last_month`: the calendar month before this one.
 * - `all`: from `data.start` (else 2000-01-01) to today.
 * - a day, a month `2026-03`, a year `2026`, or two dates `2026-01-01..2026-03-31` (also with a blank or "to" between).
 * @throws BedrotError `bad_question` naming the valid periods.
 */
export function resolvePeriod(
  text: string,
  today: Day,
  data: { start?: Day | null; end?: Day | null } = {},
): Period {
  const name = text.trim();
  const days = /^last_(7|28|90)d$/.exec(name);
  if (days) {
    const yesterday = addDays(today, -1);
    const near = data.end && data.end <= yesterday && data.end >= addDays(today, -USUAL_LAG_DAYS);
    const to = near && data.end ? data.end : yesterday;
    return { from: addDays(to, 1 - Number(days[1])), to, name };
  }
  const month = monthOf(today);
  if (name === 'mtd') return { from: firstOfMonth(month), to: today, name };
  if (name === 'ytd') return { from: `${today.slice(0, 4)}-01-01`, to: today, name };
  if (name === 'last_month') return { ...wholeMonth(addMonths(month, -1)), name };
  if (name === 'all') return { from: earlier(data.start ?? SINCE, today), to: today, name };
  return dated(name);
}

function dated(text: string): Period {
  if (isDay(text)) return { from: text, to: text, name: text };
  if (isMonth(text)) return { ...wholeMonth(text), name: text };
  if (/^\d{4}$/.test(text)) return { from: `${text}-01-01`, to: `${text}-12-31`, name: text };
  const [from, to, more] = text.split(/\s*(?:\.\.|,|\bto\b|\s)\s*/);
  if (!from || !to || more !== undefined || !isDay(from) || !isDay(to)) {
    throw new BedrotError(
      'bad_question',
      `"${text}" is not a period. Valid: ${PERIODS.join(', ')}, a day, a month (2026-03), a year, or two dates (2026-01-01..2026-03-31).`,
    );
  }
  if (from > to) throw new BedrotError('bad_question', `The period ends (${to}) before it begins (${from}).`);
  return { from, to, name: `${from}..${to}` };
}

const wholeMonth = (month: string): { from: Day; to: Day } => ({
  from: firstOfMonth(month),
  to: lastOfMonth(month),
});

const earlier = (a: Day, b: Day): Day => [a, b].sort()[0] ?? a;

/**
 * The period before. Whole months are compared with as many whole months, a month begun with the same days of the month
 * before, a year to date with the same days of the year before, anything else with as many days. Null for `all`.
 */
export function previousPeriod(period: Period): Before | null {
  if (period.name === 'all') return null;
  if (period.name === 'ytd')
    return byMonths(period, 12, 'the same days of the year before', 'the same days of the year before');
  const months = wholeMonths(period);
  if (months > 0) {
    const many = months === 1 ? 'the month before' : `the ${months} months before`;
    return byMonths(
      period,
      months,
      many,
      months === 1 ? 'the same days of the month before' : `the same days of ${many}`,
    );
  }
  if (period.from.endsWith('-01') && monthOf(period.from) === monthOf(period.to)) {
    const same = 'the same days of the month before';
    return byMonths(period, 1, same, same);
  }
  const length = daysBetween(period.from, period.to) + 1;
  const against = length === 1 ? 'the day before' : `the ${length} days before`;
  return {
    from: addDays(period.from, -length),
    to: addDays(period.to, -length),
    against,
    againstCut: `the same days of ${against}`,
    dayBefore: (day) => addDays(day, -length),
  };
}

/** The same days (whole months: the same months) a year before. Null for `all`. */
export function previousYear(period: Period): Before | null {
  if (period.name === 'all') return null;
  const whole = wholeMonths(period) > 0;
  const cut = 'the same days a year before';
  return byMonths(period, 12, whole ? 'the same months a year before' : cut, cut);
}

function byMonths(period: Period, months: number, against: string, againstCut: string): Before {
  const whole = wholeMonths(period) > 0;
  const dayBefore = (day: Day): Day => monthsBefore(day, months);
  return {
    from: dayBefore(period.from),
    to: whole ? lastOfMonth(addMonths(monthOf(period.to), -months)) : dayBefore(period.to),
    against,
    againstCut,
    dayBefore,
  };
}

/** The day of the same number so many months before; the 31st becomes the last of a shorter month. */
export function monthsBefore(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), -months);
  return earlier(`${month}-${day.slice(8)}`, lastOfMonth(month));
}

/** How many whole calendar months a period is; 0 when it is not. */
function wholeMonths({ from, to }: Period): number {
  if (!from.endsWith('-01') || to !== lastOfMonth(monthOf(to))) return 0;
  const index = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return index(to) - index(from) + 1;
}
