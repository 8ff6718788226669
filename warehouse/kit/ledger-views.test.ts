import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { createNames, type Names } from './names.ts';
import { resolveNames } from './names-resolve.ts';
import { type Db, openWarehouseForWriting } from './open.ts';

const label = parseLabel(JSON.stringify({ name: 'TEST LABEL', artists: [{ name: 'ZONE A0' }] }));
let folder: string;
let db: Db;
let names: Names;
let occurrence = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-ledger-'));
  db = openWarehouseForWriting(folder);
  names = createNames(db, label);
  db.exec(`INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows,
    loaded, corrected, unchanged, refused) VALUES (1, 'p', 's', 'o', 't', 'capitalone', 'capitalone_card', 1, '', 0, 0, 0, 0, 0)`);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** A line of the ledger; cents, as a person writes them. */
function book(
  date: string,
  description: string,
  bank: string,
  cents: number,
  currency = 'USD',
  status?: string,
): void {
  db.prepare(
    `INSERT INTO financial_transactions (date, account, transaction_name_id, amount, occurrence, currency, status, file_id, line)
     VALUES (?, '4821', ?, ?, ?, ?, ?, 1, 2)`,
  ).run(
    date,
    names.ensureTransactionName(description, bank),
    BigInt(cents) * 10_000_000n,
    occurrence++,
    currency,
    status ?? null,
  );
}

/** A line of a statement. */
function pay(
  reported: string,
  cents: number | null,
  type = 'royalty',
  currency = 'USD',
  saleMonth = '2026-08',
): void {
  db.prepare(
    `INSERT INTO revenue_transactions (sale_month, track_name_id, platform_name_id, territory, reporting_date,
       distributor_id, occurrence, income_type, currency, amount, file_id, line)
     VALUES (?, 0, ?, '', ?, ?, ?, ?, ?, ?, 1, 2)`,
  ).run(
    saleMonth,
    names.ensurePlatformName('Spotify'),
    reported,
    names.ensurePlatform('distrokid'),
    occurrence++,
    type,
    currency,
    cents === null ? null : BigInt(cents) * 10_000_000n,
  );
}

