import { FACTS, type FactTable } from './facts.ts';
import type { Db } from './open.ts';
import { SUMMED } from './summaries.ts';
import { LoadSums } from './summary-writer.ts';

export type Cell = string | number | null;
/** What a row did to the facts: brought something not known, changed something known, or neither. */
export type Effect = 'new' | 'corrected' | 'unchanged';

const ROWS_PER_INSERT = 64;
const MOST_AHEAD = 4096;

interface Standing {
  key: Cell[];
  values: Cell[];
  file: number;
  line: number;
  /** As the table has it; undefined: not in the table yet. */
  stored: boolean;
  changed: boolean;
}

/**
 * Writes facts that come sorted by key: walks the table and the rows side by side, so that an unchanged row costs a read
 * and no write, and a fresh range is plain sorted inserts. For one key several rows may come, in landing order.
 * - NULL never erases a known value: a file that does not tell a column says nothing about it.
 * - What a later file changes is kept in `changes`.
 * - Months whose sums are another now are noted, or added up on the way (LoadSums).
 * Runs inside the caller's transaction.
 */
export class FactWriter {
  private readonly table: FactTable;
  private readonly keyNames: string[];
  private readonly valueNames: string[];
  private readonly stored: StoredRows;
  private readonly insertFull: (rows: Cell[]) => void;
  private readonly insertRest: (rows: Cell[]) => void;
  private readonly update: (row: Cell[]) => void;
  private readonly noteChange: (row: Cell[]) => void;
  /** Where the columns stand that are bound row by row. */
  private readonly boundKey: number[];
  private readonly boundValues: number[];
  private readonly bindsFile: boolean;
  private readonly unique: boolean;
  private readonly sums: LoadSums | null;
  /** New rows waiting for their insert: exactly as long as a full one. */
  private readonly pending: Cell[];
  private pendingLength = 0;
  /** The row under hand, not written yet; one object for all rows, since a million of them are too many. */
  private readonly standing: Standing;
  private open = false;

