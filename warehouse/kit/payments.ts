import type { Day, Month } from '../../core/days.ts';
import type { Db } from './open.ts';
import { areFresh } from './summaries.ts';

// Not metrics: the lists that payments are matched by, statement by statement and deposit by deposit. The totals an
// answer shows beside them are those of the metrics.

/** What one distributor told on one day of one sale month. */
export interface StatementSum {
  /** As answers print it. */
  distributor: string;
  key: string;
  month: Month;
  /** When the payment of the store came in. */
  day: Day;
  currency: string;
  /** 1e-9 of the currency. */
  amount: bigint;
}

/**
 * Statements by distributor, sale month, day and currency, oldest first. What the label writes itself is none of them. Read
 * from the sums by store while they are those of the facts.
 */
export function statementSums(db: Db): StatementSum[] {
  const table = areFresh(db) ? 'revenue_by_store' : 'revenue_transactions';
  return db
    .prepare<[], StatementSum>(
      `SELECT p.name AS distributor, p.key, g.month, g.day, g.currency, g.amount
       FROM (SELECT distributor_id, sale_month AS month, reporting_date AS day, currency, sum(amount) AS amount
             FROM ${table} WHERE amount IS NOT NULL GROUP BY 1, 2, 3, 4) AS g
       JOIN platforms AS p ON p.id = g.distributor_id WHERE p.key <> 'own'
       ORDER BY p.name, g.day, g.month, g.currency`,
    )
    .safeIntegers()
    .all();
}

/** A platform's payment on an account of the label, as the bank tells it. */
export interface Deposit {
  day: Day;
  description: string;
  currency: string;
  /** 1e-9 of the currency, above 0. */
  amount: bigint;
}

export interface Deposits {
  list: Deposit[];
  /** Days between which the accounts tell anything at all; null: no bank account has been loaded. */
  from: Day | null;
  to: Day | null;
}

/** Lines of the ledger that are payouts, oldest first; declined ones are none. */
export function payoutDeposits(db: Db): Deposits {
  const list = db
    .prepare<[], Deposit>(
      `SELECT date AS day, description, currency, amount FROM ledger
       WHERE kind = 'payout' AND amount > 0
         AND lower(coalesce(status, '')) NOT IN ('declined', 'canceled', 'cancelled', 'void', 'voided')
       ORDER BY date, description, amount`,
    )
    .safeIntegers()
    .all();
  const accounts = db
    .prepare<[], { from: Day | null; to: Day | null }>(
      `SELECT min(date) AS "from", max(date) AS "to" FROM financial_transactions
       WHERE account IN (SELECT account FROM ledger WHERE kind = 'payout')`,
    )
    .get();
  return { list, from: accounts?.from ?? null, to: accounts?.to ?? null };
}
