import { z } from 'zod';
import { factsOf } from '../warehouse/kit/compile-tables.ts';
import { sourcesOf } from '../warehouse/kit/freshness.ts';
import { KINDS, type Metric } from '../warehouse/kit/metric.ts';
import { dimensionsOf, grainsOf, kindsOf } from '../warehouse/kit/metric-parts.ts';
import { type Policy, readPolicies } from '../warehouse/ops/policies.ts';
import { mayAsk, metricNamed, sourcesUnder } from './kit/ask.ts';
import { asOfSources, compose, unique } from './kit/compose.ts';
import type { Context } from './kit/define.ts';
import { defineCommand } from './kit/define.ts';
import { SUBJECTS, subjectOf } from './kit/subjects.ts';

/** Metrics whose formulas are told with them. */
const FEW = 12;

export default defineCommand({
  name: 'metrics',
  group: 'data',
  tool: 'list_metrics',
  summary: 'Every metric: what it means, its formula, unit, dimensions, kinds of source and newest data.',
  when: 'Use it to find the metric names that query_metric, top_items and explain_number take.',
  access: 'numbers',
  params: z.strictObject({
    metric: z.string().trim().optional().describe('Only this metric, with its rules and caveats.'),
    subject: z.enum(SUBJECTS).optional().describe('Only metrics of this subject.'),
    search: z.string().trim().optional().describe('Only metrics whose name or meaning has this text.'),
  }),

  answer({ metric: only, subject, search }, context) {
    const open = [...context.metrics.values()].filter((metric) => mayAsk(context, metric));
    const hidden = context.metrics.size - open.length;
    const wanted = search?.toLowerCase() ?? '';
    const about = new Map(open.map((metric) => [metric, subjectOf(context.metrics, metric)]));
    const place = (metric: Metric): number => SUBJECTS.indexOf(about.get(metric) ?? 'operations');
    const shown = (only === undefined ? open : [metricNamed(context, only)])
      .filter(
        (metric) =>
          (subject === undefined || about.get(metric) === subject) &&
          [metric.name, metric.label, metric.means].some((text) => text.toLowerCase().includes(wanted)),
      )
      .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
    // Read once for all: this question is asked often, and there are many metrics.
    const policies = readPolicies(context.ops);
    const feeds = new Map(shown.map((metric) => [metric.name, feedsOf(context, policies, metric)]));
    const all = unique([...feeds.values()].flat());
    const days = new Map(asOfSources(context, all).map(({ source, day }) => [source, day]));
    const newestOf = ({ name }: Metric): string | null =>
      (feeds.get(name) ?? [])
        .flatMap((feed) => days.get(feed) ?? [])
        .sort()
        .at(-1) ?? null;
    return compose(context, 'metrics', {
      title: 'Metrics',
      subtitle: 'what can be asked, and what it means',
      figures: [],
      table: {
        columns: [
          { key: 'name', label: 'Name', format: 'text' },
          { key: 'subject', label: 'Subject', format: 'text' },
          { key: 'unit', label: 'Unit', format: 'text' },
          { key: 'kinds', label: 'Kinds', format: 'text' },
          { key: 'dimensions', label: 'By', format: 'text' },
          { key: 'steps', label: 'Steps from', format: 'text' },
          { key: 'as_of', label: 'Data to', format: 'day' },
          { key: 'means', label: 'Means', format: 'text' },
        ],
        rows: shown.map((metric) => [
          metric.name,
          about.get(metric) ?? '',
          metric.unit.replace('CURRENCY', context.label.currency),
          KINDS.filter((kind) => kindsOf(context.metrics, metric).includes(kind)).join(', '),
          dimensionsOf(context.metrics, metric).join(', '),
          grainsOf(context.metrics, metric)[0] ?? 'none',
          newestOf(metric),
          metric.means,
        ]),
        total_rows: shown.length,
        truncated: false,
      },
      // A long list says what each means in its row; a short one has room for formulas.
      details: (shown.length > FEW ? [] : shown).map((metric) => ({
        title: `${metric.label} (${metric.name})`,
        text: [
          metric.means,
          `Formula: ${metric.formula}`,
          ...(only === undefined
            ? []
            : [metric.nullRule, ...metric.caveats.map((caveat) => `Mind: ${caveat}`)]),
        ].join('\n'),
      })),
      asked: [],
      sources: all,
      notes: [
        ...(hidden > 0 && only === undefined
          ? [`${hidden} metrics of money are not listed: a ${context.role} does not see money.`]
          : []),
        ...(shown.length > FEW ? ['Formulas and rules: ask for one metric, a subject or a search.'] : []),
        ...(shown.length === 0
          ? [
              `No metric ${subject === undefined ? '' : `of ${subject} `}has the text "${search ?? ''}". Leave it out to see all.`,
            ]
          : []),
      ],
    });
  },
});

const feedsOf = (context: Context, policies: readonly Policy[], metric: Metric): string[] =>
  unique(
    sourcesUnder(context, metric).flatMap(({ table, kind }) =>
      sourcesOf(policies, { tables: factsOf(table), kind }),
    ),
  );
