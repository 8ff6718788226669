import { addMonths, type Day, firstOfMonth, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { createRates } from './money-rates.ts';
import type { Db } from './open.ts';

// Not a metric: a statement lists the lines behind a number, with the share that held in each month. Their sum is held
// against the metric of revenue by the command splits and by its test.

/** A share of a track, and when it holds. */
export interface SplitRule {
  track: bigint;
  title: string;
  isrc: string | null;
  party: string;
  from: Day;
  to: Day;
  /** In millionths. */
  share: bigint;
}

/** What came in for a track, by the month of the sale and the platform. */
export interface SplitLine {
  track: bigint;
  month: Month;
  platform: string;
  currency: string;
  /** The distributor has paid the others itself: the amount is the label's own part already. */
  shared: boolean;
  quantity: bigint | null;
  /** 1e-9 of the currency. */
  amount: bigint;
  /** What the distributor kept back for songwriters before that, as it says it. */
  withheld: bigint;
}

/** Every split, by track and party, the newest first. */
export const splitRules = (db: Db): SplitRule[] =>
  db
    .prepare<[], SplitRule>(
      `SELECT s.track_id AS track, t.title, t.isrc, s.party, s.valid_from AS "from", s.valid_to AS "to",
              s.share_millionths AS share
       FROM track_splits AS s JOIN tracks AS t ON t.id = s.track_id
       ORDER BY t.title, t.isrc, s.party, s.valid_from DESC`,
    )
    .safeIntegers()
    .all();

/** A fact or a sum of facts of one store, by ids: names are joined to what is left. */
interface Raw {
  name: bigint;
  month: Month;
  store: bigint;
  currency: string;
  day: Day;
  shared: bigint;
  quantity: bigint | null;
  amount: bigint;
  withheld: bigint;
}

const SHARED = 'coalesce(f.team_percentage, 1000000) < 1000000';
const WHICH = `f.sale_month IN (SELECT value FROM json_each(@months))
  AND f.track_name_id IN (SELECT value FROM json_each(@names))
  AND f.reporting_date BETWEEN @first AND @last AND f.amount IS NOT NULL`;
/** Amounts in the wanted currency, grouped along the key of the table, which needs no sorting. */
const SUMS = `SELECT f.track_name_id AS name, f.sale_month AS month, f.platform_name_id AS store, f.currency, '' AS day,
  ${SHARED} AS shared, sum(f.quantity) AS quantity, sum(f.amount) AS amount, coalesce(sum(f.withheld), 0) AS withheld
  FROM revenue_transactions AS f WHERE ${WHICH} AND f.currency = @to AND (${SHARED}) = @shared
  GROUP BY f.sale_month, f.track_name_id, f.platform_name_id`;
/** The others line by line, for each is converted by itself, as the metric does. */
const OTHERS = `SELECT f.track_name_id AS name, f.sale_month AS month, f.platform_name_id AS store, f.currency,
  f.reporting_date AS day, ${SHARED} AS shared, f.quantity, f.amount, coalesce(f.withheld, 0) AS withheld
  FROM revenue_transactions AS f WHERE ${WHICH} AND f.currency <> @to`;

/**
 * Lines of statements of these tracks, added by track, sale month and platform. Amounts in another currency than `to`
 * are converted by the rate of their reporting date, each by itself; where one rate is missing none is, and each keeps
 * its currency.
 * @param by the period is of the sale months, or of the days the payments came in
 */
export function splitLines(
  db: Db,
  tracks: readonly bigint[],
  period: { from: Day; to: Day },
  by: 'sale' | 'payment',
  to: string,
): SplitLine[] {
  const names = new Map(
    db
      .prepare<[string], { id: bigint; track: bigint }>(
        'SELECT id, track_id AS track FROM track_names WHERE track_id IN (SELECT value FROM json_each(?))',
      )
      .safeIntegers()
      .all(`[${tracks.join(',')}]`)
      .map(({ id, track }) => [id, track]),
  );
  const parameters = {
    ...{ to, months: JSON.stringify(monthsRead(db, period, by)), names: `[${[...names.keys()].join(',')}]` },
    ...(by === 'payment' ? { first: period.from, last: period.to } : { first: '0000', last: '9999' }),
  };
  const sums = db.prepare<[object], Raw>(SUMS).safeIntegers();
  const others = db.prepare<[object], Raw>(OTHERS).safeIntegers();
  const rows = [0, 1].flatMap((shared) => sums.all({ ...parameters, shared }));
  const all = [...rows, ...inOneCurrency(db, others.all(parameters), to)];
  return added(all, names, storeNames(db));
}

/** Store as written -> platform as answers print it. */
const storeNames = (db: Db): Map<bigint, string> =>
  new Map(
    db
      .prepare<[], { id: bigint; name: string }>(
        'SELECT s.id, p.name FROM platform_names AS s JOIN platforms AS p ON p.id = s.platform_id',
      )
      .safeIntegers()
      .all()
      .map(({ id, name }) => [id, name]),
  );

/** Months are named one by one, so that the key of the table is walked to the tracks alone. */
function monthsRead(db: Db, { from, to }: { from: Day; to: Day }, by: 'sale' | 'payment'): Month[] {
  const range = db
    .prepare<[], { first: Month | null; last: Month | null }>(
      'SELECT (SELECT min(sale_month) FROM revenue_transactions) AS first, (SELECT max(sale_month) FROM revenue_transactions) AS last',
    )
    .get();
  if (!range?.first || !range.last) return [];
  // A payment can be of any month before it.
  const first = by === 'sale' && monthOf(from) > range.first ? monthOf(from) : range.first;
  const last = [monthOf(to), range.last].sort()[0] ?? range.last;
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

function inOneCurrency(db: Db, rows: readonly Raw[], to: string): readonly Raw[] {
  const rates = createRates(db);
  const converted: Raw[] = [];
  for (const row of rows) {
    const [amount, withheld] = [row.amount, row.withheld].map(
      (one) => rates.convert(one, row.currency, to, row.day).amount,
    );
    if (amount == null || withheld == null) return rows;
    converted.push({ ...row, currency: to, amount, withheld });
  }
  return converted;
}

function added(
  rows: readonly Raw[],
  names: ReadonlyMap<bigint, bigint>,
  stores: ReadonlyMap<bigint, string>,
): SplitLine[] {
  const lines = new Map<string, SplitLine>();
  for (const row of rows) {
    const track = names.get(row.name);
    if (track === undefined) continue;
    const platform = stores.get(row.store) ?? '';
    const key = `${track} ${row.month} ${row.currency} ${row.shared} ${platform}`;
    const line = lines.get(key);
    if (line) {
      line.amount += row.amount;
      line.withheld += row.withheld;
      if (row.quantity !== null) line.quantity = (line.quantity ?? 0n) + row.quantity;
    } else {
      const { month, currency, quantity, amount, withheld } = row;
      lines.set(key, {
        track,
        month,
        platform,
        currency,
        shared: row.shared === 1n,
        quantity,
        amount,
        withheld,
      });
    }
  }
  return [...lines.values()];
}

/** Party -> millionths of the splits that hold at the end of a month; of one party the newest that has begun. */
export function sharesIn(rules: readonly SplitRule[], month: Month): Map<string, bigint> {
  const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
  const shares = new Map<string, bigint>();
  for (const { party, from, to, share } of rules.toSorted((a, b) => (a.from < b.from ? 1 : -1)))
    if (from <= last && to >= last && first <= to && !shares.has(party)) shares.set(party, share);
  return shares;
}
