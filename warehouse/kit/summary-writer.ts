import { refreshAdSums } from './ad-sums.ts';
import { FACTS } from './facts.ts';
import { MonthSums, READ } from './month-sums.ts';
import type { Db } from './open.ts';
import { emptySummaries, MONTH, markStale, SUMMARY_TABLES, SUMMED } from './summaries.ts';
import type { Cell } from './table-sums.ts';

/**
 * Makes what is stale of the sums from their facts, in the caller's transaction: months of statements (a month that no fact
 * is of any more has none) and days of campaigns. Call it before the transaction ends, when names are settled.
 */
export function refreshSummaries(db: Db): void {
  refreshAdSums(db);
  const stale = db.prepare<[], string>('SELECT sale_month FROM stale_sums').pluck().all();
  if (stale.length === 0) return;
  const all = stale.includes('');
  if (all) emptySummaries(db);
  const sums = new MonthSums(db);
  const facts = db.prepare(`SELECT ${READ.join(', ')} FROM ${SUMMED} WHERE ${MONTH} = ?`).raw();
  for (const month of all ? monthsOf(db) : stale) {
    if (!all)
      for (const table of SUMMARY_TABLES) db.prepare(`DELETE FROM ${table} WHERE ${MONTH} = ?`).run(month);
    for (const row of facts.iterate(month)) sums.add(row as Cell[]);
    sums.write(month);
  }
  db.prepare('DELETE FROM stale_sums').run();
}

/** Skips from month to month along the key. */
const monthsOf = (db: Db): string[] =>
  db
    .prepare<[], string>(
      `WITH RECURSIVE months (month) AS (
         SELECT min(${MONTH}) FROM ${SUMMED} UNION ALL
         SELECT (SELECT min(${MONTH}) FROM ${SUMMED} WHERE ${MONTH} > month) FROM months WHERE month IS NOT NULL
       ) SELECT month FROM months WHERE month IS NOT NULL`,
    )
    .pluck()
    .all();

const { key: KEY, values: VALUES } = FACTS[SUMMED];
/** Where a fact has what is read; in neither is its file. */
const AT = READ.map((name) => {
  const inKey = KEY.findIndex((column) => column.name === name);
  return { inKey, inValues: VALUES.findIndex((column) => column.name === name) };
});

/**
 * The sums of a load, made while its facts are written: a month of which nothing was known is added up on the way, so that
 * its facts need not be read again. Any other month is noted as stale.
 */
export class LoadSums {
  private readonly db: Db;
  private readonly known: ReadonlySet<string>;
  private readonly row: Cell[] = Array<Cell>(READ.length).fill(null);
  private readonly sums: MonthSums;
  private month = '';
  private isNew = false;

  constructor(db: Db) {
    this.db = db;
    const months = monthsOf(db);
    if (months.length === 0) emptySummaries(db);
    this.known = new Set(months);
    this.sums = new MonthSums(db);
  }

  /** A fact that is new, its month ascending from call to call. */
  add(key: readonly Cell[], values: readonly Cell[], file: number): void {
    this.see(key);
    if (!this.isNew) return;
    for (let at = 0; at < AT.length; at++) {
      const { inKey, inValues } = AT[at] as { inKey: number; inValues: number };
      this.row[at] = (inKey >= 0 ? key[inKey] : inValues >= 0 ? values[inValues] : file) as Cell;
    }
    this.sums.add(this.row);
  }

  /** A fact that was there and is another now. */
  change(key: readonly Cell[]): void {
    this.see(key);
  }

  finish(): void {
    if (this.isNew) this.sums.write(this.month);
    this.isNew = false;
    this.month = '';
  }

  private see(key: readonly Cell[]): void {
    const month = key[0] as string;
    if (month === this.month) return;
    this.finish();
    this.month = month;
    this.isNew = !this.known.has(month);
    if (!this.isNew) markStale(this.db, month);
  }
}
