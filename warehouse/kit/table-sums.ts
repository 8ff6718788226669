import { ExactSums } from './exact-sum.ts';
import type { Db } from './open.ts';
import { ADDED, ALWAYS, MONTH, SUMMARIES, type SummaryTable } from './summaries.ts';

export type Cell = string | number | null;

/** A column of a key: its values, ascending, and the number of the one that the fact under hand has. */
export interface KeyColumn {
  readonly values: readonly Cell[];
  readonly now: number;
}

const ROWS_PER_INSERT = 64;
/** Keys up to so many are numbered in one array, which for a million facts is three times as fast as a map. */
const MOST_DENSE = 2 ** 22;

/**
 * One table of sums: collects a month, then writes it in the order of its key. A sum is found by its place (the number
 * of its key among all there can be) and its part (the number of the rest: which statement, and which numbers are known).
 */
export class TableSums {
  private readonly db: Db;
  private readonly table: SummaryTable;
  private readonly key: readonly KeyColumn[];
  private readonly names: readonly string[];
  private readonly insertFull: (cells: readonly unknown[]) => void;
  /** Place -> its first sum + 1; further ones of the same place follow by `next`. */
  private readonly dense: Int32Array | null;
  private readonly sparse = new Map<number, number>();
  private readonly next: number[] = [];
  private readonly parts: number[] = [];
  private readonly facts: number[] = [];
  private readonly added = ADDED.map(() => new ExactSums());

  constructor(db: Db, table: SummaryTable, key: readonly KeyColumn[]) {
    this.db = db;
    this.table = table;
    this.key = key;
    const places = key.reduce((product, { values }) => product * values.length, 1);
    if (places > Number.MAX_SAFE_INTEGER) throw new Error(`${table}: too many names for one key`);
    this.dense = places > MOST_DENSE ? null : new Int32Array(places);
    this.names = [MONTH, ...SUMMARIES[table], ...ALWAYS, 'known', 'facts', ...ADDED];
    const full = db.prepare(this.insertOf(ROWS_PER_INSERT));
    this.insertFull = (cells) => void full.run(cells);
  }

  /** @param first where the numbers to add stand in `row` */
  add(row: readonly Cell[], first: number, part: number): void {
    let place = 0;
    for (let at = 0; at < this.key.length; at++) {
      const { values, now } = this.key[at] as KeyColumn;
      place = place * values.length + now;
    }
    const slot = this.slotOf(place, part);
    (this.facts[slot] as number)++;
    for (let at = 0; at < this.added.length; at++) {
      const value = row[first + at];
      if (typeof value === 'number') this.added[at]?.add(slot, value);
    }
  }

  /** @param cellsOf the columns of `ALWAYS` and `known` of a part */
  write(month: string, cellsOf: (part: number) => readonly Cell[]): void {
    const whole = ROWS_PER_INSERT * this.names.length;
    const cells: unknown[] = [];
    for (const place of this.places()) {
      const key = this.keyOf(place);
      for (let slot = this.firstOf(place); slot >= 0; slot = this.next[slot] as number) {
        cells.push(month, ...key, ...cellsOf(this.parts[slot] as number), this.facts[slot]);
        for (const sums of this.added) cells.push(sums.total(slot));
        if (cells.length < whole) continue;
        this.insertFull(cells);
        cells.length = 0;
      }
    }
    if (cells.length > 0) this.db.prepare(this.insertOf(cells.length / this.names.length)).run(cells);
    this.dense?.fill(0);
    this.sparse.clear();
    for (const list of [this.next, this.parts, this.facts]) list.length = 0;
    for (const sums of this.added) sums.clear();
  }

  private firstOf(place: number): number {
    return (this.dense ? (this.dense[place] as number) : (this.sparse.get(place) ?? 0)) - 1;
  }

  private slotOf(place: number, part: number): number {
    const first = this.firstOf(place);
    for (let slot = first; slot >= 0; slot = this.next[slot] as number)
      if (this.parts[slot] === part) return slot;
    const slot = this.parts.push(part) - 1;
    this.next.push(first);
    this.facts.push(0);
    if (this.dense) this.dense[place] = slot + 1;
    else this.sparse.set(place, slot + 1);
    return slot;
  }

  /** Those that have sums, ascending. */
  private *places(): Generator<number> {
    if (!this.dense) yield* Float64Array.from(this.sparse.keys()).sort();
    else for (let place = 0; place < this.dense.length; place++) if (this.dense[place] !== 0) yield place;
  }

  private keyOf(place: number): Cell[] {
    const cells: Cell[] = [];
    let rest = place;
    for (const { values } of this.key.toReversed()) {
      cells.unshift(values[rest % values.length] as Cell);
      rest = Math.floor(rest / values.length);
    }
    return cells;
  }

  private insertOf(rows: number): string {
    const one = `(${this.names.map(() => '?').join(', ')})`;
    return `INSERT INTO ${this.table} (${this.names.join(', ')}) VALUES ${Array(rows).fill(one).join(', ')}`;
  }
}
