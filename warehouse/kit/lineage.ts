import { filesBehind, type LineageFile, MOST_LINES } from './lineage-behind.ts';
import { type Correction, correctionsOf, MOST_CORRECTIONS } from './lineage-corrections.ts';
import type { Metric, MetricRegistry, Question } from './metric.ts';
import type { Db } from './open.ts';
import { ask } from './query.ts';
import { earliest, latest } from './query-parts.ts';
import { checkForm, metricOf, plan } from './query-plan.ts';
import type { AskOptions, Parameters } from './query-types.ts';

export interface Lineage {
  metric: string;
  kind: string;
  means: string;
  formula: string;
  sql: string;
  parameters: Parameters;
  tables: string[];
  /** Facts behind the number, over all files. */
  facts: number;
  /** In landing order. */
  files: LineageFile[];
  /** Values of those facts that a later file changed, newest first; at most 20. `files` have who told them last. */
  corrected: Correction[];
}

/**
 * How a number came about: formula, query, and the landed files and lines behind it. The facts are found with the same
 * conditions as the number itself. For growth: of the metric that is compared, over the period asked for; for a metric made
 * of others: those of each, where a fact that two of them use counts for both.
 * @throws BedrotError `bad_question`, see `ask`.
 */
export function lineage(
  db: Db,
  metrics: MetricRegistry,
  question: Question,
  options: Pick<AskOptions, 'ops' | 'today' | 'label'> = {},
): Lineage {
  checkForm(question);
  const metric = metricOf(metrics, question.metric);
  if (metric.measure.is === 'derived' || metric.measure.is === 'computed')
    return together(db, metrics, metric, question, options);
  const base = metric.measure.is === 'growth' ? metricOf(metrics, metric.measure.of) : metric;
  if (base !== metric && base.sources.length === 0) {
    const { means, formula } = metric;
    return {
      ...lineage(db, metrics, { ...question, metric: base.name }, options),
      metric: metric.name,
      means,
      formula,
    };
  }
  const made = plan(db, base, question);
  const result = ask(db, metrics, { ...question, metric: base.name, kind: made.kind }, { others: false });
  const files = filesBehind(db, base, made);
  return {
    metric: metric.name,
    kind: made.kind,
    means: metric.means,
    formula: metric.formula,
    sql: result.sql,
    parameters: result.parameters,
    tables: result.tables,
    facts: files.reduce((sum, file) => sum + file.facts, 0),
    files,
    corrected: made.shape.sources
      .flatMap((source) => correctionsOf(db, base, made, source))
      .slice(0, MOST_CORRECTIONS),
  };
}

/** Of a metric made of others: what was asked of each of them, over all its days. A file may tell two of them. */
function together(
  db: Db,
  metrics: MetricRegistry,
  metric: Metric,
  question: Question,
  options: Pick<AskOptions, 'ops' | 'today' | 'label'>,
): Lineage {
  const whole = ask(db, metrics, question, { ...options, others: false });
  const { sql, parameters, tables, kind } = whole;
  const parts = overAllDays(whole.under).map((one) => lineage(db, metrics, one, options));
  const files = new Map<string, LineageFile>();
  for (const file of parts.flatMap((part) => part.files)) {
    const there = files.get(file.path);
    const lines = [...new Set([...(there?.lines ?? []), ...file.lines])].sort((a, b) => a - b);
    files.set(file.path, { ...file, facts: file.facts + (there?.facts ?? 0), lines });
  }
  let room = MOST_LINES;
  return {
    metric: metric.name,
    kind,
    means: metric.means,
    formula: metric.formula,
    sql,
    parameters,
    tables,
    facts: parts.reduce((sum, part) => sum + part.facts, 0),
    files: [...files.values()].map((file) => {
      const lines = file.lines.slice(0, room);
      room -= lines.length;
      return { ...file, lines };
    }),
    corrected: parts.flatMap((part) => part.corrected).slice(0, MOST_CORRECTIONS),
  };
}

/** One question of each metric, kind and filter, from the first day asked to the last: no fact is counted twice. */
function overAllDays(questions: readonly Question[]): Question[] {
  const all = new Map<string, Question>();
  for (const { by: _by, grain: _grain, limit: _limit, period: _period, ...one } of questions) {
    const { from, to, ...rest } = one;
    const key = JSON.stringify(rest);
    const known = all.get(key);
    all.set(
      key,
      known ? { ...one, from: earliest([known.from, from]) ?? from, to: latest([known.to, to]) ?? to } : one,
    );
  }
  return [...all.values()];
}
