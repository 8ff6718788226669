import type { TableAccess } from './compile-access.ts';
import type { FactTable } from './metric.ts';

/** Months between the month of a sale and the day its payment came in. */
const DELAY_MONTHS = `((substr(reporting_date, 1, 4) - substr(sale_month, 1, 4)) * 12
  + substr(reporting_date, 6, 2) - substr(sale_month, 6, 2))`;

/**
 * An amount times millionths, half to even, in whole numbers: millions and the rest by themselves, for the product of an
 * amount of nine million would not fit in 64 bits. NULL where one of them is.
 */
export const millionthsOf = (amount: string, share: string): string => {
  const whole = `(abs(${amount}) / 1000000 * ${share} + abs(${amount}) % 1000000 * ${share} / 1000000)`;
  const rest = `(abs(${amount}) % 1000000 * ${share} % 1000000)`;
  return `sign(${amount}) * (${whole} + (${rest} > 500000 OR (${rest} = 500000 AND ${whole} % 2 = 1)))`;
};

export const DELAYS = ['paid', 'paid_months'] as const;

/** Of statement lines or of their sums, which are apart where the amount is above 0. */
export const delaysIn = (table: string): string => `(SELECT *, CASE WHEN amount > 0 THEN amount END AS paid,
  CASE WHEN amount > 0 THEN amount * ${DELAY_MONTHS} END AS paid_months FROM ${table})`;

/** What is made of the lines of statements, line by line. */
export const revenueTables = (
  statements: TableAccess,
): Record<Extract<FactTable, 'revenue_delays' | 'revenue_own'>, TableAccess> => ({
  // Of what was paid: what a store takes back later says nothing of how late it pays.
  revenue_delays: {
    ...statements,
    facts: ['revenue_transactions'],
    from: delaysIn('revenue_transactions'),
    money: { columns: DELAYS, day: 'reporting_date' },
  },
  // A line of which the distributor paid the others itself is the label's own part already.
  revenue_own: {
    ...statements,
    facts: ['revenue_transactions'],
    from: `(SELECT r.*, CASE WHEN o.track_id IS NULL OR coalesce(r.team_percentage, 1000000) < 1000000 THEN r.amount
  ELSE ${millionthsOf('r.amount', 'o.share_millionths')} END AS own_amount
  FROM revenue_transactions AS r LEFT JOIN track_names AS t ON t.id = r.track_name_id
  LEFT JOIN own_shares AS o ON o.track_id = t.track_id AND r.sale_month BETWEEN o.first_month AND o.last_month)`,
    money: { columns: ['own_amount'], day: 'reporting_date' },
  },
});
