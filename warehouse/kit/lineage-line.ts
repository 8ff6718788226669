import { nanosToDecimal } from '../../core/money.ts';
import { factNames } from './changes.ts';
import { FACTS, type FactTable } from './facts.ts';
import { columnsOf, isDimension } from './lineage-file.ts';
import type { Db } from './open.ts';

/** What one line of a landed file became; all empty: it told nothing that was not known, or what a later file told again. */
export interface LineTrace {
  refusals: { check: string; column: string; reason: string; text: string }[];
  /** Facts this line is the last to tell, with their values; money as decimals. */
  facts: { table: FactTable; what: string; values: Record<string, string | number> }[];
  /** What the line replaced. */
  replaced: LineChange[];
  /** What a later line replaced of it. */
  replacedBy: LineChange[];
  /** Facts of the line that a statement issued again no longer tells. */
  withdrawn: { table: FactTable; what: string; file: string }[];
}

export interface LineChange {
  table: FactTable;
  what: string;
  column: string;
  old: string;
  new: string;
  /** The other file, and its line. */
  file: string;
  line: number;
}

/** @param file id in the ledger */
export function traceLine(db: Db, file: number, line: number): LineTrace {
  const say = factNames(db);
  const key = (text: string): (string | number)[] => JSON.parse(text) as (string | number)[];
  const changes = (mine: 'old_' | '', other: 'old_' | ''): LineChange[] =>
    db
      .prepare<[number, number], Omit<LineChange, 'what'> & { row_key: string }>(
        `SELECT c.table_name AS "table", c.row_key, c.column_name AS "column", c.old_value AS old, c.new_value AS new,
                f.original_name AS file, c.${other}line AS line
         FROM changes AS c JOIN files AS f ON f.id = c.${other}file_id
         WHERE c.${mine}file_id = ? AND c.${mine}line = ? ORDER BY c.table_name, c.row_key, c.column_name, f.id`,
      )
      .all(file, line)
      .map(({ row_key, table, column, ...one }) => ({
        table,
        what: say(table, key(row_key)),
        column,
        ...one,
        old: told(table, column, one.old),
        new: told(table, column, one.new),
      }));
  return {
    refusals: db
      .prepare<[number, number], LineTrace['refusals'][number]>(
        `SELECT check_name AS "check", column_name AS "column", reason, text FROM refusals
         WHERE file_id = ? AND line = ? ORDER BY check_name, column_name`,
      )
      .all(file, line),
    facts: (Object.keys(FACTS) as FactTable[]).flatMap((table) => factsOf(db, table, file, line, say)),
    replaced: changes('', 'old_'),
    replacedBy: changes('old_', ''),
    withdrawn: db
      .prepare<[number, number], { table: FactTable; row_key: string; file: string }>(
        `SELECT w.table_name AS "table", w.row_key, f.original_name AS file
         FROM withdrawals AS w JOIN files AS f ON f.id = w.by_file_id
         WHERE w.file_id = ? AND w.line = ? ORDER BY w.table_name, w.row_key`,
      )
      .all(file, line)
      .map(({ table, row_key, file: by }) => ({ table, what: say(table, key(row_key)), file: by })),
  };
}

function factsOf(
  db: Db,
  table: FactTable,
  file: number,
  line: number,
  say: ReturnType<typeof factNames>,
): LineTrace['facts'] {
  const rows = db
    .prepare<[number, number], Record<string, bigint | string | null>>(
      `SELECT * FROM ${table} WHERE file_id = ? AND line = ?`,
    )
    .safeIntegers()
    .all(file, line);
  const plain = (value: bigint | string | null | undefined): string | number =>
    typeof value === 'bigint' ? Number(value) : (value ?? '');
  return rows.map((row) => ({
    table,
    what: say(
      table,
      FACTS[table].key.map(({ name }) => plain(row[name])),
    ),
    values: Object.fromEntries(
      columnsOf(table)
        .filter((column) => !isDimension(column) && (row[column.name] ?? '') !== '')
        .map(({ name, is }) => {
          const value = row[name];
          return [name, is === 'nanos' && typeof value === 'bigint' ? nanosToDecimal(value) : plain(value)];
        }),
    ),
  }));
}

/** A value as the change table has it, money as a decimal. */
const told = (table: FactTable, column: string, text: string): string =>
  columnsOf(table).find(({ name }) => name === column)?.is === 'nanos' ? nanosToDecimal(BigInt(text)) : text;
