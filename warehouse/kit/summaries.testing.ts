import type { Db } from './open.ts';

const TAIL = `reporting_date, distributor_id, income_type, currency, f.file_id,
  (quantity IS NOT NULL) + 2 * (amount IS NOT NULL) + 4 * coalesce(amount > 0, 0) AS known, count(*) AS facts, sum(quantity) AS quantity, sum(amount) AS amount`;
const FACTS = `revenue_transactions AS f JOIN track_names AS t ON t.id = f.track_name_id
  JOIN platform_names AS p ON p.id = f.platform_name_id`;

/** What each table of sums should hold, as plain SQL over the facts. */
const EXPECTED = {
  revenue_by_store: `SELECT sale_month, platform_name_id, artist_name_id, ${TAIL} FROM ${FACTS} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  revenue_by_track: `SELECT sale_month, track_name_id, usage, ${TAIL} FROM ${FACTS} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  revenue_by_country: `SELECT sale_month, territory, artist_name_id, usage, ${TAIL} FROM ${FACTS} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
} as const;

/** Rows of the sums that the facts do not add up to, and sums that are missing; [] where they are the same. */
export function unlikeFacts(db: Db): string[] {
  return Object.entries(EXPECTED).flatMap(([table, expected]) => {
    const differ = (a: string, b: string): unknown[] =>
      db.prepare(`SELECT * FROM (${a}) EXCEPT SELECT * FROM (${b})`).raw().safeIntegers().all();
    const told = `SELECT * FROM ${table}`;
    return [
      ...differ(told, expected).map((row) => `${table} has ${String(row)}`),
      ...differ(expected, told).map((row) => `${table} lacks ${String(row)}`),
    ];
  });
}
