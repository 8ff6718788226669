import type { Label } from '../../core/label.ts';
import { NOBODY, purposes } from './campaign-purpose.ts';
import { idOf } from './ids.ts';
import { tableChange, type Value } from './names-table.ts';
import type { Db } from './open.ts';

/** What rows tell of a campaign under one name. */
interface Told {
  platform_id: number;
  campaign_id: string;
  name: string;
  first_day: string;
  last_day: string;
  account: string | null;
  currency: string | null;
  objective: string | null;
  status: string | null;
}

const ROWS = `(
  SELECT platform_id, campaign_id, coalesce(campaign_name, '') AS name, date AS first_day, date AS last_day,
         account, currency, objective, status, file_id, line FROM ad_performance_daily
  UNION ALL
  SELECT platform_id, campaign_id, coalesce(campaign_name, ''), date_start, date_stop,
         account, currency, objective, status, file_id, line FROM ad_performance_period
)`;

/**
 * Makes the campaigns of the advertising facts anew: which rows are of one campaign, what it is called now, and whose it
 * is, by label.json first, then by the artists and titles its name holds as whole words. What neither tells is nobody's.
 * Call it when artists and tracks are settled. Writes only what differs.
 * @throws BedrotError `config_invalid` where label.json gives a campaign to an artist it does not name.
 */
export function resolveCampaigns(db: Db, label: Label): void {
  // Newest first: its last day, then the file that came last.
  const rows = db
    .prepare<[], Told>(
      `SELECT platform_id, campaign_id, name, account, currency, objective, status,
              min(first_day) AS first_day, max(last_day) AS last_day
       FROM ${ROWS} GROUP BY platform_id, campaign_id, name, account, currency, objective, status
       ORDER BY max(last_day) DESC, max(file_id) DESC, max(line) DESC, name`,
    )
    .all();
  const told = joined(rows, (row) => `${row.platform_id} ${row.campaign_id} ${row.name}`);
  const purposeOf = told.length === 0 ? null : purposes(db, label);
  const campaigns = new Map<number, Told[]>();
  const names: Value[][] = [];
  const idsOfName = Map.groupBy(
    told.filter((row) => row.campaign_id !== ''),
    (row) => `${row.platform_id} ${row.name}`,
  );
  for (const row of told) {
    const twins = row.campaign_id === '' ? (idsOfName.get(`${row.platform_id} ${row.name}`) ?? []) : [];
    const is = keyOf(twins.length === 1 ? (twins[0] as Told) : row);
    campaigns.set(is, [...(campaigns.get(is) ?? []), row]);
    names.push([row.platform_id, row.name, row.campaign_id, is]);
  }
  const wanted = [...campaigns].map(([id, of]): Value[] => {
    // What rows with its id tell goes before what those by name do.
    const [is] = joined(
      of.toSorted((a, b) => Number(a.campaign_id === '') - Number(b.campaign_id === '')),
      () => '',
    ) as [Told];
    const purpose = purposeOf?.({ id: is.campaign_id, name: is.name }) ?? NOBODY;
    return [
      id,
      is.platform_id,
      is.campaign_id,
      is.account,
      is.name,
      is.currency,
      is.objective,
      is.status,
      is.first_day,
      is.last_day,
      purpose.artist,
      purpose.track,
      purpose.targeting,
      purpose.by,
    ];
  });
  const changes = [
    tableChange(db, 'campaigns', COLUMNS, 1, wanted),
    tableChange(db, 'campaign_names', ['platform_id', 'name', 'campaign_id', 'campaign'], 3, names),
  ];
  for (const change of changes) change.write();
  for (const change of changes.toReversed()) change.prune();
}

const COLUMNS = [
  ...['id', 'platform_id', 'campaign_id', 'account', 'name', 'currency', 'objective', 'status'],
  ...['first_day', 'last_day', 'artist_id', 'track_id', 'targeting', 'settled'],
];

const keyOf = ({ platform_id, campaign_id, name }: Told): number =>
  campaign_id === ''
    ? idOf('campaign', String(platform_id), 'name', name)
    : idOf('campaign', String(platform_id), 'id', campaign_id);

/** Rows of one key as one: the first one's texts, what it does not tell from the next, and the days of all. */
function joined(rows: readonly Told[], keyOf: (row: Told) => string): Told[] {
  const byKey = new Map<string, Told>();
  for (const row of rows) {
    const one = byKey.get(keyOf(row));
    if (one === undefined) {
      byKey.set(keyOf(row), { ...row });
      continue;
    }
    for (const name of ['account', 'currency', 'objective', 'status'] as const) one[name] ??= row[name];
    if (row.first_day < one.first_day) one.first_day = row.first_day;
    if (row.last_day > one.last_day) one.last_day = row.last_day;
  }
  return [...byKey.values()];
}
