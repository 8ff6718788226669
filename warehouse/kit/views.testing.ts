import { adRow } from './ad-rows.testing.ts';
import type { FactColumn, FactDefinition } from './facts.ts';
import { FACTS, type FactTable } from './facts.ts';
import type { Db } from './open.ts';

/** Ids of `handMade` that exist for each kind of dimension; the third credit stands for two artists. */
const IDS: Readonly<Record<string, readonly (string | number)[]>> = {
  artist_name: [1, 2, 3],
  track_name: [1, 2, 3],
  platform: [1, 2, 3],
  platform_name: [1, 3, 4],
  territory: ['NA', 'US', 'OU'],
  transaction_name: [1, 2, 3],
};
/** Texts a CHECK or a meaning asks for; any other text is made up. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  date: ['2026-07-01', '2026-07-02', '2026-08-01'],
  as_of: ['2026-07-01', '2026-07-02', '2026-08-01'],
  date_start: ['2026-07-01', '2026-07-02', '2026-08-01'],
  date_stop: ['2026-07-31', '2026-07-31', '2026-08-31'],
  sale_month: ['2026-07', '2026-07', '2026-08'],
  reporting_date: ['2026-09-24', '2026-09-24', '2026-10-24'],
  sent_on: ['2026-07-01', '2026-07-02', '2026-08-01'],
  breakdown: ['country', 'city', 'gender'],
  level: ['campaign', 'campaign', 'campaign'],
  by_name: ['', '', ''],
  currency: ['USD', 'EUR', 'USD'],
  quote: ['GBP', 'GBP', 'GBP'],
  other_actions: ['{"page_engagement": 3}', '{"page_engagement": 4, "video_view": 5}', '{}'],
};
const PERIODS = ['7day', '28day', 'all'];

/** Fills a fact table with three rows, all columns told, numbers that cannot be mixed up, the third row negative in money. */
export function fillFacts(db: Db, table: FactTable): void {
  const { key, values } = FACTS[table] as FactDefinition;
  for (const row of [0, 1, 2]) {
    const told: Record<string, string | number> = {};
    for (const [at, column] of [...key, ...values].entries())
      told[column.name] = cell(table, column, row, at);
    if (table === 'ad_performance_daily' || table === 'ad_performance_period') adRow(db, told, table);
    else put(db, table, { ...told, file_id: 1, line: row + 2 });
  }
}

function cell(table: FactTable, { name, is }: FactColumn, row: number, at: number): string | number {
  const known = IDS[is]?.[row];
  if (known !== undefined) return known;
  if (is === 'occurrence') return 0;
  if (is === 'text')
    return name === 'period' ? (PERIODS[row] as string) : (TEXTS[name]?.[row] ?? `${name} ${row}`);
  if (name === 'hour') return row;
  const number = 1000 ** row + at;
  // Rates have to be above 0.
  return is === 'nanos' && row === 2 && table !== 'fx_rates' ? -number : number;
}

export function put(db: Db, table: string, row: Readonly<Record<string, string | number | null>>): void {
  const names = Object.keys(row);
  db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map((name) => `@${name}`).join()})`).run(
    row,
  );
}

/** Lines of a bank, as rules have settled them. */
export function nameTransactions(db: Db): void {
  const line = (id: number, description: string, category: string, kind: string): void =>
    put(db, 'transaction_names', { id, description, bank_category: 'Other', category, kind, known: 1 });
  line(1, 'CANVA', 'software', 'expense');
  line(2, 'DISTROKID', 'royalties', 'payout');
  line(3, 'META ADS', 'advertising', 'expense');
}

/** A campaign for each id that advertising facts have. */
export function nameCampaigns(db: Db): void {
  for (const table of ['ad_performance_daily', 'ad_performance_period']) {
    const found = db
      .prepare<[], { platform_id: number; campaign_id: string; name: string }>(
        `SELECT DISTINCT platform_id, campaign_id, coalesce(campaign_name, '') AS name FROM ${table} ORDER BY 2`,
      )
      .all();
    for (const { platform_id, campaign_id, name } of found) {
      const made = db
        .prepare<[string], number>('SELECT id FROM campaigns WHERE campaign_id = ?')
        .pluck()
        .get(campaign_id);
      const id =
        made ?? (db.prepare<[], number>('SELECT count(*) + 1 FROM campaigns').pluck().get() as number);
      if (made === undefined)
        put(db, 'campaigns', {
          ...{
            id,
            platform_id,
            campaign_id,
            account: 'a1',
            name,
            currency: null,
            objective: null,
            status: null,
          },
          ...{ first_day: '2026-07-01', last_day: '2026-08-01', artist_id: 2, track_id: 1 },
          ...{ targeting: '', settled: 'name' },
        });
      db.prepare('INSERT OR IGNORE INTO campaign_names VALUES (?, ?, ?, ?)').run(
        platform_id,
        name,
        campaign_id,
        id,
      );
    }
  }
}
