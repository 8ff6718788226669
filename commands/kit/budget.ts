import { addDays, type Day, daysBetween, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Result } from '../../warehouse/kit/query.ts';
import { type Asked, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { PACE_DAYS } from './goal-gain.ts';
import { currentPeriod } from './periods.ts';
import { elapsed } from './targets.ts';

/** A budget of label.json and what the books say of it. Amounts are decimals in the label's currency. */
export interface Budget {
  category: string;
  amount: string;
  per: 'month' | 'year';
  asked: Asked;
  /** The whole month or year. */
  period: { from: Day; to: Day };
  /** Newest day of the books. */
  end: Day | null;
  /** Null: the books tell nothing of the period, or of several currencies with no rate. */
  spent: string | null;
  /** Below 0: more was spent than is in it. */
  left: string | null;
  used: number | null;
  /** Part of the period that is over. */
  over: number | null;
  /** Part of it that is spent at the end of the period at that rate; null: not known. */
  leads: number | null;
  /** Spent a day over the 90 days to `end`. */
  rate: number | null;
  /** The day the rest is spent at that rate; null where it lasts for longer than any budget. */
  runsOut: Day | null;
  status: 'over' | 'runs out' | 'lasts' | null;
}

const MOST_DAYS = 3660;

/** All budgets, from the ledger. Each period of the books is read once. */
export function budgetsOf(context: Context, budgets: Label['budgets']): Budget[] {
  const spending = new Map(
    (['month', 'year'] as const)
      .filter((per) => budgets.some((budget) => budget.per === per))
      .map((per) => [per, askSpending(context, per === 'month' ? 'mtd' : 'ytd')]),
  );
  const [any] = spending.values();
  const end = any ? endOf(any) : null;
  const pace = end === null ? null : askOver(context, end);
  return budgets.map(({ category, amount, per }) => {
    const asked = spending.get(per) as Asked;
    const period = wholeOf(asked.period.from, per);
    const nothing = { ...{ category, amount, per, asked, period, end, spent: null, left: null, used: null } };
    const spent = spentOn(asked.result, category);
    if (spent === null || end === null)
      return { ...nothing, over: null, leads: null, rate: null, runsOut: null, status: null };
    const total = parseNanos(amount) ?? 0n;
    const left = total - spent;
    const recent = pace && spentOn(pace.result, category);
    const rate = pace === null || recent === null ? null : Number(recent) / 1e9 / pace.days;
    const days = rate === null || rate <= 0 ? null : Math.floor(Number(left) / 1e9 / rate);
    const runsOut = left < 0n || days === null || days > MOST_DAYS ? null : addDays(end, days);
    return {
      ...nothing,
      spent: nanosToDecimal(spent),
      left: nanosToDecimal(left),
      used: total === 0n ? null : Number(spent) / Number(total),
      over: elapsed(period, end),
      leads: total === 0n || rate === null ? null : spentBy(period.to, { spent, rate, end }) / Number(total),
      ...{ rate, runsOut },
      status: left < 0n ? 'over' : runsOut !== null && runsOut < period.to ? 'runs out' : 'lasts',
    };
  });
}

/** In 1e-9: what is spent at the end of a period that goes on at the rate. */
const spentBy = (to: Day, { spent, rate, end }: { spent: bigint; rate: number; end: Day }): number =>
  Number(spent) + rate * 1e9 * Math.max(0, daysBetween(end, to));

const endOf = ({ result }: Asked): Day | null => result.completeTo ?? result.newest;

function askSpending(context: Context, wanted: 'mtd' | 'ytd'): Asked {
  const ask = (period: string) =>
    askMetric(context, { metric: 'expenses', period, by: ['category'], others: false });
  const asked = ask(wanted);
  const period = currentPeriod(wanted, context.today, endOf(asked));
  return period === wanted ? asked : ask(period);
}

function askOver(context: Context, end: Day): { result: Result; days: number } {
  const from = addDays(end, 1 - PACE_DAYS);
  const period = { from, to: end, name: `${from}..${end}` };
  const { result } = askMetric(context, { metric: 'expenses', period, by: ['category'], others: false });
  const begins = result.begins !== null && result.begins > from ? result.begins : from;
  return { result, days: daysBetween(begins, end) + 1 };
}

/** A category without a line in books that are known had no spending. */
function spentOn(result: Result, category: string): bigint | null {
  if (result.total === null) return null;
  const row = result.rows.find(({ keys }) => keys.category?.toLowerCase() === category.toLowerCase());
  return row === undefined ? 0n : row.value === null ? null : parseNanos(String(row.value));
}

function wholeOf(from: Day, per: Budget['per']): { from: Day; to: Day } {
  const year = from.slice(0, 4);
  if (per === 'year') return { from: `${year}-01-01`, to: `${year}-12-31` };
  return { from: firstOfMonth(monthOf(from)), to: lastOfMonth(monthOf(from)) };
}
