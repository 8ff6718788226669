import type { Label } from '../../core/label.ts';
import { artistsIn, bookedAs, campaignArtist, storeOf, type Usage } from './names.ts';
import type { Row, Rows } from './rows.ts';

/** A line of a statement. */
export interface Line {
  month: string;
  /** Day on which the payment was booked. */
  day: string;
  platform: string;
  usage: Usage;
  artists: readonly string[];
  title: string;
  isrc: string;
  distributor: string;
  quantity: number | null;
  amount: bigint;
  currency: string;
  /** What DistroKid books of it for the label, in millionths. */
  team: number;
}

/** A day of an account, a page, a store or a track, and what it tells. */
export interface Point {
  day: string;
  platform: string;
  account: string;
  artists: readonly string[];
  values: Readonly<Record<string, number | bigint | null>>;
  /** Of an advertisement: what its results are. */
  result?: string;
  /** Of a reading of a page: over what it counts, and of which post. */
  period?: string;
  item?: string;
}

export interface Facts {
  label: Label;
  lines: readonly Line[];
  /** Distributors' days by store. */
  stores: readonly Point[];
  audience: readonly Point[];
  social: readonly Point[];
  tracks: readonly Point[];
  links: readonly Point[];
  ads: readonly Point[];
  mailings: readonly Point[];
  /** Spotify's songs over 28 days: `day` is that of the reading, `account` the title. */
  readings: readonly Point[];
  posts: readonly Point[];
  videoDays: readonly Point[];
  playlists: readonly Point[];
  /** Visits of release links. */
  visits: readonly Point[];
  /** Lines of bank and card. */
  books: readonly { day: string; is: 'income' | 'expense' | 'neither'; amount: bigint }[];
  /** Day -> dollars for a euro, in 1e-9. */
  euro: ReadonlyMap<string, bigint>;
  /** Title -> artists, of the label's own catalog and of statements. */
  songs: ReadonlyMap<string, readonly string[]>;
  rows: Rows;
}

const text = (value: Row[string] | undefined): string =>
  value === null || value === undefined ? '' : String(value);
const count = (value: Row[string] | undefined): number | null => (typeof value === 'number' ? value : null);
const amountOf = (value: Row[string] | undefined): bigint => value as bigint;

const STATEMENTS: readonly (readonly [feed: string, distributor: string, of: (row: Row) => Row])[] = [
  ['distrokid_bank', 'DistroKid', (row) => ({ ...row, amount: row.earnings ?? null })],
  ['toolost_sales', 'Too Lost', (row) => ({ ...row, amount: row.earnings ?? null })],
  [
    'soundcloud_statement',
    'SoundCloud',
    (row) => ({ ...row, quantity: row.units ?? null, amount: row.revenue ?? null }),
  ],
  [
    'bandcamp_sales',
    'Bandcamp',
    (row) => ({ ...row, reporting_date: row.date ?? null, amount: row.net ?? null }),
  ],
  [
    'own_income',
    'Own files',
    (row) => ({ ...row, reporting_date: row.date ?? null, store: row.source ?? null }),
  ],
];

/** Puts the rows of a label's curated files in the order the figures are made from. */
export function factsOf(rows: Rows, label: Label): Facts {
  const of = (feed: string): readonly Row[] => rows.get(feed) ?? [];
  const artists = artistsIn(label);
  const isrcs = new Map(of('own_catalog').map((row) => [text(row.title), text(row.isrc)]));
  const lines = STATEMENTS.flatMap(([feed, distributor, told]) =>
    of(feed).map((row): Line => {
      const line = told(row);
      return {
        ...storeOf(text(line.store)),
        month: text(line.sale_month),
        day: text(line.reporting_date),
        artists: artists(text(line.artist)),
        title: text(line.title),
        // A line of a song without ISRC is the one song of its title; of an album it is none.
        isrc: text(line.isrc) || (line.type === 'Album' ? '' : (isrcs.get(text(line.title)) ?? '')),
        distributor,
        quantity: count(line.quantity),
        amount: amountOf(line.amount),
        currency: text(line.currency) || 'USD',
        team: count(line.team_percentage) ?? 1_000_000,
      };
    }),
  );
  const songs = new Map<string, readonly string[]>();
  for (const line of lines) if (line.isrc !== '') songs.set(line.title, line.artists);
  for (const row of of('own_catalog')) songs.set(text(row.title), artists(text(row.artist)));
  return {
    label,
    rows,
    lines,
    songs,
    stores: storeDays(of),
    audience: of('spotify_audience').map((row) => pointOf(row, 'Spotify', artists(text(row.artist)))),
    social: socialDays(of, artists),
    tracks: trackDays(of, songs),
    links: of('linktree_analytics').map((row) => pointOf(row, 'Linktree', artists(text(row.artist)))),
    ads: adDays(of('metaads_daily'), label, songs),
    mailings: of('mailchimp_reports').map((row) =>
      pointOf({ ...row, date: row.sent_on ?? null }, 'Mailchimp', []),
    ),
    readings: readings(of, artists),
    posts: [
      ...of('tiktok_content').map((row) => readingOf({ ...row, period: 'lifetime' }, 'TikTok', artists)),
      ...of('youtube_videos').map((row) => readingOf(row, 'YouTube', artists)),
    ],
    videoDays: of('youtube_video_days').map((row) =>
      readingOf({ ...row, as_of: row.date ?? null }, 'YouTube', artists),
    ),
    playlists: of('spotify_playlists').map((row) => readingOf(row, 'Spotify', artists)),
    visits: of('submithub_links').map((row) => pointOf(row, 'SubmitHub', artists(text(row.artist)))),
    books: [...of('capitalone_account'), ...of('capitalone_card')].map((row) => ({
      day: text(row.date),
      is: bookedAs(text(row.description)),
      amount: amountOf(row.amount),
    })),
    euro: new Map(
      of('own_rates').flatMap((row) =>
        row.currency === 'EUR' && row.quote === 'USD' ? [[text(row.date), amountOf(row.rate)] as const] : [],
      ),
    ),
  };
}

