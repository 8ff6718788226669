import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nanosToDecimal } from '../../core/money.ts';
import type { TEMPLATES } from '../../pipeline/platforms/own/template.ts';
import { openWarehouse, WAREHOUSE_FILE } from '../../warehouse/kit/open.ts';

/** A line of the income template, as text; '' where it does not tell. */
export type OwnIncome = Record<(typeof TEMPLATES.income)[number], string>;

/** The label's own income that is there of the same day, source, kind, track and country. Its note is not kept there. */
export function likeIncome(data: string, income: OwnIncome): OwnIncome[] {
  if (!existsSync(join(data, WAREHOUSE_FILE))) return [];
  const db = openWarehouse(data);
  try {
    return db
      .prepare<OwnIncome, { quantity: bigint | null; currency: string; amount: bigint }>(
        `SELECT r.quantity, r.currency, r.amount
         FROM revenue_transactions r
         JOIN platforms d ON d.id = r.distributor_id AND d.key = 'own'
         JOIN platform_names s ON s.id = r.platform_name_id AND s.name = @source
         JOIN track_names t ON t.id = r.track_name_id AND t.title = @title AND t.isrc = @isrc
         JOIN artist_names a ON a.id = t.artist_name_id AND a.name = @artist
         WHERE r.sale_month = substr(@date, 1, 7) AND r.reporting_date = @date AND r.income_type = @income_type
           AND r.territory = @country
         ORDER BY r.occurrence`,
      )
      .safeIntegers()
      .all(income)
      .map(({ quantity, currency, amount }) => ({
        ...income,
        quantity: quantity === null ? '' : String(quantity),
        currency,
        amount: nanosToDecimal(amount),
        note: '',
      }));
  } finally {
    db.close();
  }
}

export const sayIncome = ({ amount, currency }: OwnIncome): string => `${amount} ${currency}`;
