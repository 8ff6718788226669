import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Cell, FactWriter } from '../../warehouse/kit/fact-writer.ts';
import { FACTS } from '../../warehouse/kit/facts.ts';
import { openFile } from '../../warehouse/kit/ledger.ts';
import type { Db } from '../../warehouse/kit/open.ts';

const TABLE = 'revenue_transactions';
const AMOUNT = FACTS[TABLE].values.findIndex(({ name }) => name === 'amount');
const KEY = FACTS[TABLE].key.length;

/** All statements of a warehouse in the order of their key, one amount in so many changed. */
export function correctedRows(data: string, correctedIn: number): Cell[][] {
  const db = new Database(join(data, 'warehouse.db'), { readonly: true });
  try {
    const names = [...FACTS[TABLE].key, ...FACTS[TABLE].values].map(({ name }) => name);
    const order = names.slice(0, KEY).join(', ');
    const rows = db
      .prepare<[], Cell[]>(`SELECT ${names.join(', ')} FROM ${TABLE} ORDER BY ${order}`)
      .raw()
      .all();
    for (let at = correctedIn - 1; at < rows.length; at += correctedIn) {
      const row = rows[at] as Cell[];
      row[KEY + AMOUNT] = Number(row[KEY + AMOUNT]) + 1_000_000;
    }
    return rows;
  } finally {
    db.close();
  }
}

/**
 * Seconds until the rows are on the disk of a copy of the warehouse: as a correction of what is there, or after all of it
 * was deleted.
 */
export function timeFacts(data: string, folder: string, rows: readonly Cell[][], anew: boolean): number {
  const path = join(folder, 'facts.db');
  copyFileSync(join(data, 'warehouse.db'), path);
  const db: Db = new Database(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    const started = performance.now();
    db.transaction(() => {
      if (anew) db.prepare(`DELETE FROM ${TABLE}`).run();
      openFile(db, {
        ...{
          id: 999_999,
          path: 'landing/corrected',
          sha256: 'corrected',
          originalName: 'corrected.tsv',
          account: '',
        },
        ...{
          landedAt: '2026-11-22T00:00:00Z',
          platform: 'distrokid',
          feed: 'distrokid_bank',
          feedVersion: 1,
        },
      });
      const writer = new FactWriter(db, TABLE, { file_id: 999_999 });
      rows.forEach((row, line) => {
        writer.put(row.slice(0, KEY), row.slice(KEY), 999_999, line + 2);
      });
      writer.finish();
    })();
    db.pragma('wal_checkpoint(TRUNCATE)');
    return (performance.now() - started) / 1_000;
  } finally {
    db.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true });
  }
}