type Of = (feed: string) => readonly Row[];

/** Numbers of a row; an account that the file does not name is told by its artist. */
function pointOf(row: Row, platform: string, artists: readonly string[], account = text(row.account)): Point {
  const values = Object.fromEntries(
    Object.entries(row).filter((one): one is [string, number | bigint | null] => typeof one[1] !== 'string'),
  );
  return { day: text(row.date), platform, account: account || artists.join(), artists, values };
}

function readingOf(row: Row, platform: string, artists: (credit: string) => readonly string[]): Point {
  const point = pointOf({ ...row, date: row.as_of ?? null }, platform, artists(text(row.artist)));
  return { ...point, period: text(row.period), item: text(row.item) };
}

const storeDays = (of: Of): Point[] =>
  ['distrokid_stats', 'toolost_analytics'].flatMap((feed) =>
    of(feed).map((row) => pointOf(row, row.platform === 'spotify' ? 'Spotify' : 'Apple Music', [], feed)),
  );

/** All tables of an account's day are one day of it. */
function socialDays(of: Of, artists: (credit: string) => readonly string[]): Point[] {
  const days = new Map<string, Point>();
  const feeds = [
    ...['tiktok_overview', 'tiktok_followers', 'tiktok_viewers'].map((feed) => [feed, 'TikTok'] as const),
    ['instagram_insights', 'Instagram'] as const,
    ['youtube_channel_days', 'YouTube'] as const,
  ];
  for (const [feed, platform] of feeds)
    for (const row of of(feed)) {
      const point = pointOf(row, platform, artists(text(row.artist)));
      const key = `${platform} ${point.account} ${point.day}`;
      const told = Object.entries(point.values).filter(([, value]) => value !== null);
      days.set(key, { ...point, values: { ...days.get(key)?.values, ...Object.fromEntries(told) } });
    }
  return [...days.values()];
}

/** A track is one, on however many pages it stands. */
function trackDays(of: Of, songs: Facts['songs']): Point[] {
  const days = new Map<string, Point>();
  const feeds = [['spotify_timeline', 'Spotify'] as const, ['applemusic_days', 'Apple Music'] as const];
  for (const [feed, platform] of feeds)
    for (const row of of(feed)) {
      const title = text(row.track);
      days.set(`${platform} ${title} ${row.date}`, pointOf(row, platform, songs.get(title) ?? [], title));
    }
  return [...days.values()];
}

/** A campaign's day at the finest level that was delivered: ad, else ad set, else campaign. */
function adDays(rows: readonly Row[], label: Label, songs: Facts['songs']): Point[] {
  const days = Map.groupBy(rows, (row) => `${row.date} ${row.campaign_id}`);
  return [...days.values()].map((same) => {
    const level = ['ad', 'adset', 'campaign'].find((one) => same.some((row) => row.level === one));
    const counted = same.filter((row) => row.level === level);
    const values: Record<string, number | bigint | null> = {};
    for (const row of counted)
      for (const [name, value] of Object.entries(row)) {
        const before = values[name];
        if (typeof value === 'number') values[name] = Number(before ?? 0) + value;
        else if (typeof value === 'bigint') values[name] = BigInt(before ?? 0) + value;
      }
    const [row] = same as [Row, ...Row[]];
    const artist = campaignArtist(label, songs, text(row.campaign_name));
    return {
      day: text(row.date),
      platform: 'Meta Ads',
      account: text(row.campaign_id),
      artists: artist === null ? [] : [artist],
      values,
      result: text(counted.find(({ result_type: kind }) => kind !== null)?.result_type),
    };
  });
}

/** The two ways in tell one page; a reading of both on one day is one. */
function readings(of: Of, artists: (credit: string) => readonly string[]): Point[] {
  const all = new Map<string, Point>();
  for (const feed of ['spotify_catalog', 'spotify_songs'])
    for (const row of of(feed)) {
      if (row.period !== '28day') continue;
      const page = artists(text(row.artist));
      const point = pointOf({ ...row, date: row.as_of ?? null }, 'Spotify', page, text(row.track));
      all.set(`${page.join()} ${point.account} ${point.day}`, point);
    }
  return [...all.values()];
}
