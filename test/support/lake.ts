import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { addDays } from '../../core/days.ts';
import { type GeneratedLabel, generateLabel } from '../../sandbox/label/index.ts';
import { SPOTIFY_IDS } from '../../sandbox/label/label-json.ts';

/** Downloads of a label, and the same in the layout of the data lake that came before. */
export interface Lake {
  folder: string;
  /** Those that lie in the lake as they came, oldest first. */
  exports: { path: string; at: Date }[];
  label: unknown;
  /** Days of streams that only the lake's own table tells, and those of them it leaves out. */
  alone: { first: string; last: string; hole: string[] };
  truth: GeneratedLabel['truth'];
}

/** Days that no audience timeline of DEEPCURSE tells, and the month no statement tells. */
export const AUDIENCE_HOLE = ['2026-08-03', '2026-08-04', '2026-08-05'];
export const STATEMENT_HOLE = '2026-07';

/** When everything was copied to where it lies: what the earlier lake's files were last written. */
const COPIED = new Date('2026-11-22T20:00:00Z');

/** As the earlier lake stamps names: local time. */
const stamp = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'America/New_York', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  })
    .format(at)
    .replaceAll(/[-:]/g, '')
    .replace(' ', '_');

export async function referenceLake(root: string): Promise<Lake> {
  const downloads = join(root, 'downloads');
  const { files, label, truth } = await generateLabel({ folder: downloads, today: '2026-11-22', months: 6 });
  const folder = join(root, 'lake');
  const exports: Lake['exports'] = [];
  for (const { path, originalName } of files) {
    const { mtime: at } = statSync(path);
    const place = placeOf(originalName, stamp(at));
    if (place === null) continue;
    if (originalName.startsWith('DEEPCURSE-')) withoutDays(path, at);
    exports.push({ path, at });
    put(folder, place, readFileSync(path), /stats_|_details_|spotify_audience_/.test(place) ? COPIED : at);
  }
  const oldest = readdirSync(join(folder, '1_landing/distrokid/streams')).find((name) =>
    name.startsWith('streams_stats_'),
  ) as string;
  // The earlier lake kept a page it had read only in its archive, flat, and a copy of the newer ones in raw.
  const at = join(folder, '1_landing/distrokid/streams');
  for (const name of readdirSync(at)) {
    if (!name.endsWith('.html')) continue;
    put(folder, `2_raw/distrokid/streams/${name}`, readFileSync(join(at, name)), COPIED);
  }
  const stem = oldest.replace('.html', '');
  put(folder, `5_archive/${stem} [ARCHIVED ON 20261101_030000].html`, readFileSync(join(at, oldest)), COPIED);
  const alone = copies(folder, truth);
  put(folder, 'README.md', 'the lake', COPIED);
  put(folder, '1_landing/.DS_Store', 'x', COPIED);
  symlinkSync(join(root, 'downloads'), join(folder, '1_landing', 'elsewhere'));
  return { folder, exports, label, alone, truth };
}

function placeOf(name: string, at: string): string | null {
  const [, artist] = /^(.+)-audience-timeline/.exec(name) ?? [];
  if (artist) return `1_landing/spotify/audience/spotify_audience_${SPOTIFY_IDS[artist]}_${at}.csv`;
  const [, page] = /^(streams|applemusic)_stats_/.exec(name) ?? [];
  if (page) return `1_landing/distrokid/streams/${page}_stats_${at}.html`;
  const [, ending] = /^dk_bank_details_2026-\d\d(?:_2026-\d\d)?\.(tsv|csv|zip)$/.exec(name) ?? [];
  // One quarter was never fetched, so a month is told by nothing.
  if (ending)
    return name.includes('2026-07') ? null : `1_landing/distrokid/streams/dk_bank_details_${at}.${ending}`;
  if (/^(Overview|Followers)_/.test(name)) return `1_landing/tiktok/analytics/${name}`;
  if (/^toolost_/.test(name)) return `1_landing/toolost/streams/${name}`;
  if (/^graphql_/.test(name)) return `1_landing/linktree/analytics/${name}`;
  return null;
}

/** What the earlier pipeline made of them, wrong where it was. */
function copies(folder: string, truth: GeneratedLabel['truth']): Lake['alone'] {
  // One before the first page's: Apple's begins a day earlier.
  const days = Object.keys(truth.streams.appleMusic).sort();
  const first = addDays(days[0] as string, -40);
  const last = addDays(days[0] as string, -1);
  const hole = [addDays(first, 10), addDays(first, 11)];
  const before = Array.from({ length: 40 }, (_, index) => addDays(first, index)).filter(
    (day) => !hole.includes(day),
  );
  const rows = [
    ...before.map((day) => `${day},1000,100,1100,distrokid`),
    // It writes another number than the pages, and 0 for what it does not know.
    ...days.map((day) => `${day},${(truth.streams.spotify[day] ?? 0) + 7},0,0,distrokid`),
  ];
  const header = 'date,spotify_streams,apple_streams,combined_streams';
  put(folder, '4_curated/tidy_daily_streams.csv', `${[`${header},source`, ...rows].join('\n')}\n`, COPIED);
  const staged = rows.slice(0, 30).map((row) => row.replace(',distrokid', ''));
  put(folder, '3_staging/daily_streams_distrokid.csv', `${[header, ...staged].join('\n')}\n`, COPIED);
  put(
    folder,
    '4_curated/spotify_audience_curated_20261120_081402.csv',
    'date,listeners,streams,followers,artist_id,artist_name,extracted_at,source_file,data_source,processed_at\n2026-10-01,1,1,1,62owJQCD2XzVB2o19CVsFM,zone_a0,,,,\n',
    COPIED,
  );
  const bank =
    'Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,Songwriter Royalties Withheld,Earnings (USD)';
  const sold = (day: string) =>
    `${day},2026-04,Spotify,PIG1987,NEON ABATTOIR,QZTST2600001,198012345671,10,100,Song,,0,1.5`;
  put(
    folder,
    '4_curated/dk_bank_details.csv',
    `${bank}\n${sold('2026-05-20')}\n${sold('2026-07-20')}\n`,
    COPIED,
  );
  put(
    folder,
    '4_curated/tiktok_analytics_curated_20261120_090000.csv',
    'artist,zone,date,Video Views\n',
    COPIED,
  );
  return { first, last, hole };
}

function put(folder: string, place: string, bytes: Buffer | string, at: Date): void {
  const path = join(folder, ...place.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  utimesSync(path, at, at);
}

function withoutDays(path: string, at: Date): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, lines.filter((line) => !AUDIENCE_HOLE.includes(line.slice(0, 10))).join('\n'));
  utimesSync(path, at, at);
}

/** Every path of a folder with its size and time: to see that nothing in it was touched. */
export function listing(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const { size, mtimeMs, mode } = lstatSync(join(folder, name));
    return `${name} ${size} ${mtimeMs} ${mode}`;
  });
}

/** The files alone, flat, as a person has them among the downloads. */
export function flat(lake: Lake, folder: string, keep: (name: string) => boolean): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, at } of lake.exports) {
    const name = path.split(/[\\/]/).at(-1) as string;
    if (!keep(name)) continue;
    copyFileSync(path, join(folder, name));
    utimesSync(join(folder, name), at, at);
  }
}
