import type { Db } from '../../warehouse/kit/open.ts';
import { markStale, SUMMED } from '../../warehouse/kit/summaries.ts';
import type { Frame } from './frame.ts';
import type { Numbered } from './occurrences.ts';
import type { Feed } from './platform.ts';
import { type FactTexts, factTexts, frameKey, keyText } from './reissue-keys.ts';

/**
 * A statement that tells less than this share of what is known of it is a part of it (an export with a filter), and
 * withdraws nothing.
 */
const WHOLE = 0.8;

/** What a load withdrew. */
export interface Withdrawn {
  /** Landed file (index in the load) -> facts it withdrew. */
  byFile: Map<number, number>;
  /** Feed keys of the facts that are gone, for the curated zone. */
  keys: string[][];
  notes: Map<number, string[]>;
}

/** Told by the feed's columns: which statement a row is of, and which part of it. */
interface Units {
  statement: string;
  covers: readonly string[];
}

/**
 * Brings back what was withdrawn and is told again, before the load's facts are written: it then counts as known, and
 * keeps the file and line it had.
 */
export function bringBack(db: Db, frame: Frame, numbered: Numbered): void {
  const { feed } = frame;
  if (!feed.reissue) return;
  const gone = db
    .prepare<
      [string, string],
      { row_key: string; feed_key: string; row_values: string; file_id: number; line: number }
    >(
      `SELECT w.row_key, w.feed_key, w.row_values, w.file_id, w.line FROM withdrawals AS w JOIN files ON files.id = w.file_id
       WHERE w.table_name = ? AND files.feed = ?`,
    )
    .all(feed.load.table, feed.name);
  if (gone.length === 0) return;
  const at = feed.key.indexOf(feed.reissue.statement);
  const statements = new Set(gone.map((row) => (JSON.parse(row.feed_key) as string[])[at]));
  const { statement } = feed.reissue;
  const told = toldKeys(frame, numbered, (row) => statements.has(String(frame.at(statement, row))));
  const { key } = factTexts(feed);
  const remove = db.prepare('DELETE FROM withdrawals WHERE table_name = ? AND row_key = ?');
  for (const row of gone) {
    if (!told.has(row.feed_key)) continue;
    const values = JSON.parse(row.row_values) as Record<string, string | number | null>;
    const columns = [...key.map((column) => column.name), ...Object.keys(values), 'file_id', 'line'];
    db.prepare(
      `INSERT INTO ${feed.load.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(...(JSON.parse(row.row_key) as unknown[]), ...Object.values(values), row.file_id, row.line);
    remove.run(feed.load.table, row.row_key);
    noteMonth(db, feed, JSON.parse(row.row_key) as unknown[]);
  }
}

/**
 * Withdraws what a re-issued statement no longer tells: facts of the same feed and statement, in a part of it the file
 * covers, that the file does not have. A file with refused rows, or one that tells only a part of a statement,
 * withdraws nothing. Call it after the load's facts are written. No two files of a load may cover the same part.
 */
export function withdraw(
  db: Db,
  frame: Frame,
  numbered: Numbered,
  files: readonly { id: number; refused: number }[],
): Withdrawn {
  const { feed } = frame;
  const result: Withdrawn = { byFile: new Map(), keys: [], notes: new Map() };
  const { reissue } = feed;
  if (!reissue || !hasEarlier(db, feed, files)) return result;
  const told = countStatements(frame, numbered, reissue);
  const texts = factTexts(feed);
  for (const [statement, stored] of storedStatements(db, feed, texts, reissue, [...told.keys()])) {
    if (stored <= (told.get(statement) ?? 0)) continue;
    withdrawFrom(db, frame, numbered, files, texts, reissue, statement, result);
  }
  return result;
}

function withdrawFrom(
  db: Db,
  frame: Frame,
  numbered: Numbered,
  files: readonly { id: number; refused: number }[],
  texts: FactTexts,
  units: Units,
  statement: string,
  result: Withdrawn,
): void {
  const { feed } = frame;
  const isOf = (row: number): boolean => frame.at(units.statement, row) === statement;
  const keys = toldKeys(frame, numbered, isOf);
  const covering = new Map<string, number>();
  for (const row of numbered.order)
    if (isOf(row)) covering.set(partOf(frame, row, units), frame.file.array[row] as number);
  const rows = storedRows(db, feed, texts, units, statement);
  const covered = rows.filter((row) => covering.has(row.part));
  const gone = covered.filter((row) => !keys.has(row.feedKey));
  if (gone.length === 0) return;
  // Of what was known before: what this load brings new says nothing of it.
  const brought = new Set(files.map(({ id }) => id));
  const corrected = correctedKeys(db, feed, files);
  const known = covered.filter((row) => !brought.has(row.file) || corrected.has(keyText(row.key)));
  const share = 1 - gone.length / known.length;
  for (const [index, { id, refused }] of files.entries()) {
    const mine = gone.filter((row) => covering.get(row.part) === index);
    if (mine.length === 0) continue;
    if (share < WHOLE || refused > 0) {
      const why = refused > 0 ? 'it has lines that cannot be read' : 'it tells only a part of that statement';
      note(
        result,
        index,
        `${rowsOf(mine.length)} known of ${statement} ${isAre(mine.length)} not in it; kept, since ${why}`,
      );
      continue;
    }
    for (const row of mine) {
      take(db, feed, texts, row, id);
      result.keys.push(JSON.parse(row.feedKey) as string[]);
    }
    result.byFile.set(index, (result.byFile.get(index) ?? 0) + mine.length);
    note(
      result,
      index,
      `${rowsOf(mine.length)} that an earlier file told of ${statement} ${isAre(mine.length)} not in it any more: withdrawn`,
    );
  }
}

/** Facts that were known before this load and bear its file now, for it changed them. */
const correctedKeys = (db: Db, { load }: Feed, files: readonly { id: number }[]): Set<string> =>
  new Set(
    db
      .prepare<[string, string], string>(
        'SELECT row_key FROM changes WHERE table_name = ? AND file_id IN (SELECT value FROM json_each(?))',
      )
      .pluck()
      .all(load.table, JSON.stringify(files.map(({ id }) => id))),
  );

const rowsOf = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);
const isAre = (count: number): string => (count === 1 ? 'is' : 'are');
const note = (result: Withdrawn, index: number, text: string): void =>
  void result.notes.set(index, [...(result.notes.get(index) ?? []), text]);

/**
 * The parts of statements that rows `from` on are of, as texts. A load takes no two files that tell the same part, so that
 * it does not matter whether files come one by one or together.
 */
export function partsOf(frame: Frame, { statement, covers }: Units, from: number): Set<string> {
  const parts = new Set<string>();
  const columns = [statement, ...covers].map((name) => frame.column(name));
  const seen = new Map<string, true>();
  for (let row = from; row < frame.rows; row++) {
    let ids = '';
    for (const column of columns)
      ids += column.is === 'text' ? `${column.ids.array[row]},` : `${column.values.array[row]},`;
    if (seen.has(ids)) continue;
    seen.set(ids, true);
    parts.add(keyText([statement, ...covers].map((name) => String(frame.at(name, row) ?? ''))));
  }
  return parts;
}

const partOf = (frame: Frame, row: number, { covers }: Units): string =>
  keyText(covers.map((name) => String(frame.at(name, row) ?? '')));

function toldKeys(frame: Frame, numbered: Numbered, wanted: (row: number) => boolean): Set<string> {
  const keys = new Set<string>();
  for (const row of numbered.order)
    if (wanted(row)) keys.add(keyText(frameKey(frame, row, numbered.occurrence[row] as number)));
  return keys;
}

function countStatements(frame: Frame, numbered: Numbered, { statement }: Units): Map<string, number> {
  const column = frame.column(statement);
  if (column.is !== 'text') throw new Error(`${frame.feed.name}: ${statement} is not a day or a month`);
  const counts = new Uint32Array(column.distinct.length);
  for (const row of numbered.order) {
    const id = column.ids.array[row] as number;
    counts[id] = (counts[id] as number) + 1;
  }
  return new Map(
    [...counts.entries()].filter(([, n]) => n > 0).map(([id, n]) => [column.distinct[id] as string, n]),
  );
}

const hasEarlier = (db: Db, feed: Feed, files: readonly { id: number }[]): boolean =>
  db
    .prepare('SELECT 1 FROM files WHERE feed = ? AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1')
    .get(feed.name, JSON.stringify(files.map((file) => file.id))) !== undefined;

const MINE = 'f.file_id IN (SELECT id FROM files WHERE feed = @feed)';

function storedStatements(
  db: Db,
  feed: Feed,
  texts: FactTexts,
  { statement }: Units,
  told: readonly string[],
): [string, number][] {
  const sql = texts.sql(statement);
  return db
    .prepare<unknown[], [string, number]>(
      `SELECT ${sql}, count(*) FROM ${feed.load.table} AS f
       WHERE ${MINE} AND ${sql} IN (SELECT value FROM json_each(@told)) GROUP BY 1 ORDER BY 1`,
    )
    .raw()
    .all({ feed: feed.name, told: JSON.stringify(told) }) as [string, number][];
}

interface StoredRow {
  key: unknown[];
  values: unknown[];
  file: number;
  line: number;
  feedKey: string;
  part: string;
}

function storedRows(db: Db, feed: Feed, texts: FactTexts, units: Units, statement: string): StoredRow[] {
  const { key, values } = texts;
  const columns = [...key, ...values].map((column) => `f.${column.name}`);
  const feedKey = feed.key.map((name) => texts.sql(name));
  const covers = units.covers.map((name) => texts.sql(name));
  const occurrence = key.some((column) => column.is === 'occurrence') ? 'f.occurrence' : '0';
  const select = [...columns, 'f.file_id', 'f.line', ...feedKey, occurrence, ...covers];
  const rows = db
    .prepare(
      `SELECT ${select.join(', ')} FROM ${feed.load.table} AS f WHERE ${MINE} AND ${texts.sql(units.statement)} = @statement`,
    )
    .raw()
    .all({ feed: feed.name, statement }) as unknown[][];
  const own = columns.length;
  return rows.map((row) => ({
    key: row.slice(0, key.length),
    values: row.slice(key.length, own),
    file: row[own] as number,
    line: row[own + 1] as number,
    feedKey: keyText(row.slice(own + 2, own + 3 + feedKey.length).map((text) => String(text ?? ''))),
    part: keyText(row.slice(own + 3 + feedKey.length).map((text) => String(text ?? ''))),
  }));
}

function take(db: Db, feed: Feed, { key, values }: FactTexts, row: StoredRow, by: number): void {
  const kept = Object.fromEntries(values.map((column, index) => [column.name, row.values[index]]));
  db.prepare('INSERT INTO withdrawals VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    feed.load.table,
    keyText(row.key),
    row.feedKey,
    JSON.stringify(kept),
    row.file,
    row.line,
    by,
  );
  const where = key.map((column) => `${column.name} = ?`).join(' AND ');
  db.prepare(`DELETE FROM ${feed.load.table} WHERE ${where}`).run(...row.key);
  noteMonth(db, feed, row.key);
}

/** The first column of a statement's key is the month its sums are of. */
function noteMonth(db: Db, { load }: Feed, [month]: readonly unknown[]): void {
  if (load.table === SUMMED) markStale(db, String(month));
}