/** A day of an ad platform; the texts of the key that do not matter here are ''. */
function advertise(date: string, spend: bigint): void {
  const told: Record<string, unknown> = {
    date,
    platform_id: names.ensurePlatform('meta'),
    level: 'ad',
    spend,
    file_id: 1,
    line: 2,
  };
  const columns = db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_info('ad_performance_daily') WHERE "notnull" OR name = 'spend'`,
    )
    .all();
  db.prepare(
    `INSERT INTO ad_performance_daily (${columns.map(({ name }) => name).join()}) VALUES (${columns.map(() => '?').join()})`,
  ).run(columns.map(({ name }) => told[name] ?? ''));
}

/** Rows as arrays; queries divide amounts by 1e9. */
const read = (sql: string): unknown[] => {
  resolveNames(db, label);
  return db.prepare(sql).raw().all();
};

describe('ledger', () => {
  it('tells of each line what it stands for, and leaves payouts and transfers out of the profit and loss', () => {
    book('2026-10-02', 'FACEBK ADS', 'Advertising', -2500);
    book('2026-10-05', 'ADOBE CREATIVE CLOUD', 'Software', -5499);
    book('2026-10-09', 'PAYMENT - THANK YOU', 'Payment/Credit', 30000);
    book('2026-10-12', 'Deposit from DISTROKID', 'Credit', 153102);
    book('2026-10-13', 'SOMETHING ODD', '', -100);
    expect(
      read(
        'SELECT date, description, category, kind, amount / 1e9, currency, is_pnl, known FROM ledger ORDER BY date',
      ),
    ).toEqual([
      ['2026-10-02', 'FACEBK ADS', 'advertising', 'expense', -25, 'USD', 1, 1],
      ['2026-10-05', 'ADOBE CREATIVE CLOUD', 'software', 'expense', -54.99, 'USD', 1, 1],
      ['2026-10-09', 'PAYMENT - THANK YOU', 'transfer', 'transfer', 300, 'USD', 0, 1],
      ['2026-10-12', 'Deposit from DISTROKID', 'distribution', 'payout', 1531.02, 'USD', 0, 1],
      ['2026-10-13', 'SOMETHING ODD', 'uncategorised', 'expense', -1, 'USD', 1, 0],
    ]);
  });

  it('goes by the sign where one name goes both ways', () => {
    book('2026-10-01', 'DISTROKID', '', -1999);
    book('2026-10-02', 'DISTROKID', '', 12000);
    book('2026-10-03', 'PAYPAL TRANSFER', '', 5000);
    book('2026-10-04', 'PAYPAL TRANSFER', '', -700);
    expect(read('SELECT kind, amount / 1e9, is_pnl FROM ledger ORDER BY date')).toEqual([
      ['expense', -19.99, 1],
      ['payout', 120, 0],
      ['payout', 50, 0],
      ['transfer', -7, 0],
    ]);
  });

  it('does not count what was never carried out', () => {
    book('2026-10-01', 'ABLETON', 'Software', -44900, 'USD', 'Declined');
    book('2026-10-01', 'ABLETON', 'Software', -44900, 'USD', 'Posted');
    expect(read('SELECT status, is_pnl FROM ledger ORDER BY status')).toEqual([
      ['Declined', 0],
      ['Posted', 1],
    ]);
  });
});

describe('pnl_by_month', () => {
  it('is reported revenue by reporting month and the ledger by category; a refund lowers its category', () => {
    // Sold in August, reported in October: cash, not accrual. A reversal lowers revenue, it is no expense.
    pay('2026-10-24', 153102);
    pay('2026-10-24', -69);
    pay('2026-10-24', null);
    pay('2026-10-02', 25000, 'sync');
    pay('2026-09-24', 100000);
    book('2026-10-02', 'FACEBK ADS', 'Advertising', -2500);
    book('2026-10-03', 'FACEBK ADS', 'Advertising', -7500);
    book('2026-10-05', 'ADOBE', 'Software', -5499);
    book('2026-10-15', 'ADOBE', 'Software', 5499);
    book('2026-10-16', 'SPLICE', 'Software', -799);
    book('2026-10-09', 'PAYMENT - THANK YOU', 'Payment/Credit', 30000);
    book('2026-10-12', 'Deposit from DISTROKID', 'Credit', 153102);
    book('2026-10-31', 'Monthly Interest Paid', 'Credit', 42);
    book('2026-11-01', 'SPLICE', 'Software', -799);
    expect(
      read(
        'SELECT month, currency, section, category, amount / 1e9, lines FROM pnl_by_month ORDER BY 1, 3, 4',
      ),
    ).toEqual([
      ['2026-09', 'USD', 'revenue', 'royalty', 1000, 1],
      ['2026-10', 'USD', 'expense', 'advertising', -100, 2],
      ['2026-10', 'USD', 'expense', 'software', -7.99, 3],
      ['2026-10', 'USD', 'income', 'interest', 0.42, 1],
      ['2026-10', 'USD', 'revenue', 'royalty', 1530.33, 2],
      ['2026-10', 'USD', 'revenue', 'sync', 250, 1],
      ['2026-11', 'USD', 'expense', 'software', -7.99, 1],
    ]);
    // 1530.33 + 250 + 0.42 - 107.99 = 1672.76. September has no ledger, November no statement: their net is not known.
    expect(
      read(`SELECT month, currency, revenue / 1e9, other_income / 1e9, expenses / 1e9, net / 1e9
             FROM pnl_totals_by_month ORDER BY 1`),
    ).toEqual([
      ['2026-09', 'USD', 1000, null, null, null],
      ['2026-10', 'USD', 1780.33, 0.42, -107.99, 1672.76],
      ['2026-11', 'USD', null, 0, -7.99, null],
    ]);
  });

  it('takes advertising from the card alone, whatever the ad platform says it spent', () => {
    book('2026-10-02', 'FACEBK ADS', 'Advertising', -2500);
    advertise('2026-10-02', 25_000_000_000n);
    expect(read("SELECT sum(amount) / 1e9 FROM pnl_by_month WHERE category = 'advertising'")).toEqual([
      [-25],
    ]);
  });

  it('never adds two currencies', () => {
    pay('2026-10-24', 10000, 'royalty', 'USD');
    pay('2026-10-24', 10000, 'royalty', 'EUR');
    book('2026-10-02', 'THOMANN', '', -4000, 'EUR');
    expect(
      read(
        'SELECT month, currency, revenue / 1e9, expenses / 1e9, net / 1e9 FROM pnl_totals_by_month ORDER BY currency',
      ),
    ).toEqual([
      ['2026-10', 'EUR', 100, -40, 60],
      ['2026-10', 'USD', 100, null, null],
    ]);
  });
});
