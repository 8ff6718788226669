import { FACTS, type FactTable } from '../../warehouse/kit/facts.ts';
import { type Finding, feedsOf, finding, OF_FEEDS, type Scope } from './finding.ts';
import { MAIN_VALUES, unknownNames, unsignedColumns } from './tables.ts';

/** Tables that are read otherwise: a million rows in one pass (statements.ts), days under two spellings (twice.ts). */
const APART: readonly FactTable[] = ['revenue_transactions'];

interface Counts {
  feed: string;
  rows: number;
  negative: number;
  unknown: number;
  known: number;
}

/** Impossible signs, unknown names and absent main values, row by row, of every small table in one pass each. */
export const rowFindings = (scope: Scope): Finding[] =>
  (Object.keys(FACTS) as FactTable[])
    .filter((table) => !APART.includes(table))
    .flatMap((table) => tableFindings(scope, table));

function tableFindings(scope: Scope, table: FactTable): Finding[] {
  const unsigned = unsignedColumns(table);
  const negative = unsigned.map((column) => `coalesce(f.${column} < 0, 0)`).join(' OR ');
  const unknown = unknownNames(table);
  const main = MAIN_VALUES[table]?.map((column) => `f.${column} IS NOT NULL`).join(' AND ');
  const rows = scope.db
    .prepare<{ feeds: string }, Counts>(
      `SELECT files.feed, count(*) AS rows, sum(${negative || '0'}) AS negative, sum(${unknown ?? '0'}) AS unknown,
              sum(${main ?? '1'}) AS known
       FROM ${table} AS f ${OF_FEEDS} GROUP BY 1`,
    )
    .all(feedsOf(scope));
  return rows.flatMap((of) => [
    ...(negative
      ? [
          finding(
            of.feed,
            'signs',
            of.rows - of.negative,
            of.rows,
            of.negative > 0 ? examplesOf(scope, table, of.feed, `(${negative})`) : [],
          ),
        ]
      : []),
    ...(unknown
      ? [
          finding(
            of.feed,
            'names',
            of.rows - of.unknown,
            of.rows,
            of.unknown > 0 ? unknownOf(scope, table, of.feed) : [],
          ),
        ]
      : []),
    ...(main
      ? [
          finding(
            of.feed,
            'known',
            of.known,
            of.rows,
            of.known < of.rows ? examplesOf(scope, table, of.feed, `NOT (${main})`) : [],
          ),
        ]
      : []),
  ]);
}

/** Where the rows stand, by file and line. */
function examplesOf({ db }: Scope, table: FactTable, feed: string, where: string): string[] {
  return db
    .prepare<[string], { name: string; line: number }>(
      `SELECT files.original_name AS name, f.line FROM ${table} AS f JOIN files ON files.id = f.file_id
       WHERE files.feed = ? AND ${where} ORDER BY files.id, f.line LIMIT 5`,
    )
    .all(feed)
    .map(({ name, line }) => `${name}, line ${line}`);
}

/** Artists nobody knows, most rows first. */
function unknownOf({ db }: Scope, table: FactTable, feed: string): string[] {
  const names = new Set<string>([...FACTS[table].key, ...FACTS[table].values].map(({ name }) => name));
  const credit =
    names.has('track_name_id') && !names.has('artist_name_id')
      ? '(SELECT artist_name_id FROM track_names WHERE id = f.track_name_id)'
      : names.has('artist_name_id')
        ? 'f.artist_name_id'
        : null;
  if (credit === null) return [];
  return db
    .prepare<[string], { name: string; rows: number }>(
      `SELECT a.name, count(*) AS rows FROM ${table} AS f JOIN files ON files.id = f.file_id
       JOIN artist_credits c ON c.artist_name_id = ${credit} JOIN artists a ON a.id = c.artist_id
       WHERE files.feed = ? AND a.status = 'unknown' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
    )
    .all(feed)
    .map(({ name, rows }) => `artist "${name}" (${rows} rows)`);
}

/** Lines of the ledger without a category, campaigns nobody owns. */
export function settledFindings(scope: Scope): Finding[] {
  const { db } = scope;
  const lines = db
    .prepare<{ feeds: string }, { feed: string; rows: number; known: number }>(
      `SELECT files.feed, count(*) AS rows, sum(n.known) AS known FROM financial_transactions AS f
       JOIN transaction_names n ON n.id = f.transaction_name_id ${OF_FEEDS} GROUP BY 1`,
    )
    .all(feedsOf(scope));
  const open = db.prepare<[string], { name: string; rows: number }>(
    `SELECT n.description AS name, count(*) AS rows FROM financial_transactions AS f
     JOIN transaction_names n ON n.id = f.transaction_name_id JOIN files ON files.id = f.file_id
     WHERE files.feed = ? AND n.known = 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
  );
  const campaigns = db
    .prepare<{ feeds: string }, { feed: string; total: number; known: number; names: string | null }>(
      `SELECT feed, count(*) AS total, sum(settled <> 'unknown') AS known,
              json_group_array(name) FILTER (WHERE settled = 'unknown') AS names
       FROM (SELECT DISTINCT files.feed, c.id, c.name, c.settled FROM campaigns c
             JOIN campaign_names n ON n.campaign = c.id
             JOIN ad_performance_daily AS f ON f.platform_id = n.platform_id AND f.campaign_id = n.campaign_id
               AND coalesce(f.campaign_name, '') = n.name ${OF_FEEDS}
             ORDER BY c.name) GROUP BY feed`,
    )
    .all(feedsOf(scope));
  return [
    ...lines.map(({ feed, rows, known }) =>
      finding(
        feed,
        'categories',
        known,
        rows,
        open.all(feed).map(({ name, rows: n }) => `"${name}" (${n} ${n === 1 ? 'line' : 'lines'})`),
      ),
    ),
    ...campaigns.map(({ feed, total, known, names }) =>
      finding(feed, 'campaigns', known, total, JSON.parse(names ?? '[]') as string[]),
    ),
  ];
}
