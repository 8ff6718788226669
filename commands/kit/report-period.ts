import {
  addDays,
  addMonths,
  type Day,
  firstOfMonth,
  isDay,
  isMonth,
  lastOfMonth,
  mondayOf,
  monthOf,
} from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import { type Period, resolvePeriod } from '../../warehouse/kit/period.ts';

export const SPANS = ['week', 'month', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** What a report is of: whole weeks from Monday, months, or years. */
export interface ReportPeriod {
  span: Span;
  period: Period;
  /** "2026-10", "2026", "2026-10-19 to 2026-10-25". */
  name: string;
}

/** First and last day of the data, as far as they are known. */
export interface Known {
  begins: Day | null;
  completeTo: Day | null;
}

/**
 * The period a report is asked for. Without one: the newest that the data tell to its end, or the one under way where they
 * tell no whole one yet.
 * @throws BedrotError `bad_question` naming the forms, or where span and period contradict each other.
 */
export function reportPeriod(
  asked: { span: Span | undefined; period: string | undefined },
  known: Known,
  today: Day,
): ReportPeriod {
  if (asked.period === undefined) return newestOf(asked.span ?? 'month', known, today);
  const found = read(asked.period, asked.span);
  if (asked.span !== undefined && asked.span !== found.span)
    throw new BedrotError(
      'bad_question',
      `"${asked.period}" is a ${found.span}, not a ${asked.span}: leave span out, or give a ${asked.span}.`,
    );
  if (found.period.from > today)
    throw new BedrotError('bad_question', `"${asked.period}" has not begun: today is ${today}.`);
  return found;
}

function read(text: string, span: Span | undefined): ReportPeriod {
  const week = /^(\d{4})-?W(\d{1,2})$/i.exec(text);
  // Week 1 is the one with January 4 (ISO 8601).
  if (week && Number(week[2]) >= 1 && Number(week[2]) <= 53)
    return weekFrom(addDays(mondayOf(`${week[1]}-01-04`), 7 * (Number(week[2]) - 1)));
  if (isDay(text)) {
    if (span === 'month') return named('month', monthOf(text));
    return span === 'year' ? named('year', text.slice(0, 4)) : weekFrom(mondayOf(text));
  }
  if (isMonth(text)) return named('month', text);
  if (/^\d{4}$/.test(text)) return named('year', text);
  throw new BedrotError(
    'bad_question',
    `"${text}" is no period of a report. Valid: a month (2026-10), a year (2026), a week (2026-W43, or a day of it).`,
  );
}

function newestOf(span: Span, { begins, completeTo }: Known, today: Day): ReportPeriod {
  const yesterday = addDays(today, -1);
  const end = completeTo !== null && completeTo < yesterday ? completeTo : yesterday;
  const [whole, next] = lastWhole(span, end);
  return begins !== null && begins > whole.period.to ? next : whole;
}

/** The last one that is over on a day, and the one after it. */
function lastWhole(span: Span, end: Day): [ReportPeriod, ReportPeriod] {
  if (span === 'week') {
    const monday = addDays(mondayOf(addDays(end, 1)), -7);
    return [weekFrom(monday), weekFrom(addDays(monday, 7))];
  }
  const over = addDays(end, 1);
  if (span === 'year') {
    const year = Number(over.slice(0, 4));
    return [named('year', String(year - 1)), named('year', String(year))];
  }
  return [named('month', addMonths(monthOf(over), -1)), named('month', monthOf(over))];
}

const named = (span: Span, name: string): ReportPeriod => ({
  ...{ span, name },
  period:
    span === 'month' ? { from: firstOfMonth(name), to: lastOfMonth(name), name } : resolvePeriod(name, name),
});

function weekFrom(monday: Day): ReportPeriod {
  const to = addDays(monday, 6);
  return {
    ...{ span: 'week', name: `${monday} to ${to}` },
    period: { from: monday, to, name: `${monday}..${to}` },
  };
}
