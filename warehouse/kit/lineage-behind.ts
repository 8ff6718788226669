import { run } from './compile.ts';
import { fromFor } from './compile-conditions.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import { FACTS } from './facts.ts';
import { factsBehind, used } from './lineage-facts.ts';
import type { Metric } from './metric.ts';
import type { Db } from './open.ts';
import type { Plan } from './query-plan.ts';
import { fromSums, throughSums } from './query-sums.ts';
import type { Parameters } from './query-types.ts';

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

export const MOST_LINES = 20;

interface FileBehind extends Omit<LineageFile, 'facts' | 'lines'> {
  id: bigint;
  facts: bigint;
}

/** The landed files behind a number, in landing order. */
export function filesBehind(db: Db, metric: Metric, asked: Plan): LineageFile[] {
  const made = { ...asked, shape: throughSums(db, asked.shape, asked.parameters) };
  const sums = fromSums(db, { ...asked.shape, by: [] }, asked.parameters).sources;
  const files = made.shape.sources.flatMap((source, at) => {
    const facts = factsBehind(metric, made, source);
    const linesOf = source.through
      ? reachedLines(db, made, source)
      : (file: bigint) => firstLines(db, facts, made.parameters, file);
    return run<FileBehind>(
      db,
      `SELECT files.id, files.path, files.original_name AS originalName, files.sha256, files.feed, n.facts
       FROM (${countsBehind(made, sums[at] ?? source) ?? `SELECT file_id, count(*) AS facts FROM (${facts}) GROUP BY file_id`}) AS n
       JOIN files ON files.id = n.file_id`,
      made.parameters,
    ).map((file) => ({ ...file, linesOf }));
  });
  files.sort((a, b) => Number(a.id - b.id));
  let room = MOST_LINES;
  return files.map(({ id, linesOf, facts, ...file }) => {
    const lines = room === 0 ? [] : linesOf(id).slice(0, room);
    room -= lines.length;
    return { ...file, facts: Number(facts), lines: lines.map(Number).sort((a, b) => a - b) };
  });
}

/** As facts lie: the first lines of a file would be found only after all of its facts are read and sorted. */
const firstLines = (db: Db, facts: string, parameters: Parameters, file: bigint): bigint[] =>
  run<{ line: bigint }>(db, `SELECT line FROM (${facts}) WHERE file_id = @file LIMIT ${MOST_LINES}`, {
    ...parameters,
    file: String(file),
  }).map(({ line }) => line);

/** The same of facts that are reached, which are few and come in no order: those of all files, read once. */
function reachedLines(db: Db, made: Plan, source: ReadSource): (file: bigint) => bigint[] {
  const order = ['file_id', ...FACTS.revenue_transactions.key.map(({ name }) => name)];
  const found = run<{ file: bigint; line: bigint }>(
    db,
    `SELECT f.file_id AS file, f.line AS line FROM ${fromFor(made.shape, source)} AS f
     WHERE ${used(made, source).join(' AND ')} ORDER BY ${order.map((name) => `f.${name}`).join(', ')} LIMIT ${MOST_LINES}`,
    made.parameters,
  );
  return (file) => found.filter((one) => one.file === file).map(({ line }) => line);
}

/** How many facts of each file the number uses, where sums tell it. */
function countsBehind(made: Plan, sums: ReadSource): string | null {
  const { weight } = TABLES[sums.table];
  return weight === undefined
    ? null
    : `SELECT f.file_id, sum(f.${weight}) AS facts FROM ${fromFor(made.shape, sums)} AS f WHERE ${used({ ...made, shape: { ...made.shape, by: [] } }, sums).join(' AND ')} GROUP BY f.file_id`;
}
