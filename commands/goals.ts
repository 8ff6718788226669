import { z } from 'zod';
import { seesMoney } from './kit/access.ts';
import type { Answer, Chart, Figure, Table } from './kit/answer.ts';
import { mayAsk } from './kit/ask.ts';
import { type Budget, budgetsOf } from './kit/budget.ts';
import { compose, figureOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { type Goal, goalOf } from './kit/goal.ts';
import {
  budgetLabel,
  budgetName,
  goalLabel,
  goalName,
  onOf,
  sayBudget,
  sayGoal,
  sayTally,
} from './kit/goal-words.ts';
import { metricMeant } from './kit/targets.ts';
import { formatValue } from './view/format.ts';

export default defineCommand({
  name: 'goals',
  group: 'kpi',
  tool: 'goal_progress',
  summary: "The label's targets and budgets: reached, pace, where it leads, what is left, when it runs out.",
  when: 'Use it for "are we on track", targets, budgets and the growth a target needs; for history take streams_trend.',
  access: 'numbers',
  params: z.strictObject({
    metric: z
      .string()
      .trim()
      .optional()
      .describe('Only the targets of this metric, e.g. streams; budgets are left out.'),
  }),

  answer({ metric: only }, context): Answer {
    const money = seesMoney(context.role);
    const { goals, unknown, hidden } = goalsOf(context, only);
    const budgets = money && only === undefined ? budgetsOf(context, context.label.budgets) : [];
    const leftOut = hidden || (!money && only === undefined && context.label.budgets.length > 0);
    const none = goals.length + budgets.length === 0;
    const chart = chartOf(goals, budgets);
    return compose(context, 'goals', {
      title: only === undefined ? 'Goals' : `Goals: ${only}`,
      ...(none ? {} : { subtitle: sayTally(goals, budgets) }),
      figures: [
        ...goals.map((goal, index) => goalFigure(context, goal, index)),
        ...budgets.map((budget, index) => budgetFigure(context, budget, index)),
      ],
      ...(none ? {} : { table: tableOf(goals, budgets) }),
      ...(chart ? { chart } : {}),
      asked: [...goals, ...budgets].map(({ asked }) => asked),
      notes: [
        ...(none && !leftOut ? ['No target is set. Write "targets" and "budgets" into label.json.'] : []),
        ...(leftOut ? [`Goals about money are left out: a ${context.role} does not see it.`] : []),
        ...unknown,
        ...(goals.length > 0
          ? [
              'Achieved: the whole target. Else, of what should be reached by now: on track from 75 %, behind from 50 %, at risk below. Where the pace leads is an estimate.',
            ]
          : []),
        ...(goals.some(
          ({ target, metric }) => target.metric === 'revenue' && metric.name === 'revenue_received',
        )
          ? ['A target of revenue is held against what came in, by reporting month.']
          : []),
      ],
    });
  },
});

/** The targets this role may see, and what cannot be told of the others. */
function goalsOf(context: Context, only: string | undefined) {
  const goals: Goal[] = [];
  const unknown: string[] = [];
  let hidden = false;
  for (const target of context.label.targets) {
    const name = metricMeant(target.metric);
    if (only !== undefined && metricMeant(only) !== name) continue;
    const metric = context.metrics.get(name);
    if (!metric)
      unknown.push(
        `"${target.metric}" of the targets in label.json is no metric; the command metrics lists them.`,
      );
    else if (mayAsk(context, metric)) goals.push(goalOf(context, target, metric));
    else hidden = true;
  }
  return { goals, unknown, hidden };
}

function goalFigure(context: Context, goal: Goal, index: number): Figure {
  const note = sayGoal(goal);
  return figureOf(
    context,
    { ...goal.asked, compared: null },
    {
      key: `target_${index + 1}`,
      label: goalLabel(goal),
      ...(note ? { note } : {}),
    },
  );
}

function budgetFigure(context: Context, budget: Budget, index: number): Figure {
  const { compared: _, ...asked } = budget.asked;
  const spent = { ...asked.result, total: budget.left, unit: context.label.currency };
  const note = sayBudget(budget, context.label.currency);
  return figureOf(
    context,
    { metric: asked.metric, result: spent, compared: null },
    {
      key: `budget_${index + 1}`,
      label: budgetLabel(budget),
      ...(note ? { note } : {}),
    },
  );
}

/** Parts of the target or budget: reached or spent, due by now, and where the pace leads by the end. */
function tableOf(goals: readonly Goal[], budgets: readonly Budget[]): Table {
  const grows = goals.some(({ required }) => required !== null);
  const rows = [
    ...goals.map((goal) => [
      ...[goalName(goal), goal.reached, goal.status, goal.due],
      goal.projected === null ? null : goal.projected / Number(goal.target.value),
      ...[onOf(goal), ...(grows ? [goal.required] : [])],
    ]),
    ...budgets.map((budget) => [
      ...[budgetName(budget), budget.used, budget.status, budget.over, budget.leads],
      ...[budget.runsOut, ...(grows ? [null] : [])],
    ]),
  ];
  return {
    columns: [
      { key: 'goal', label: 'Goal', format: 'text' },
      { key: 'reached', label: 'Reached', format: 'percent', unit: '%' },
      { key: 'status', label: 'Status', format: 'text' },
      { key: 'due', label: 'Due', format: 'percent', unit: '%' },
      { key: 'leads_to', label: 'Leads to', format: 'percent', unit: '%' },
      { key: 'on', label: 'On', format: 'text' },
      ...(grows
        ? [{ key: 'growth_needed', label: 'Growth a year', format: 'percent' as const, unit: '%' }]
        : []),
    ],
    rows,
    total_rows: rows.length,
    truncated: false,
  };
}

/** A bar a goal, with what is due by now beside its name. */
function chartOf(goals: readonly Goal[], budgets: readonly Budget[]): Chart | undefined {
  const bars = [
    ...goals.map((goal) => ({ name: goalName(goal), reached: goal.reached, due: goal.due })),
    ...budgets.map((budget) => ({ name: budgetName(budget), reached: budget.used, due: budget.over })),
  ].filter(({ reached }) => reached !== null);
  if (bars.length === 0) return undefined;
  return {
    kind: 'ranking',
    full: 1,
    title: 'Goals',
    subtitle: 'part of the target reached, or of the budget spent',
    format: 'percent',
    unit: '%',
    labels: bars.map(({ name, due }) =>
      due === null || due >= 1 ? name : `${name} · ${formatValue(due, 'percent')} due by now`,
    ),
    series: [{ name: 'Reached or spent', values: bars.map(({ reached }) => reached) }],
  };
}
