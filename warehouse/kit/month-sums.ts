import { ExactSum } from './exact-sum.ts';
import type { Db } from './open.ts';
import {
  ADDED,
  ALWAYS,
  FROM,
  MONTH,
  SUMMARIES,
  SUMMARY_TABLES,
  type SummaryColumn,
  type SummaryTable,
} from './summaries.ts';

export type Cell = string | number | null;

/** Names of a fact that keys follow from. */
const NAMED = [...new Set(Object.values(FROM))];
/** What is read of a fact, in the order `MonthSums.add` takes it. */
export const READ = [...NAMED, ...ALWAYS, ...ADDED];
const FIRST_ALWAYS = NAMED.length;
const FIRST_ADDED = FIRST_ALWAYS + ALWAYS.length;
const AMOUNT = READ.indexOf('amount');
/** Of `known`. */
const BITS = ADDED.length + 1;

/** Adds up the facts of one month for every table of sums, in one pass: SQL would sort them once for each table. */
export class MonthSums {
  private readonly columns: readonly ColumnReader[];
  private readonly tables: readonly TableSums[];
  private parts = new Parts();

  /** Names must be in the warehouse before. */
  constructor(db: Db) {
    this.columns = columnReaders(db);
    this.tables = SUMMARY_TABLES.map((table) => new TableSums(db, table, this.columns));
  }

  /** `row`: the columns of `READ`; it may be reused by the caller. */
  add(row: readonly Cell[]): void {
    const part = this.parts.of(row);
    for (let at = 0; at < this.columns.length; at++) this.columns[at]?.see(row);
    for (let at = 0; at < this.tables.length; at++) this.tables[at]?.add(row, part);
  }

  /** Writes what was added as that month, in the caller's transaction, and begins anew. */
  write(month: string): void {
    for (const table of this.tables) table.write(month, this.parts);
    this.parts = new Parts();
  }
}

/** More than one month has of them. */
const MOST_PARTS = 2 ** 14;

/** Numbers the combinations of what every key has: the columns of `ALWAYS`, and which numbers are known. */
class Parts {
  private readonly numbers = new Map<string, number>();
  private readonly cells: Cell[][] = [];
  private last: Cell[] = [];
  private number = 0;

  of(row: readonly Cell[]): number {
    let known = 0;
    for (let at = 0; at < ADDED.length; at++) if (row[FIRST_ADDED + at] !== null) known |= 1 << at;
    if ((row[AMOUNT] as number) > 0) known |= 1 << ADDED.length;
    // Most lines are of the statement the line before is of.
    let same = this.last.length > 0;
    for (let at = 0; same && at < ALWAYS.length; at++) same = row[FIRST_ALWAYS + at] === this.last[at];
    if (!same) this.number = this.numberOf(row.slice(FIRST_ALWAYS, FIRST_ADDED));
    return (this.number << BITS) + known;
  }

  private numberOf(cells: Cell[]): number {
    this.last = cells;
    const text = JSON.stringify(cells);
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.cells.push(cells) - 1;
      this.numbers.set(text, number);
      if (this.cells.length << BITS > MOST_PARTS)
        throw new Error('a sale month has too many kinds of lines to be added up');
    }
    return number;
  }

  cellsOf(part: number): Cell[] {
    return [...(this.cells[part >> BITS] as Cell[]), this.knownIn(part)];
  }

  knownIn = (part: number): number => part & ((1 << BITS) - 1);
}

/** A key column: its values, and which of them the fact under hand has. */
interface ColumnReader {
  column: SummaryColumn;
  values: Cell[];
  now: number;
  see(row: readonly Cell[]): void;
}

