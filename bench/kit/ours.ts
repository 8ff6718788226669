import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECT } from '../../core/config.ts';
import { type Measured, runMeasured } from './processes.ts';

/** What a warehouse holds of statements. */
export interface Sums {
  rows: number;
  quantity: number;
  nanos: string;
}

/** A data folder as `bedrot init` leaves it, with the label of label.example.json. */
export function freshHouse(): string {
  const data = mkdtempSync(join(tmpdir(), 'bedrot-bench-'));
  copyFileSync(join(PROJECT, 'label.example.json'), join(data, 'label.json'));
  return data;
}

/** landing -> warehouse through the front door, in a process of its own. */
export const importBank = (data: string, file: string): Promise<Measured> =>
  runMeasured(process.execPath, [join(PROJECT, 'cli', 'bedrot.mjs'), 'import', file, '--json'], {
    BEDROT_DATA: data,
    BEDROT_LOG_LEVEL: 'error',
  });

export function sumsOf(data: string): Sums {
  const db = new Database(join(data, 'warehouse.db'), { readonly: true });
  try {
    const row = db
      .prepare<[], { rows: bigint; quantity: bigint; nanos: bigint }>(
        'SELECT count(*) AS rows, sum(quantity) AS quantity, sum(amount) AS nanos FROM revenue_transactions',
      )
      .safeIntegers()
      .get();
    if (!row) throw new Error('the warehouse is empty');
    return { rows: Number(row.rows), quantity: Number(row.quantity), nanos: String(row.nanos) };
  } finally {
    db.close();
  }
}
