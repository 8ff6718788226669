import { daysBetween } from '../../core/days.ts';
import { isUsualVolume, usual } from '../../warehouse/analysis/robust.ts';
import { type Finding, feedsOf, finding, type Scope } from './finding.ts';

/** Earlier files a newest one is compared with. */
const EARLIER = 20;
const NEEDED = 4;

interface FileRow {
  feed: string;
  account: string;
  name: string;
  rows: number;
  refused: number;
  first: string | null;
  last: string | null;
}

/** What the load ledger alone tells: refused rows, and whether the newest file is as full as those before. */
export function fileFindings({ db, feeds }: Scope): Finding[] {
  const files = db
    .prepare<{ feeds: string }, FileRow>(
      `SELECT feed, account, original_name AS name, rows, refused, first_day AS first, last_day AS last FROM files
       WHERE feed IN (SELECT value FROM json_each(@feeds)) ORDER BY id`,
    )
    .all(feedsOf({ feeds }));
  return [...Map.groupBy(files, ({ feed }) => feed)].flatMap(([feed, own]) => [
    ...refused(feed, own),
    ...[...Map.groupBy(own, ({ account }) => account).values()].flatMap((files) => newestFile(feed, files)),
  ]);
}

function refused(feed: string, files: readonly FileRow[]): Finding[] {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  if (rows === 0) return [];
  const bad = files.filter((file) => file.refused > 0).sort((a, b) => b.refused - a.refused);
  return [
    finding(
      feed,
      'refused',
      rows - bad.reduce((sum, file) => sum + file.refused, 0),
      rows,
      bad.map((file) => `${file.name}: ${file.refused} of ${file.rows} rows refused`),
    ),
  ];
}

/** Files cover unlike spans, so rows per day covered are compared. */
function newestFile(feed: string, files: readonly FileRow[]): Finding[] {
  const dense = files.flatMap((file) =>
    file.first === null || file.last === null
      ? []
      : [{ name: file.name, perDay: file.rows / (daysBetween(dayOf(file.first), dayOf(file.last)) + 1) }],
  );
  const newest = dense.at(-1);
  const earlier = dense.slice(-EARLIER - 1, -1).map(({ perDay }) => perDay);
  if (!newest || earlier.length < NEEDED) return [];
  const is = usual(earlier);
  const fits = isUsualVolume(newest.perDay, is);
  const say = (value: number): string => value.toFixed(1);
  return [
    finding(
      feed,
      'volume',
      fits ? 1 : 0,
      1,
      fits
        ? []
        : [`${newest.name} has ${say(newest.perDay)} rows a day it covers, usual are ${say(is.median)}`],
    ),
  ];
}

const dayOf = (text: string): string => (text.length === 7 ? `${text}-01` : text);
