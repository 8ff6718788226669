import type { Db } from './open.ts';
import { ADDED, ALWAYS, FROM, SUMMARIES, SUMMARY_TABLES, type SummaryColumn } from './summaries.ts';
import { type Cell, TableSums } from './table-sums.ts';

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
    this.tables = SUMMARY_TABLES.map((table) => {
      const key = SUMMARIES[table].map((name) => this.columns.find(({ column }) => column === name));
      return new TableSums(db, table, key as ColumnReader[]);
    });
  }

  /** `row`: the columns of `READ`; it may be reused by the caller. */
  add(row: readonly Cell[]): void {
    const part = this.parts.of(row);
    for (let at = 0; at < this.columns.length; at++) this.columns[at]?.see(row);
    for (let at = 0; at < this.tables.length; at++) this.tables[at]?.add(row, FIRST_ADDED, part);
  }

  /** Writes what was added as that month, in the caller's transaction, and begins anew. */
  write(month: string): void {
    for (const table of this.tables) table.write(month, (part) => this.parts.cellsOf(part));
    this.parts = new Parts();
  }
}

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
    }
    return number;
  }

  cellsOf(part: number): Cell[] {
    return [...(this.cells[part >> BITS] as Cell[]), part & ((1 << BITS) - 1)];
  }
}

/** A key column: its values, ascending as SQLite orders them, and which of them the fact under hand has. */
interface ColumnReader {
  column: SummaryColumn;
  values: readonly Cell[];
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
    const values = [...new Set(rows[name]?.map((row) => row[column] as Cell))].sort((a, b) =>
      (a as string) < (b as string) ? -1 : 1,
    );
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