/** What each name says is read once: there are few of them beside the facts. */
function columnReaders(db: Db): ColumnReader[] {
  const told: Record<(typeof NAMED)[number], string> = {
    track_name_id: 'SELECT id AS track_name_id, artist_name_id FROM track_names',
    platform_name_id: 'SELECT id AS platform_name_id, usage FROM platform_names',
    territory: 'SELECT code AS territory FROM territories',
  };
  const rows = Object.fromEntries(
    NAMED.map((name) => [name, db.prepare<[], Record<string, Cell>>(told[name]).all()]),
  );
  return (Object.keys(FROM) as SummaryColumn[]).map((column) => {
    const name = FROM[column];
    // In the order of the key, so that rows of sums are written in it.
    const values = [...new Set(rows[name]?.map((row) => row[column] as Cell))].sort(ascending);
    const places = new Map(values.map((value, at) => [value, at]));
    const numberOf = new Map(rows[name]?.map((row) => [row[name], places.get(row[column] as Cell)]));
    const at = NAMED.indexOf(name);
    let last: Cell = null;
    const reader: ColumnReader = {
      ...{ column, values, now: 0 },
      see(row) {
        const cell = row[at] as Cell;
        // Facts lie by track and store: most name what the one before names.
        if (cell === last) return;
        last = cell;
        reader.now = numberOf.get(cell) as number;
      },
    };
    return reader;
  });
}

/** As SQLite orders a key. */
const ascending = (a: Cell, b: Cell): number => ((a as string) < (b as string) ? -1 : 1);

interface Slot {
  facts: number;
  added: ExactSum[];
}

const ROWS_PER_INSERT = 64;

/** One table of sums: collects a month, then writes it. */
class TableSums {
  private readonly db: Db;
  private readonly table: SummaryTable;
  private readonly key: readonly ColumnReader[];
  private readonly names: readonly string[];
  private readonly insertFull: (cells: readonly unknown[]) => void;
  private readonly slots = new Map<number, Slot>();

  constructor(db: Db, table: SummaryTable, columns: readonly ColumnReader[]) {
    this.db = db;
    this.table = table;
    this.key = SUMMARIES[table].map((name) => columns.find(({ column }) => column === name) as ColumnReader);
    const places = this.key.reduce((product, { values }) => product * values.length, MOST_PARTS);
    if (places > Number.MAX_SAFE_INTEGER) throw new Error(`${table}: too many names for one key`);
    this.names = [MONTH, ...SUMMARIES[table], ...ALWAYS, 'known', 'facts', ...ADDED];
    const full = db.prepare(this.insertOf(ROWS_PER_INSERT));
    this.insertFull = (cells) => void full.run(cells);
  }

  private insertOf(rows: number): string {
    const one = `(${this.names.map(() => '?').join(', ')})`;
    return `INSERT INTO ${this.table} (${this.names.join(', ')}) VALUES ${Array(rows).fill(one).join(', ')}`;
  }

  add(row: readonly Cell[], part: number): void {
    let place = 0;
    for (let at = 0; at < this.key.length; at++) {
      const { values, now } = this.key[at] as ColumnReader;
      place = place * values.length + now;
    }
    place = place * MOST_PARTS + part;
    let slot = this.slots.get(place);
    if (!slot) {
      slot = { facts: 0, added: ADDED.map(() => new ExactSum()) };
      this.slots.set(place, slot);
    }
    slot.facts++;
    for (let at = 0; at < ADDED.length; at++) {
      const value = row[FIRST_ADDED + at];
      if (typeof value === 'number') slot.added[at]?.add(value);
    }
  }

  write(month: string, parts: Parts): void {
    const places = Float64Array.from(this.slots.keys()).sort();
    const whole = ROWS_PER_INSERT * this.names.length;
    let cells: unknown[] = [];
    for (const place of places) {
      const { facts, added } = this.slots.get(place) as Slot;
      const part = place % MOST_PARTS;
      const known = parts.knownIn(part);
      cells.push(month, ...this.keyOf(place), ...parts.cellsOf(part), facts);
      for (let at = 0; at < ADDED.length; at++) cells.push(known & (1 << at) ? added[at]?.total() : null);
      if (cells.length < whole) continue;
      this.insertFull(cells);
      cells = [];
    }
    if (cells.length > 0) this.db.prepare(this.insertOf(cells.length / this.names.length)).run(cells);
    this.slots.clear();
  }

  private keyOf(place: number): Cell[] {
    let rest = Math.floor(place / MOST_PARTS);
    return this.key
      .toReversed()
      .map(({ values }) => {
        const number = rest % values.length;
        rest = (rest - number) / values.length;
        return values[number] as Cell;
      })
      .toReversed();
  }
}
