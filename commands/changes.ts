import { z } from 'zod';
import { addDays, isDay } from '../core/days.ts';
import { BedrotError } from '../core/errors.ts';
import { type ChangeGroup, changedValues, changeGroups } from '../warehouse/kit/changes.ts';
import { changedTotals, type Effect } from '../warehouse/kit/changes-totals.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { seesMoney } from './kit/access.ts';
import type { Table } from './kit/answer.ts';
import { compose } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';
import * as shared from './kit/params.ts';

const STANDARD_DAYS = 28;

export default defineCommand({
  name: 'changes',
  group: 'insight',
  summary: 'What later files changed in numbers told before, file by file, and what it did to totals.',
  when: 'Use it when a number of the past is not what it was.',
  access: 'numbers',
  params: z.strictObject({
    since: z
      .string()
      .trim()
      .optional()
      .describe(`Files that came from this day on, YYYY-MM-DD; absent: the last ${STANDARD_DAYS} days.`),
    source: z.string().trim().optional().describe('Only this source; its single values are then listed.'),
    limit: shared.limit(20),
  }),

  answer({ since = undefined, source, limit }, context) {
    const from = since ?? addDays(context.today, -STANDARD_DAYS);
    if (!isDay(from)) throw new BedrotError('bad_question', `since is "${since}"; a day is YYYY-MM-DD.`);
    if (source !== undefined) checkSource(context, source);
    const open = (one: { money: boolean }): boolean => !one.money || seesMoney(context.role);
    const groups = changeGroups(context.warehouse, from, source).filter(open);
    const corrected = groups.filter((group) => group.column !== null);
    const withdrawn = groups.filter((group) => group.column === null);
    const effects = changedTotals(context.warehouse, from, source).filter(open);
    const sum = (list: readonly ChangeGroup[]): number => list.reduce((all, group) => all + group.values, 0);
    const shown =
      source === undefined
        ? groupTable(context, groups, limit)
        : valueTable(context, from, source, limit, open);
    return compose(context, 'changes', {
      title: 'What later files changed',
      subtitle: `files that came from ${from} on`,
      figures: [
        {
          key: 'corrected',
          label: 'Values corrected',
          value: sum(corrected),
          unit: 'values',
          format: 'count',
        },
        { key: 'withdrawn', label: 'Rows withdrawn', value: sum(withdrawn), unit: 'rows', format: 'count' },
      ],
      table: shown,
      details:
        effects.length === 0 ? [] : [{ title: 'What it did to totals', text: sayEffects(context, effects) }],
      asked: [],
      sources: [...new Set(groups.map((group) => group.source))],
      money: groups.some((group) => group.money),
      notes: [
        ...(groups.length === 0
          ? [`No file that came from ${from} on changed what earlier files told.`]
          : []),
        ...(effects.some(({ rows }) => rows > 0)
          ? ['What a file told in place of rows it withdrew is not in the differences.']
          : []),
        ...(seesMoney(context.role) ? [] : [`Money is left out: a ${context.role} does not see it.`]),
      ],
    });
  },
});

/** "DistroKid bank details: amount -0.35 USD (2 values corrected by 0.15, 1 row withdrawn with 0.50)". */
function sayEffects(context: Context, effects: readonly Effect[]): string {
  const labels = labelsOf(context);
  return effects
    .map((one) => {
      const unit = one.money ? ` ${one.currency ?? ''}`.trimEnd() : '';
      const how = [
        ...(one.values > 0 ? [`${many(one.values, 'value')} corrected by ${one.corrected}`] : []),
        ...(one.rows > 0 ? [`${many(one.rows, 'row')} withdrawn with ${one.withdrawn}`] : []),
      ];
      return `${labels.get(one.source) ?? one.source}: ${one.column} ${one.difference}${unit} (${how.join(', ')})`;
    })
    .sort()
    .join('\n');
}

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function checkSource(context: Context, source: string): void {
  const sources = readPolicies(context.ops).map((policy) => policy.source);
  if (!sources.includes(source)) throw new BedrotError('bad_question', noSuch('source', source, sources));
}

const labelsOf = (context: Context): Map<string, string> =>
  new Map(readPolicies(context.ops).map((policy) => [policy.source, policy.label]));

function groupTable(context: Context, groups: readonly ChangeGroup[], limit: number): Table {
  const labels = labelsOf(context);
  return {
    columns: [
      { key: 'day', label: 'Came', format: 'day' },
      { key: 'source', label: 'Source', format: 'text' },
      { key: 'what', label: 'What', format: 'text' },
      { key: 'values', label: 'Values', format: 'count' },
      { key: 'difference', label: 'Difference', format: 'text' },
      { key: 'span', label: 'Of', format: 'text' },
      { key: 'file', label: 'File', format: 'text' },
    ],
    rows: groups
      .slice(0, limit)
      .map((group) => [
        group.day,
        labels.get(group.source) ?? group.source,
        group.column === null ? 'rows withdrawn' : group.column.replaceAll('_', ' '),
        group.values,
        group.difference,
        group.from === group.to ? group.from : `${group.from} to ${group.to}`,
        group.file,
      ]),
    total_rows: groups.length,
    truncated: groups.length > limit,
  };
}

function valueTable(
  context: Context,
  since: string,
  source: string,
  limit: number,
  open: (one: { money: boolean }) => boolean,
): Table {
  // One more than is shown tells whether there are more; hidden ones take their places before.
  const values = changedValues(context.warehouse, since, source, 10 * limit + 1).filter(open);
  const total = changeGroups(context.warehouse, since, source)
    .filter((group) => group.column !== null && open(group))
    .reduce((sum, group) => sum + group.values, 0);
  return {
    columns: [
      { key: 'day', label: 'Came', format: 'day' },
      { key: 'what', label: 'Fact', format: 'text' },
      { key: 'column', label: 'What', format: 'text' },
      { key: 'old', label: 'Before', format: 'text' },
      { key: 'new', label: 'Now', format: 'text' },
      { key: 'file', label: 'File', format: 'text' },
    ],
    rows: values
      .slice(0, limit)
      .map((one) => [one.day, one.what, one.column.replaceAll('_', ' '), one.old, one.new, one.file]),
    total_rows: total,
    truncated: total > Math.min(limit, values.length),
  };
}
