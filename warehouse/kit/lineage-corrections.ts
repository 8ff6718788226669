import { nanosToDecimal } from '../../core/money.ts';
import { run } from './compile.ts';
import { factsOf, fromOf, type ReadSource, TABLES } from './compile-tables.ts';
import { FACTS, type FactColumn, type FactDefinition } from './facts.ts';
import { factsBehind, used as usedBy } from './lineage-facts.ts';
import type { Metric } from './metric.ts';
import type { Db } from './open.ts';
import type { Plan } from './query-plan.ts';
import { SUMMED } from './summaries.ts';

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

export const MOST_CORRECTIONS = 20;

/** Values of the facts behind a number that a later file changed, newest first; at most 20. */
export function correctionsOf(db: Db, metric: Metric, made: Plan, source: ReadSource): Correction[] {
  const [table = source.table] = factsOf(source.table);
  const definition = (FACTS as Readonly<Record<string, FactDefinition>>)[table];
  if (!definition) return [];
  const { key, values } = definition;
  const used = new Set(Object.values(source.columns));
  const money = new Set(
    values.filter(({ is, name }: FactColumn) => is === 'nanos' && used.has(name)).map(({ name }) => name),
  );
  const [facts, where] =
    table === SUMMED
      ? changedFacts(made, source, key)
      : ['', `c.row_key IN (${keysBehind(metric, made, source, table, key)})`];
  return run<Omit<Correction, 'oldLine' | 'line'> & { oldLine: bigint; line: bigint }>(
    db,
    `SELECT c.column_name AS "column", c.old_value AS old, c.new_value AS new, o.original_name AS oldFile,
            c.old_line AS oldLine, n.original_name AS file, c.line
     FROM changes AS c ${facts} JOIN files AS o ON o.id = c.old_file_id JOIN files AS n ON n.id = c.file_id
     WHERE c.table_name = '${table}' AND c.column_name IN (${[...used].map((name) => `'${name}'`).join(', ')})
       AND ${where}
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

/** Of millions of facts few are changed: each is sought by its key. [Join to the changes `c`, condition]. */
function changedFacts(made: Plan, source: ReadSource, key: FactDefinition['key']): [string, string] {
  const is = key.map(({ name }, at) => `f.${name} = json_extract(c.row_key, '$[${at}]')`);
  return [`CROSS JOIN ${fromOf(source.table)} AS f`, [...is, ...usedBy(made, source)].join(' AND ')];
}

/** Keys of the facts behind a number, as the changes have them. */
function keysBehind(
  metric: Metric,
  made: Plan,
  source: ReadSource,
  table: string,
  key: FactDefinition['key'],
): string {
  // What is made of facts lacks their keys; file and line find them again.
  const facts = TABLES[source.table].from
    ? `SELECT * FROM ${table} WHERE (file_id, line) IN (SELECT file_id, line FROM (${factsBehind(metric, made, source)}))`
    : factsBehind(metric, made, source, 'f.*');
  return `SELECT json_array(${key.map(({ name }) => `f.${name}`).join(', ')}) FROM (${facts}) AS f`;
}
