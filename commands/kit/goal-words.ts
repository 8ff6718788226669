import { formatValue } from '../view/format.ts';
import type { Value } from './answer.ts';
import type { Budget } from './budget.ts';
import type { Goal } from './goal.ts';
import { PACE_DAYS } from './goal-gain.ts';
import { sayPeriod } from './periods.ts';

const percent = (value: number): string => formatValue(value, 'percent');

/** A value of a goal as people read it: "3,615,000 streams", "843.10 USD", "12.4 %". */
export function inUnit({ metric, asked }: Goal, value: Value): string | null {
  if (value === null) return null;
  const rounded = metric.format === 'count' ? Math.round(Number(value)) : value;
  const money = metric.format === 'money' && typeof rounded === 'number' ? rounded.toFixed(2) : rounded;
  const text = formatValue(money, metric.format, asked.result.unit);
  return metric.format === 'count' ? `${text} ${asked.result.unit}` : text;
}

/** "10M streams a year". */
export const goalName = ({ target, metric }: Goal): string =>
  target.label ?? `${metric.label}, target of ${target.value}`;

/** "10M streams a year, 2026". */
export const goalLabel = (goal: Goal): string =>
  goal.target.per === 'total' ? goalName(goal) : `${goalName(goal)}, ${sayPeriod(goal.asked.period)}`;

/** "At risk: 32.1 % reached, 88.8 % due by now. Leads to ...": what an owner on a phone is to know first. */
export function sayGoal(goal: Goal): string | undefined {
  const { status, value, reached, due, projected, projectedFor, reachedOn } = goal;
  const { required, step, lastYear, target } = goal;
  if (status === null || reached === null) return undefined;
  const name = status.charAt(0).toUpperCase() + status.slice(1);
  const pace = due === null || due >= 1 || status === 'achieved' ? '' : `, ${percent(due)} due by now`;
  const sameWay =
    reachedOn !== null && reachedOn.length === 10 && projected !== null && projected !== Number(value);
  const until = target.by?.slice(0, target.per === 'year' ? 4 : 10);
  return [
    goal.metric.format === 'percent'
      ? `${name}: ${inUnit(goal, target.value)} is wanted.`
      : `${name}: ${percent(reached)} of ${inUnit(goal, target.value)} reached${pace}.`,
    step === null || lastYear === null
      ? ''
      : `On the way there ${projectedFor?.slice(0, 4)} needs ${inUnit(goal, step)}, after ${inUnit(goal, lastYear)} the year before.`,
    // A period that is over leads nowhere else.
    projected === null || status === 'achieved' || projected === Number(value)
      ? ''
      : `At this pace ${inUnit(goal, projected)} by ${projectedFor} (an estimate)${sameWay ? `, reached on ${reachedOn}` : ''}.`,
    required === null || required <= 0
      ? ''
      : `From there it takes ${percent(required)} growth a year until ${until}.`,
    reachedOn === null || sameWay ? '' : sayReached(reachedOn, goal),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const sayReached = (on: string, { lastYear }: Goal): string =>
  lastYear !== null && on.length === 4
    ? `Growing as now it is reached in ${on}.`
    : `At this pace it is reached on ${on}.`;

/** For a table: the day, or that it is not reached in the year or month; null where no pace is known. */
export function onOf({ status, reachedOn, projected, projectedFor, target, lastYear }: Goal): string | null {
  if (status === 'achieved') return 'reached';
  if (reachedOn !== null || projected === null || projectedFor === null || lastYear !== null)
    return reachedOn;
  return `not in ${projectedFor.slice(0, target.per === 'year' ? 4 : 7)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Advertising budget". */
export const budgetName = ({ category }: Budget): string => `${capital(category)} budget`;

/** "Advertising budget left, 2026". */
export const budgetLabel = ({ category, left, period, per }: Budget): string =>
  `${capital(category)} budget${left === null || !left.startsWith('-') ? ' left' : ''}, ${period.from.slice(0, per === 'year' ? 4 : 7)}`;

/** "Spent 3,000.00 of 15,000.00 USD (20.0 %); 88.8 % of 2026 is over. ..." */
export function sayBudget(budget: Budget, currency: string): string | undefined {
  const { amount, spent, used, over, period, per, rate, runsOut, status, end } = budget;
  if (spent === null || over === null) return undefined;
  const money = (value: string): string => formatValue(value, 'money', currency);
  const name = period.from.slice(0, per === 'year' ? 4 : 7);
  const pace = rate === null ? '' : `The last ${PACE_DAYS} days took ${money(rate.toFixed(2))} a day`;
  return [
    `${status === 'over' ? 'Overspent: ' : ''}${money(spent)} of ${money(amount)} is spent${used === null ? '' : ` (${percent(used)})`}, ${percent(over)} of ${name} is over (books to ${end}).`,
    status === 'over' || pace === ''
      ? ''
      : runsOut === null
        ? `${pace}: it lasts far beyond ${name}.`
        : runsOut < period.to
          ? `${pace}: it runs out on ${runsOut}, before ${name} ends (an estimate).`
          : `${pace}: it lasts to the end of ${name} (an estimate: ${runsOut}).`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** "1 achieved, 2 at risk · 1 budget runs out early". */
export function sayTally(goals: readonly Goal[], budgets: readonly Budget[]): string {
  const count = (status: string): number => goals.filter((goal) => goal.status === status).length;
  const targets = [
    ...(['achieved', 'on track', 'behind', 'at risk'] as const).flatMap((status) =>
      count(status) > 0 ? [`${count(status)} ${status}`] : [],
    ),
    ...(goals.some(({ status }) => status === null)
      ? [`${goals.filter(({ status }) => status === null).length} not known`]
      : []),
  ];
  const of = (status: Budget['status']): number =>
    budgets.filter((budget) => budget.status === status).length;
  const money = [
    ...(of('over') > 0 ? [`${of('over')} overspent`] : []),
    ...(of('runs out') > 0 ? [`${of('runs out')} runs out early`] : []),
    ...(of('lasts') > 0 ? [`${of('lasts')} lasts`] : []),
    ...(of(null) > 0 ? [`${of(null)} not known`] : []),
  ];
  return [
    ...(targets.length > 0 ? [`targets: ${targets.join(', ')}`] : []),
    ...(money.length > 0 ? [`budgets: ${money.join(', ')}`] : []),
  ].join(' · ');
}