  /**
   * @param constants columns (never `line`) that have this one value in every row that will be put, `file_id` among them:
   * bound once an insert instead of once a row, which saves a quarter of its time.
   * @param unique no key comes twice, so that a row behind all that is stored is written without waiting for the next
   */
  constructor(
    db: Db,
    table: FactTable,
    constants: Readonly<Record<string, Cell>> = {},
    { unique = false }: { unique?: boolean } = {},
  ) {
    this.table = table;
    this.unique = unique;
    this.sums = table === SUMMED ? new LoadSums(db) : null;
    this.keyNames = FACTS[table].key.map((column) => column.name);
    this.valueNames = FACTS[table].values.map((column) => column.name);
    this.stored = new StoredRows(db, table, this.keyNames, this.valueNames);
    const columns = [...this.keyNames, ...this.valueNames, 'file_id', 'line'];
    const isBound = (name: string): boolean => !Object.hasOwn(constants, name);
    const one = `(${columns.map((name) => (isBound(name) ? '?' : `@${name}`)).join(', ')})`;
    const bound = columns.filter(isBound).length;
    const named = bound < columns.length ? [constants] : [];
    const insertSql = (rows: number): string =>
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(one).join(', ')}`;
    const full = db.prepare(insertSql(ROWS_PER_INSERT));
    this.insertFull = (rows) => void full.run(rows, ...named);
    this.insertRest = (rows) => void db.prepare(insertSql(rows.length / bound)).run(rows, ...named);
    const boundOf = (names: string[]): number[] =>
      [...names.keys()].filter((at) => isBound(names[at] as string));
    this.boundKey = boundOf(this.keyNames);
    this.boundValues = boundOf(this.valueNames);
    this.bindsFile = isBound('file_id');
    const set = [...this.valueNames, 'file_id', 'line'].map((name) => `${name} = ?`).join(', ');
    const where = this.keyNames.map((name) => `${name} = ?`).join(' AND ');
    const update = db.prepare(`UPDATE ${table} SET ${set} WHERE ${where}`);
    this.update = (row) => void update.run(row);
    const change = db.prepare(
      `INSERT INTO changes (table_name, row_key, column_name, file_id, line, old_file_id, old_line, old_value, new_value)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET line = excluded.line, new_value = excluded.new_value`,
    );
    this.noteChange = (row) => void change.run(row);
    this.pending = Array<Cell>(bound * ROWS_PER_INSERT).fill(null);
    const empty = (length: number): Cell[] => Array<Cell>(length).fill(null);
    this.standing = {
      key: empty(this.keyNames.length),
      values: empty(this.valueNames.length),
      file: 0,
      line: 0,
      stored: false,
      changed: false,
    };
  }

  /** `key` and `values` may be reused by the caller. @throws Error when keys do not come sorted. */
  put(key: readonly Cell[], values: readonly Cell[], file: number, line: number): Effect {
    if (this.unique && this.stored.ended && !this.open) {
      this.insert(key, values, file, line);
      return 'new';
    }
    const { standing } = this;
    const order = this.open ? compareKeys(key, standing.key) : 1;
    if (order < 0) throw new Error(`${this.table}: rows came unsorted`);
    if (order > 0) {
      this.settle();
      const there = this.stored.find(key);
      if (this.unique && this.stored.ended && !there) return this.put(key, values, file, line);
      this.open = true;
      for (let index = 0; index < key.length; index++) standing.key[index] = key[index] as Cell;
      const from = there ? there.slice(key.length) : values;
      for (let index = 0; index < values.length; index++) standing.values[index] = from[index] as Cell;
      standing.file = there ? (there.at(-2) as number) : file;
      standing.line = there ? (there.at(-1) as number) : line;
      standing.stored = there !== undefined;
      standing.changed = false;
      if (!there) return 'new';
    }
    return this.correct(values, file, line);
  }

  /** Writes what is left. */
  finish(): void {
    this.settle();
    if (this.pendingLength > 0) this.insertRest(this.pending.slice(0, this.pendingLength));
    this.pendingLength = 0;
    this.sums?.finish();
  }

  private correct(values: readonly Cell[], file: number, line: number): Effect {
    const { standing } = this;
    let effect: Effect = 'unchanged';
    for (const [index, next] of values.entries()) {
      const old = standing.values[index] as Cell;
      if (next === null || next === old) continue;
      // A gap that is filled is news, not a correction of what was told.
      if (old === null) {
        if (effect === 'unchanged') effect = 'new';
      } else {
        effect = 'corrected';
        const key = JSON.stringify(standing.key);
        const name = this.valueNames[index] as string;
        this.noteChange([
          this.table,
          key,
          name,
          file,
          line,
          standing.file,
          standing.line,
          String(old),
          String(next),
        ]);
      }
      standing.values[index] = next;
    }
    if (effect === 'unchanged') return effect;
    standing.file = file;
    standing.line = line;
    standing.changed = true;
    return effect;
  }

  private settle(): void {
    if (!this.open) return;
    this.open = false;
    const { key, values, file, line, stored, changed } = this.standing;
    if (stored) {
      if (changed) this.update([...values, file, line, ...key]);
      if (changed) this.sums?.change(key);
      return;
    }
    this.insert(key, values, file, line);
  }

  private insert(key: readonly Cell[], values: readonly Cell[], file: number, line: number): void {
    this.sums?.add(key, values, file);
    const { pending, boundKey, boundValues } = this;
    let at = this.pendingLength;
    for (let index = 0; index < boundKey.length; index++)
      pending[at++] = key[boundKey[index] as number] as Cell;
    for (let index = 0; index < boundValues.length; index++)
      pending[at++] = values[boundValues[index] as number] as Cell;
    if (this.bindsFile) pending[at++] = file;
    pending[at++] = line;
    if (at === pending.length) {
      this.insertFull(pending);
      at = 0;
    }
    this.pendingLength = at;
  }
}

/** The rows of a table, ascending, read ahead only as far as the caller's keys go. */
class StoredRows {
  private readonly page: (from: readonly Cell[], limit: number) => Cell[][];
  private rows: Cell[][] = [];
  private next = 0;
  private ahead = 1;
  /** No row follows those that are read. */
  private over = false;

  constructor(db: Db, table: FactTable, keyNames: string[], valueNames: string[]) {
    const key = keyNames.join(', ');
    const select = db
      .prepare(
        `SELECT ${[...keyNames, ...valueNames, 'file_id', 'line'].join(', ')} FROM ${table}
         WHERE (${key}) >= (${keyNames.map(() => '?').join(', ')}) ORDER BY ${key} LIMIT ?`,
      )
      .raw();
    this.page = (from, limit) => select.all(...from, limit) as Cell[][];
  }

  /** Nothing is stored from the last key asked for on. */
  get ended(): boolean {
    return this.over && this.next === this.rows.length;
  }

  /** The row with this key (key, values, file, line), or undefined; keys must ascend from call to call. */
  find(key: readonly Cell[]): Cell[] | undefined {
    for (;;) {
      while (this.next < this.rows.length) {
        const row = this.rows[this.next] as Cell[];
        const order = compareKeys(row, key);
        if (order > 0) return undefined;
        this.next++;
        if (order === 0) return row;
      }
      if (this.over) return undefined;
      // Dense runs are read in ever larger pages; after a jump only what is needed.
      this.ahead = this.rows.length > 0 ? Math.min(this.ahead * 4, MOST_AHEAD) : this.ahead;
      this.rows = this.page(key, this.ahead);
      this.next = 0;
      this.over = this.rows.length < this.ahead;
      if (this.rows.length > 0 && compareKeys(this.rows[0] as Cell[], key) > 0) this.ahead = 1;
    }
  }
}

/** As SQLite orders the primary key: numbers by value, text by code unit (keys are ASCII but for names, which are ids). */
function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a[index] as string | number;
    const right = b[index] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
