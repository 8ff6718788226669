import { nanosToDecimal } from '../../core/money.ts';
import { run } from './compile.ts';
import { columnsOf, conditions } from './compile-parts.ts';
import { factsOf, fromOf, fromOfSource, type ReadSource, TABLES } from './compile-tables.ts';
import { FACTS, type FactColumn, type FactDefinition } from './facts.ts';
import type { Metric, MetricRegistry, Question } from './metric.ts';
import type { Db } from './open.ts';
import { ask } from './query.ts';
import { earliest, latest } from './query-parts.ts';
import { checkForm, metricOf, type Plan, plan } from './query-plan.ts';
import { fromSums, throughSums } from './query-sums.ts';
import type { AskOptions, Parameters } from './query-types.ts';

export interface LineageFile {
  /** Landing path, relative to the data folder. */
  path: string;
  originalName: string;
  sha256: string;
  feed: string;
  /** Facts that the number uses and that this file told last. */
  facts: number;
  /** Line numbers in the file of the first of them, by date, ascending; at most 20 over all files. */
  lines: number[];
}

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

/** One value that a later file told otherwise; money as decimals. */
export interface Correction {
  column: string;
  old: string;
  new: string;
  /** Name and line of the file that told the old value, and of the one that changed it. */
  oldFile: string;
  oldLine: number;
  file: string;
  line: number;
}

const MOST_LINES = 20;
const MOST_CORRECTIONS = 20;

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

function correctionsOf(db: Db, metric: Metric, made: Plan, source: ReadSource): Correction[] {
  const [table = source.table] = factsOf(source.table);
  const definition = (FACTS as Readonly<Record<string, FactDefinition>>)[table];
  if (!definition) return [];
  // What is made of facts lacks their keys; file and line find them again.
  const facts = TABLES[source.table].from
    ? `SELECT * FROM ${table} WHERE (file_id, line) IN (SELECT file_id, line FROM (${factsBehind(metric, made, source)}))`
    : factsBehind(metric, made, source, 'f.*');
  const key = definition.key.map(({ name }) => `f.${name}`);
  const { values } = definition;
  const used = new Set(Object.values(source.columns));
  const money = new Set(
    values.filter(({ is, name }: FactColumn) => is === 'nanos' && used.has(name)).map(({ name }) => name),
  );
  return run<Omit<Correction, 'oldLine' | 'line'> & { oldLine: bigint; line: bigint }>(
    db,
    `SELECT c.column_name AS "column", c.old_value AS old, c.new_value AS new, o.original_name AS oldFile,
            c.old_line AS oldLine, n.original_name AS file, c.line
     FROM changes AS c JOIN files AS o ON o.id = c.old_file_id JOIN files AS n ON n.id = c.file_id
     WHERE c.table_name = '${table}' AND c.column_name IN (${[...used].map((name) => `'${name}'`).join(', ')})
       AND c.row_key IN (SELECT json_array(${key.join(', ')}) FROM (${facts}) AS f)
     ORDER BY c.file_id DESC, c.line, c.column_name LIMIT ${MOST_CORRECTIONS}`,
    made.parameters,
  ).map((one) => ({
    ...one,
    old: money.has(one.column) ? nanosToDecimal(BigInt(one.old)) : one.old,
    new: money.has(one.column) ? nanosToDecimal(BigInt(one.new)) : one.new,
    oldLine: Number(one.oldLine),
    line: Number(one.line),
  }));
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

function filesBehind(db: Db, metric: Metric, asked: Plan): LineageFile[] {
  const made = { ...asked, shape: throughSums(db, asked.shape) };
  const sums = fromSums(db, { ...asked.shape, by: [] }).sources;
  const files = made.shape.sources.flatMap((source, at) => {
    const facts = factsBehind(metric, made, source);
    return run<{
      id: bigint;
      path: string;
      originalName: string;
      sha256: string;
      feed: string;
      facts: bigint;
    }>(
      db,
      `SELECT files.id, files.path, files.original_name AS originalName, files.sha256, files.feed, n.facts
       FROM (${countsBehind(made, sums[at] ?? source) ?? `SELECT file_id, count(*) AS facts FROM (${facts}) GROUP BY file_id`}) AS n
       JOIN files ON files.id = n.file_id`,
      made.parameters,
    ).map((file) => ({ ...file, text: `SELECT line FROM (${facts}) WHERE file_id = @file` }));
  });
  files.sort((a, b) => Number(a.id - b.id));
  // As facts lie: the first lines of a file would be found only after all of its facts are read and sorted.
  let room = MOST_LINES;
  return files.map(({ id, text, facts, ...file }) => {
    const lines =
      room === 0
        ? []
        : run<{ line: bigint }>(db, `${text} LIMIT ${MOST_LINES}`, {
            ...made.parameters,
            file: String(id),
          }).slice(0, room);
    room -= lines.length;
    return {
      ...file,
      facts: Number(facts),
      lines: lines.map(({ line }) => Number(line)).sort((a, b) => a - b),
    };
  });
}

/** How many facts of each file the number uses, where sums tell it. */
function countsBehind(made: Plan, sums: ReadSource): string | null {
  const { weight } = TABLES[sums.table];
  return weight === undefined
    ? null
    : `SELECT f.file_id, sum(f.${weight}) AS facts FROM ${fromOfSource(sums)} AS f WHERE ${used({ ...made, shape: { ...made.shape, by: [] } }, sums).join(' AND ')} GROUP BY f.file_id`;
}

/** File and line of every fact the number uses: the question's own conditions, and of running totals the newest day. */
function factsBehind(metric: Metric, made: Plan, source: ReadSource, told?: string): string {
  const { series, lines } = TABLES[source.table];
  const row = lines === undefined ? 'f' : 'r';
  const columns = told ?? `${row}.file_id, ${row}.line`;
  const from = `FROM ${fromOf(source.table)} AS f ${lines ?? ''} WHERE ${used(made, source).join(' AND ')}`;
  if (metric.measure.is === 'last' && series !== null && made.shape.grain === null)
    return `SELECT ${columns}, max(f.date) ${from} GROUP BY ${series}`;
  return `SELECT ${columns} ${from}`;
}

/** The question's conditions; of statements only the lines that have a value. */
function used(made: Plan, source: ReadSource): string[] {
  const where = conditions(made.shape, source);
  const { series, counts } = TABLES[source.table];
  if (series !== null) return where;
  const known = columnsOf(made.shape.measure, source).map((column) => `f.${column} IS NOT NULL`);
  return [...where, ...known, ...(counts ? [counts] : [])];
}
