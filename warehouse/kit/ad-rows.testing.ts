import { idOf } from './ids.ts';
import type { Db } from './open.ts';

type Ad = Record<string, string | number | bigint | null>;

/** Puts one row of advertising facts in, by the file of id 1 unless it says otherwise: a campaign's day, or what is told. */
export function adRow(db: Db, told: Ad, table = 'ad_performance_daily'): void {
  const platform = idOf('metaads');
  db.prepare("INSERT OR IGNORE INTO platforms VALUES (?, 'metaads', 'Meta Ads', 1)").run(platform);
  const file = told.file_id ?? 1;
  db.prepare(
    `INSERT OR IGNORE INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows,
       loaded, corrected, unchanged, refused) VALUES (?, ?, ?, '', '', 'metaads', 'metaads_daily', 1, '', 0, 0, 0, 0, 0)`,
  ).run(file, `p${file}`, `s${file}`);
  const names = ['campaign', 'adset', 'ad'].filter((level) => told[`${level}_name`] || told[`${level}_id`]);
  const lacking = names.map((level) => (told[`${level}_id`] ? '' : told[`${level}_name`]));
  const days = table === 'ad_performance_daily' ? { date: '2026-10-01' } : {};
  const row: Ad = {
    ...days,
    platform_id: platform,
    level: names.at(-1) ?? 'campaign',
    campaign_id: '',
    adset_id: '',
    ad_id: '',
    by_name: lacking.some((name) => name !== '') ? JSON.stringify(lacking) : '',
    file_id: file,
    line: 1,
    ...told,
  };
  const columns = Object.keys(row);
  db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  ).run(row);
}
