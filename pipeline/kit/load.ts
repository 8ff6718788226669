import { lastOfMonth } from '../../core/days.ts';
import { ExactSum } from '../../warehouse/kit/exact-sum.ts';
import { type Cell, FactWriter } from '../../warehouse/kit/fact-writer.ts';
import { FACTS, type FactColumn, type FactDefinition } from '../../warehouse/kit/facts.ts';
import type { LedgerCounts } from '../../warehouse/kit/ledger.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { type Arranged, type FactValues, valueAt } from './arrange.ts';
import type { Frame } from './frame.ts';
import type { Numbered } from './occurrences.ts';
import type { Refusal, Staged } from './staged.ts';

/** What one file of a load did to the warehouse. */
export interface FileEffect extends LedgerCounts {
  refusals: readonly Refusal[];
  /** Newest day the file knows a number for. */
  newestDay: string | null;
  /** Rows with an amount that nothing tells the currency of. */
  withoutCurrency: number;
  /** Facts of earlier files it withdrew, being a statement issued again. */
  withdrawn: number;
}

/** Writes the facts of a load, in the caller's transaction. rows = loaded + unchanged + refused, for every file. */
export function loadFacts(
  db: Db,
  frame: Frame,
  arranged: Arranged,
  numbered: Numbered,
  fileIds: readonly number[],
  staged: readonly Staged[],
): FileEffect[] {
  const table = FACTS[frame.feed.load.table];
  const occurrenceAt = table.key.findIndex((column) => column.is === 'occurrence');
  const { key, values, varying, constants } = columnsOf(table, arranged, occurrenceAt);
  const [onlyFile] = fileIds;
  if (fileIds.length === 1 && onlyFile !== undefined) constants.file_id = onlyFile;
  // Rows of one key come from several files only: in one, rows that are alike are numbered.
  const unique = fileIds.length === 1 && occurrenceAt >= 0;
  const writer = new FactWriter(db, frame.feed.load.table, constants, { unique });
  const effects = startEffects(frame, numbered, staged);
  const money = frame.feed.load.money;
  const amounts = money ? frame.column(money.column) : undefined;
  const currencies = currencyReader(frame);
  const sums = effects.map(
    () => new Map(typeof money?.currency === 'string' ? [[money.currency, new ExactSum()]] : []),
  );
  const days = dayReader(frame);
  const tellsNumber = table.values.map((column) => column.is === 'integer' || column.is === 'nanos');
  const alwaysKnown = values.some((value, index) => value !== null && tellsNumber[index]);

  for (const row of numbered.order) {
    const file = frame.file.array[row] as number;
    // Plain loops: `entries()` would make an array a cell, sixteen million for a million rows.
    for (let at = 0; at < varying.key.length; at++) {
      const index = varying.key[at] as number;
      key[index] = valueAt(arranged.key[index] as FactValues, row);
    }
    if (occurrenceAt >= 0) key[occurrenceAt] = numbered.occurrence[row] as number;
    let known = alwaysKnown;
    for (let at = 0; at < varying.values.length; at++) {
      const index = varying.values[at] as number;
      const value = valueAt(arranged.values[index] as FactValues, row);
      values[index] = value;
      known ||= value !== null && (tellsNumber[index] as boolean);
    }
    const effect = writer.put(key, values, fileIds[file] as number, frame.line.array[row] as number);
    const counts = effects[file] as FileEffect;
    if (effect === 'unchanged') counts.unchanged++;
    else counts.loaded++;
    if (effect === 'corrected') counts.corrected++;
    if (amounts?.is === 'number') {
      const currency = currencies(row);
      const amount = amounts.values.array[row] as number;
      if (currency === '' && !Number.isNaN(amount)) counts.withoutCurrency++;
      let sum = (sums[file] as Map<string, ExactSum>).get(currency);
      if (!sum) {
        sum = new ExactSum();
        (sums[file] as Map<string, ExactSum>).set(currency, sum);
      }
      sum.add(amount);
    }
    days.see(row, counts, known);
  }
  writer.finish();
  for (const [index, counts] of effects.entries()) {
    const totals = [...(sums[index] as Map<string, ExactSum>)];
    const [only] = totals;
    // What is in no currency is no money.
    if (only === undefined || totals.length > 1 || only[0] === '') continue;
    counts.currency = only[0];
    counts.money = only[1].total();
  }
  return effects;
}

/** The currency of a row's money. */
export function currencyReader(frame: Frame): (row: number) => string {
  const currency = frame.feed.load.money?.currency;
  if (typeof currency !== 'object') return () => currency ?? '';
  const column = frame.column(currency.column);
  if (column.is !== 'text') throw new Error(`${frame.feed.name}: ${currency.column} is no currency`);
  return (row) => column.distinct[column.ids.array[row] as number] ?? '';
}

/** One row's key and values, with what is the same in all rows filled in; which others are to be filled row by row. */
function columnsOf(table: FactDefinition, arranged: Arranged, occurrenceAt: number) {
  const constants: Record<string, Cell> = {};
  const fill = (columns: readonly FactColumn[], all: readonly FactValues[], skip: number) => {
    const row: Cell[] = columns.map(() => null);
    const varying: number[] = [];
    for (const [index, column] of columns.entries()) {
      const values = all[index] as FactValues;
      if (index === skip) continue;
      if (values.is !== 'constant') varying.push(index);
      else constants[column.name] = row[index] = values.value;
    }
    return { row, varying };
  };
  const key = fill(table.key, arranged.key, occurrenceAt);
  const values = fill(table.values, arranged.values, -1);
  return {
    key: key.row,
    values: values.row,
    varying: { key: key.varying, values: values.varying },
    constants,
  };
}

function startEffects(frame: Frame, numbered: Numbered, staged: readonly Staged[]): FileEffect[] {
  const effects = staged.map(
    (file): FileEffect => ({
      rows: file.rows,
      loaded: 0,
      corrected: 0,
      unchanged: 0,
      refused: file.refusedRows,
      refusals: [...file.refusals],
      firstDay: null,
      lastDay: null,
      newestDay: null,
      withoutCurrency: 0,
      withdrawn: 0,
      currency: null,
      money: null,
    }),
  );
  for (const { row } of numbered.repeated)
    (effects[frame.file.array[row] as number] as FileEffect).unchanged++;
  for (const { row, refusal } of numbered.refused) {
    const effect = effects[frame.file.array[row] as number] as FileEffect;
    effect.refused++;
    (effect.refusals as Refusal[]).push(refusal);
  }
  return effects;
}

/** First, last and newest known day of each file. A month stands for its days. */
function dayReader(frame: Frame): { see(row: number, counts: FileEffect, known: boolean): void } {
  const read = (name: string): ((row: number) => string | null) => {
    const column = frame.column(name);
    if (column.is !== 'text') throw new Error(`${frame.feed.name}: ${name} is not a day or a month`);
    return (row) => (column.distinct[column.ids.array[row] as number] as string | undefined) ?? null;
  };
  const dated = read(frame.feed.dated);
  const fresh = read(frame.feed.freshBy ?? frame.feed.dated);
  return {
    see(row, counts, known) {
      const day = dated(row);
      if (day !== null) {
        if (counts.firstDay === null || day < counts.firstDay) counts.firstDay = day;
        if (counts.lastDay === null || day > counts.lastDay) counts.lastDay = day;
      }
      if (!known) return;
      const newest = fresh(row);
      if (newest === null) return;
      const asDay = newest.length === 7 ? lastOfMonth(newest) : newest;
      if (counts.newestDay === null || asDay > counts.newestDay) counts.newestDay = asDay;
    },
  };
}
