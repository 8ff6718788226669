import { nanosToDecimal } from '../../core/money.ts';
import { FACTS, type FactTable } from '../../warehouse/kit/facts.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { Feed } from '../kit/platform.ts';
import { type Finding, MOST_EXAMPLES, type Scope } from './finding.ts';

/** Facts that later files replaced are looked up one by one: files with more of them are left out. */
const MOST_REPLACED = 100_000;
const FEW = 4;

interface FileMoney {
  id: number;
  name: string;
  currency: string | null;
  money: bigint;
  loaded: number;
  /** A later file of the feed tells some of the same days. */
  overlapped: number;
}

/**
 * The money of a file, counted when it was read, against what the warehouse holds of it: its facts, those a re-issue
 * withdrew, and those a later file replaced. Files of which rows were known before are left out: those rows are the
 * earlier file's. So are files whose facts a later one may have completed, which leaves no trace.
 */
export function totalFindings({ db, feeds }: Scope, definitions: readonly Feed[]): Finding[] {
  return definitions
    .filter((feed) => feeds.includes(feed.name))
    .flatMap((feed) => {
      const column = moneyColumn(feed);
      return column === null ? [] : ofFeed(db, feed, column);
    });
}

/** The fact column that a file's total is the sum of. */
function moneyColumn({ load }: Feed): string | null {
  const output = load.money?.column;
  if (output === undefined) return null;
  const { key, values } = FACTS[load.table];
  const found = Object.entries(load.from).find(([, from]) => 'column' in from && from.column === output)?.[0];
  return [...key, ...values].some(({ name }) => name === found) ? (found as string) : null;
}

function ofFeed(db: Db, feed: Feed, column: string): Finding[] {
  const { table } = feed.load;
  const files = db
    .prepare<[string], Record<keyof FileMoney, unknown>>(
      `SELECT f.id, f.original_name AS name, f.currency, f.money, f.loaded,
              EXISTS (SELECT 1 FROM files later WHERE later.feed = f.feed AND later.id > f.id
                AND later.first_day <= f.last_day AND later.last_day >= f.first_day) AS overlapped
       FROM files f WHERE f.feed = ? AND f.money IS NOT NULL AND f.unchanged = 0 AND f.loaded > 0`,
    )
    .safeIntegers()
    .all(feed.name)
    .map((row) => ({
      ...(row as unknown as FileMoney),
      id: Number(row.id),
      loaded: Number(row.loaded),
      overlapped: Number(row.overlapped),
    }));
  if (files.length === 0) return [];
  const held = heldBy(db, table, column, files);
  const checked = files.filter(({ id, loaded, overlapped }) => {
    const has = held.get(id);
    return has !== null && (overlapped === 0 || has?.facts === loaded);
  });
  if (checked.length === 0) return [];
  const off = checked.flatMap((file) => {
    const { facts, amount } = held.get(file.id) ?? { facts: 0, amount: 0n };
    return amount === file.money ? [] : [{ file, facts, missing: file.money - amount }];
  });
  const lost = off.slice(0, MOST_EXAMPLES);
  return [
    {
      source: feed.name,
      check: 'totals',
      passed: checked.length - off.length,
      total: checked.length,
      ...(lost.length > 0
        ? {
            examples: lost.map(
              ({ file, facts }) => `${file.name}: ${facts} of its ${file.loaded} rows are there`,
            ),
            money: lost.map(
              ({ file, missing }) =>
                `${file.name}: ${nanosToDecimal(missing)} ${file.currency ?? ''} of its total is not there`,
            ),
          }
        : {}),
    },
  ];
}

interface Held {
  facts: number;
  amount: bigint;
}

/** What the warehouse has of each file. Null: too much of it was replaced to look it up. */
function heldBy(
  db: Db,
  table: FactTable,
  column: string,
  files: readonly FileMoney[],
): Map<number, Held | null> {
  const held = new Map<number, Held | null>(files.map(({ id }) => [id, { facts: 0, amount: 0n }]));
  const add = (id: number, facts: number, amount: bigint): void => {
    const is = held.get(id);
    if (is) held.set(id, { facts: is.facts + facts, amount: is.amount + amount });
  };
  const ids = JSON.stringify([...held.keys()]);
  const sums = (sql: string, ...more: string[]): void => {
    for (const [id, facts, amount] of db
      .prepare(sql)
      .safeIntegers()
      .raw()
      .iterate(...more, ids) as IterableIterator<[bigint, bigint, bigint | null]>)
      add(Number(id), Number(facts), amount ?? 0n);
  };
  const listed = 'IN (SELECT value FROM json_each(?))';
  // Few files are summed one by one: that needs no sort of a million rows.
  if (files.length <= FEW) {
    for (const { id } of files)
      sums(
        `SELECT ${id}, count(*), sum(${column}) FROM ${table} WHERE file_id = ${id} AND file_id ${listed}`,
      );
  } else sums(`SELECT file_id, count(*), sum(${column}) FROM ${table} WHERE file_id ${listed} GROUP BY 1`);
  const inKey = FACTS[table].key.findIndex(({ name }) => name === column);
  const kept =
    inKey >= 0 ? `json_extract(row_key, '$[${inKey}]')` : `json_extract(row_values, '$.${column}')`;
  sums(
    `SELECT file_id, count(*), sum(${kept}) FROM withdrawals WHERE table_name = ? AND file_id ${listed} GROUP BY 1`,
    table,
  );
  for (const [id, facts, amount] of replaced(db, table, column, inKey, ids)) {
    if (facts > MOST_REPLACED) held.set(id, null);
    else add(id, facts, amount);
  }
  return held;
}

/** Facts each file told and a later one changed: with the amount they had. */
function replaced(
  db: Db,
  table: FactTable,
  column: string,
  inKey: number,
  ids: string,
): [file: number, facts: number, amount: bigint][] {
  // The amount as the file told it: what the first later change of it put away, else what stands now.
  const { key } = FACTS[table];
  const now = `SELECT ${column} FROM ${table} WHERE ${key
    .map(({ name }, at) => `${name} = json_extract(c.row_key, '$[${at}]')`)
    .join(' AND ')}`;
  const amount =
    inKey >= 0
      ? `json_extract(c.row_key, '$[${inKey}]')`
      : `coalesce(
          (SELECT CAST(first.old_value AS INTEGER) FROM changes first WHERE first.table_name = c.table_name
             AND first.row_key = c.row_key AND first.column_name = '${column}' AND first.file_id > c.file
           ORDER BY first.file_id LIMIT 1),
          (${now}),
          (SELECT json_extract(w.row_values, '$.${column}') FROM withdrawals w
           WHERE w.table_name = c.table_name AND w.row_key = c.row_key))`;
  const rows = db
    .prepare(
      `SELECT c.file, count(*), sum(${amount}) FROM
         (SELECT DISTINCT table_name, row_key, old_file_id AS file FROM changes
          WHERE table_name = ? AND old_file_id IN (SELECT value FROM json_each(?)) LIMIT ${MOST_REPLACED + 1}) AS c
       GROUP BY 1`,
    )
    .safeIntegers()
    .raw()
    .all(table, ids) as [bigint, bigint, bigint | null][];
  return rows.map(([file, facts, value]) => [Number(file), Number(facts), value ?? 0n]);
}
