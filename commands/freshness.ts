import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { expectedSources } from '../warehouse/kit/freshness.ts';
import { type Policy, readPolicies } from '../warehouse/ops/policies.ts';
import type { Figure } from './kit/answer.ts';
import { asOfSources, bare, compose, unique } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';
import { operationsFigures } from './kit/operations.ts';

const CADENCE = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

export default defineCommand({
  name: 'freshness',
  group: 'data',
  tool: 'data_freshness',
  summary: 'How old the newest data of each source is, what is overdue, and how to get it.',
  when: 'Use it when an answer is stale, a number is missing, or before a report.',
  access: 'numbers',
  params: z.strictObject({
    source: z.string().trim().optional().describe('Only this source or platform, e.g. spotify.'),
  }),

  answer({ source: only }, context) {
    const all = readPolicies(context.ops);
    const asked = policiesOf(all, only);
    const shown = new Set(
      only === undefined
        ? expectedSources(
            context.warehouse,
            all,
            all.map((policy) => policy.source),
            context.label.platforms,
          )
        : asked.map((policy) => policy.source),
    );
    const policies = asked.filter((policy) => shown.has(policy.source));
    const unused = asked.length - policies.length;
    const sources = asOfSources(
      context,
      policies.map((policy) => policy.source),
    );
    const labels = new Map(policies.map((policy) => [policy.source, policy]));
    const wanting = sources.filter((source) => source.state !== 'fresh');
    const count = (key: string, label: string, value: number): Figure => ({
      key,
      label,
      value,
      unit: 'sources',
      format: 'count',
    });
    return compose(context, 'freshness', {
      title: 'Freshness of the data',
      subtitle: `age of the newest day of the data · ${context.today}`,
      figures: [
        count('fresh', 'Fresh', sources.length - wanting.length),
        count('late', 'Late or overdue', wanting.filter((source) => source.state !== 'never').length),
        count('never', 'Never delivered', wanting.filter((source) => source.state === 'never').length),
        ...operationsFigures(
          context,
          ['data_age', 'health_score'],
          only === undefined ? {} : { platform: unique(policies.map(({ platform }) => platform)) },
        ),
      ],
      table: {
        columns: [
          { key: 'label', label: 'Source', format: 'text' },
          { key: 'day', label: 'Newest day', format: 'day' },
          { key: 'age_days', label: 'Age', format: 'days', unit: 'days' },
          { key: 'state', label: 'State', format: 'text' },
          { key: 'warn_days', label: 'Late after', format: 'days', unit: 'days' },
          { key: 'cadence', label: 'Comes', format: 'text' },
        ],
        rows: sources.map((source) => {
          const policy = labels.get(source.source);
          const limits = context.label.freshness[source.source];
          return [
            source.label,
            source.day,
            source.age_days,
            source.state,
            limits?.warnDays ?? policy?.warnDays ?? null,
            policy ? CADENCE[policy.cadence] : null,
          ];
        }),
        total_rows: sources.length,
        truncated: false,
      },
      details: wanting.flatMap((source) => {
        const policy = labels.get(source.source);
        return policy ? [{ title: `How to get ${policy.label}`, text: stepsOf(policy) }] : [];
      }),
      asked: [],
      sources: sources.map((source) => source.source),
      notes: [
        ...(all.length === 0
          ? ['No source is known yet. Run "bedrot run" once: it writes what to expect.']
          : []),
        ...(unused > 0
          ? [`${unused} more sources can be brought and never were; "howto" says how. They are not expected.`]
          : []),
      ],
    });
  },
});

/** @throws BedrotError naming the sources there are. */
function policiesOf(policies: readonly Policy[], only: string | undefined): readonly Policy[] {
  if (only === undefined) return policies;
  const wanted = only.toLowerCase();
  const found = policies.filter(
    (policy) =>
      [policy.source, policy.platform].includes(wanted) || policy.label.toLowerCase().includes(wanted),
  );
  if (found.length > 0) return found;
  throw new BedrotError(
    'bad_question',
    noSuch(
      'source',
      only,
      policies.map((policy) => policy.source),
    ),
  );
}

/** The click path, a step a line. */
function stepsOf({ howToGet: { page, steps, file } }: Policy): string {
  return [
    page,
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    `${steps.length + 1}. Run "bedrot import FILE" with ${bare(file)}.`,
  ].join('\n');
}
