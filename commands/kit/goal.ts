import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  lastOfMonth,
  type Month,
  monthOf,
} from '../../core/days.ts';
import type { Metric } from '../../warehouse/kit/metric.ts';
import type { Value } from '../../warehouse/kit/query.ts';
import { type Asked, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { dailyGain } from './goal-gain.ts';
import { currentPeriod } from './periods.ts';
import {
  addsUp,
  comesInPieces,
  elapsed,
  type LabelTarget,
  requiredGrowth,
  type Status,
  statusOf,
} from './targets.ts';

/** A target of label.json, and how far the label is. Parts are fractions; null is not known. */
export interface Goal {
  target: LabelTarget;
  metric: Metric;
  asked: Asked;
  value: Value;
  /** Value over target; below 0 for a margin below 0. */
  reached: number | null;
  /** Part of the target that is to be reached by now; null where nothing is due before its end. */
  due: number | null;
  status: Status | null;
  /** At the end of the period (or by the day of the target), at the pace so far: an estimate. */
  projected: number | null;
  projectedFor: Day | null;
  /** Growth a year from here (of a year: from what this one ends at) that reaches the target by its day. */
  required: number | null;
  /** When the target is reached at this pace: a day, or a year for one that lies years ahead. */
  reachedOn: string | null;
  /** Whole last year, where the target is a later year's: what growth is measured from. */
  lastYear: number | null;
  /** What this year needs on an even way (the same growth each year) from the last one to the target. */
  step: number | null;
}

/** Longer than this ahead, a pace tells nothing. */
const MOST_DAYS = 50 * 366;

/** @throws BedrotError `bad_question` for a metric nobody knows. */
export function goalOf(context: Context, target: LabelTarget, metric: Metric): Goal {
  const asked = askGoal(context, target, metric);
  const { total, completeTo, newest } = asked.result;
  const empty = {
    ...{ target, metric, asked, value: total, reached: null, due: null, status: null, projected: null },
    ...{ projectedFor: null, required: null, reachedOn: null, lastYear: null, step: null },
  };
  const wanted = Number(target.value);
  const end = earlier(completeTo ?? newest ?? context.today, asked.period.to);
  if (total === null || !(wanted > 0)) return empty;
  const value = Number(total);
  const known = { ...empty, reached: value / wanted };
  const simple = (due: number | null): Goal => ({
    ...known,
    due,
    status: statusOf(value / wanted, value / wanted),
  });
  if (target.per === 'total' || isLevel(metric)) return towards(context, known, { value, wanted, end });
  if (!addsUp(metric)) return simple(null);
  const pieces = comesInPieces(asked.result.tables);
  if (target.per === 'month' && pieces) return { ...simple(1), required: yearsLeft(target, asked, value) };
  return within(context, known, { value, wanted, end: pieces ? lastOfMonth(monthOf(end)) : end });
}

/** The month or the year under way, as far as its data go; of what comes in pieces, or is a ratio, the newest whole month. */
function askGoal(context: Context, { per }: LabelTarget, metric: Metric): Asked {
  const ask = (period: string): Asked => askMetric(context, { metric: metric.name, period, others: false });
  if (per === 'total' && addsUp(metric)) return ask('all');
  const wanted = per === 'year' ? 'ytd' : 'mtd';
  const asked = ask(wanted);
  const end = asked.result.completeTo ?? asked.result.newest;
  if (end === null) return asked;
  const whole =
    per === 'month' && !isLevel(metric) && (!addsUp(metric) || comesInPieces(asked.result.tables));
  const period = whole ? wholeMonth(context.today, end) : currentPeriod(wanted, context.today, end);
  return period === wanted ? asked : ask(period);
}

/** The newest month that is over and has data. */
const wholeMonth = (today: Day, end: Day): Month => earlier(monthOf(end), addMonths(monthOf(today), -1));

const isLevel = ({ measure }: Metric): boolean => measure.is === 'last' || measure.is === 'average';
/** Of two days or months. */
const earlier = (a: Day, b: Day): Day => [a, b].sort()[0] ?? a;

type Found = { value: number; wanted: number; end: Day };

/** A month or a year whose days add up. */
function within(context: Context, known: Goal, { value, wanted, end }: Found): Goal {
  const { asked, target } = known;
  const whole = wholePeriod(asked.period.from, target.per);
  const over = elapsed(whole, end);
  const begins = asked.result.begins;
  const from = begins !== null && begins > whole.from && begins <= end ? begins : whole.from;
  const rate = value / (daysBetween(from, end) + 1);
  const left = daysBetween(end, whole.to);
  const projected = value + rate * left;
  const reached = value >= wanted || rate <= 0 ? null : addDays(end, Math.ceil((wanted - value) / rate));
  const far = target.by !== undefined && target.by > whole.to;
  if (!far)
    return {
      ...{ ...known, due: over, status: statusOf(value / wanted, value / (wanted * over)), projected },
      projectedFor: whole.to,
      reachedOn: reached !== null && reached <= whole.to ? reached : null,
    };
  // The target is a later year's (or month's): this one is held against its step on the way.
  const lastYear = target.per === 'year' ? yearBefore(context, known) : null;
  const years = yearsBetween(whole.to, target.by as Day, target.per);
  const growth = lastYear === null ? null : requiredGrowth(lastYear, wanted, years + 1);
  const step = growth === null || lastYear === null ? null : lastYear * (1 + growth);
  return {
    ...{ ...known, projected, projectedFor: whole.to, lastYear, step },
    due: step === null ? null : (step * over) / wanted,
    status: statusOf(value / wanted, step === null ? projected / wanted : value / (step * over)),
    required: requiredGrowth(projected, wanted, years),
    reachedOn: yearReached(Number(whole.to.slice(0, 4)), projected, lastYear, wanted),
  };
}

/** What is counted up to a total, or stands at a level: what matters is where the pace of the last days leads. */
function towards(context: Context, known: Goal, { value, wanted, end }: Found): Goal {
  const { target } = known;
  const gain = dailyGain(context, known.asked, end);
  const days = gain === null || gain <= 0 ? null : Math.ceil((wanted - value) / gain);
  const by = target.by !== undefined && target.by > end ? target.by : null;
  const projected = gain === null || by === null ? null : value + gain * daysBetween(end, by);
  return {
    ...{ ...known, projected, projectedFor: projected === null ? null : by },
    status: statusOf(value / wanted, (projected ?? value) / wanted),
    required: by === null ? null : requiredGrowth(value, wanted, daysBetween(end, by) / 365.25),
    reachedOn: value >= wanted || days === null || days > MOST_DAYS ? null : addDays(end, days),
  };
}

const wholePeriod = (from: Day, per: LabelTarget['per']): { from: Day; to: Day } => {
  const year = from.slice(0, 4);
  return per === 'year'
    ? { from: `${year}-01-01`, to: `${year}-12-31` }
    : { from: `${monthOf(from)}-01`, to: lastOfMonth(monthOf(from)) };
};

/** Years from the end of one year (or month) to the end of another: 2025 to 2030 are 5. */
function yearsBetween(from: Day, to: Day, per: LabelTarget['per']): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return per === 'year' ? years : years + (Number(to.slice(5, 7)) - Number(from.slice(5, 7))) / 12;
}

const yearsLeft = (target: LabelTarget, { period }: Asked, value: number): number | null =>
  target.by === undefined
    ? null
    : requiredGrowth(value, Number(target.value), yearsBetween(period.to, target.by, target.per));

/** The whole year before, if all of it is known. */
function yearBefore(context: Context, { metric, asked }: Goal): number | null {
  const year = String(Number(asked.period.from.slice(0, 4)) - 1);
  const { begins, total, kind } = asked.result;
  if (begins === null || begins > `${year}-01-01` || total === null) return null;
  const before = askMetric(context, { metric: metric.name, period: year, kind, others: false }).result.total;
  return before === null || Number(before) <= 0 ? null : Number(before);
}

/** The year in which the target is reached, each growing as this one over the last; null when it does not grow. */
function yearReached(year: number, now: number, before: number | null, wanted: number): string | null {
  if (before === null || now <= before || now <= 0) return null;
  const years = Math.ceil(Math.log(wanted / now) / Math.log(now / before) - 1e-9);
  return years > 50 ? null : String(year + Math.max(0, years));
}
