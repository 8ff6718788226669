import { statsPage } from '../../../sandbox/label/formats/distrokid.ts';
import { audienceCsv } from '../../../sandbox/label/formats/spotify.ts';
import { suiteTable } from '../../../sandbox/label/platforms/instagram.ts';
import {
  count,
  days,
  dayTable,
  type Maker,
  MOST_DAYS,
  MOST_NAMES,
  nameTable,
  records,
  TODAY,
} from './maker.ts';

const ARTIST = '62owJQCD2XzVB2o19CVsFM';
const host = 'https://generic.wg.spotify.com';

/** Too Lost shows a year; its answer is known by its whole, of which 256 KiB are looked at. */
const TOOLOST_DAYS = 5_000;

const stats: Maker = {
  feed: 'distrokid_stats',
  most: MOST_DAYS,
  files: (rows) => {
    const points = days(rows).map((day, index) => ({ day, count: 1 + count(index) }));
    return [{ name: 'streams_stats.html', bytes: Buffer.from(statsPage({ data: 'streams', points })) }];
  },
};

const audience: Maker = {
  feed: 'spotify_audience',
  most: MOST_DAYS,
  files: (rows) => {
    const all = days(rows).map((date, index) => ({
      ...{
        date,
        listeners: count(index),
        streams: count(index, 9_000),
        followers: 4_000 + index,
        saves: count(index, 90),
      },
      ...{ monthlyListeners: count(index, 30_000), monthlyActiveListeners: count(index, 9_000) },
      ...{ superListeners: count(index, 300), playlistAdds: count(index, 60) },
    }));
    return [{ name: 'ZONE A0-audience-timeline.csv', bytes: audienceCsv(all, 3) }];
  },
};

const instagram: Maker = {
  feed: 'instagram_insights',
  most: MOST_DAYS,
  files: (rows) => [
    {
      name: 'Views-zone.a0.csv',
      bytes: suiteTable(
        'Views',
        days(rows).map((day, index) => [`${day}T00:00:00`, String(count(index))]),
      ),
    },
  ],
};

const ADS =
  'Campaign name,Ad set name,Ad name,Campaign ID,Ad set ID,Ad ID,Ad delivery,Reporting starts,Reporting ends,Amount spent (USD),Impressions,Reach,Clicks (all),Link clicks';
const ad = (index: number): (string | number)[] => {
  const id = 120_224_907_266_750_075n + BigInt(Math.floor(index / 730));
  return [
    'PIG1987 - NEON ABATTOIR - BROAD',
    'Broad',
    'Video A',
    `${id}`,
    `${id + 1_000_000n}`,
    `${id + 2_000_000n}`,
    'active',
  ];
};
const counts = (index: number): (string | number)[] => [
  `${count(index, 30)}.25`,
  count(index, 9_000),
  count(index, 7_000),
  count(index, 90),
  count(index, 70),
];

/** What sites, apps and ad managers show. */
export const PAGES: readonly Maker[] = [
  stats,
  audience,
  nameTable(
    'spotify_songs',
    `${ARTIST}-songs-1year.csv`,
    'song,listeners,streams,saves,release_date',
    (index, day) => [
      ...[`SONG ${index}`, 1 + count(index), 1 + count(index, 90_000), 1 + count(index, 90), day],
    ],
  ),
  records(
    'spotify_catalog',
    `spotify_songs_${ARTIST}_28day_20261031_020100.json`,
    MOST_NAMES,
    (index) => ({
      ...{
        id: `trk${index}`,
        trackName: `SONG ${index}`,
        trackUri: `spotify:track:trk${index}`,
        releaseDate: '2026-03-13',
      },
      ...{
        imageUrl: null,
        numStreams: String(1 + count(index)),
        numListeners: '75',
        numSavers: '7',
        numCanvasViews: null,
        isDisabled: false,
      },
    }),
    (songs) => ({ songs }),
  ),
  dayTable(
    'spotify_timeline',
    'NEON ABATTOIR-timeline.csv',
    'date,streams',
    (index, day) => [day, count(index)],
    { encoding: 'utf-8-bom' },
  ),
  nameTable(
    'spotify_playlists',
    `${ARTIST}-playlists-28day.csv`,
    'title,author,listeners,streams,date_added',
    (index, day) => [
      ...[`Playlist ${index}`, `curator ${index % 500}`, count(index), count(index, 9_000), day],
    ],
  ),
  records(
    'spotify_places',
    'cities.json',
    MOST_NAMES,
    (index) => ({ name: `Place ${index}`, num: String(count(index)), region: 'OR', country: 'US' }),
    (geography) => ({
      data: { geography },
      url: `${host}/audience-engagement-view/v1/artist/${ARTIST}/top-cities?time_filter=28day`,
      status: 200,
    }),
  ),
  records(
    'spotify_demographics',
    `spotify_demographics_${ARTIST}_28day_20261031_020100.json`,
    MOST_NAMES,
    (index) => ({ name: `group ${index}`, num: String(count(index)) }),
    (age) => ({ age }),
  ),
  records(
    'toolost_analytics',
    'toolost_spotify.json',
    TOOLOST_DAYS,
    (index, date) => ({ date, streams: String(1 + count(index)) }),
    (streams) => ({ streams }),
  ),
  nameTable('metaads_daily', 'BEDROT-Ads.csv', `Day,${ADS}`, (index, day) => [
    day,
    ...ad(index),
    day,
    day,
    ...counts(index),
  ]),
  nameTable('metaads_period', 'BEDROT-Ads-months.csv', ADS, (index, day) => [
    ...ad(index),
    '1999-01-01',
    day,
    ...counts(index),
  ]),
  dayTable(
    'linktree_analytics',
    'linktree_analytics.csv',
    'date,totalViews,uniqueViews,totalClicks,uniqueClicks,clickThroughRate',
    (index, day) => [...[day, 200 + count(index, 90), 100, 60, 50, '0.25']],
  ),
  instagram,
  records(
    'mailchimp_reports',
    'reports.json',
    MOST_NAMES,
    (index) => ({
      ...{
        id: `c${index}`,
        campaign_title: `Letter ${index}`,
        type: 'regular',
        list_id: 'a1',
        list_name: 'fans',
        subject_line: 'news',
      },
      ...{ emails_sent: 1_000, abuse_reports: 0, unsubscribed: 2, send_time: `${TODAY}T18:00:00+00:00` },
      bounces: { hard_bounces: 1, soft_bounces: 2, syntax_errors: 0 },
      opens: {
        opens_total: count(index, 900),
        unique_opens: count(index, 700),
        open_rate: 0.4,
        last_open: '',
      },
      clicks: {
        clicks_total: 9,
        unique_clicks: 8,
        unique_subscriber_clicks: 7,
        click_rate: 0.01,
        last_click: '',
      },
    }),
    (reports) => ({ reports, total_items: reports.length }),
  ),
  nameTable(
    'submithub_links',
    'submithub_links_analytics.csv',
    'date,artist,track,opened,clicked,source,country,utm_source,utm_medium,utm_campaign',
    (index, day) => [
      ...[
        day,
        'PIG1987',
        `SONG ${Math.floor(index / 730)}`,
        50 + count(index, 90),
        count(index, 50),
        'direct',
        'US',
        '',
        '',
        '',
      ],
    ],
  ),
  nameTable(
    'applemusic_songs',
    'songs_1700256678_2026-10-01_2026-10-28.csv',
    'Song,Plays,Avg. Daily Listeners,Shazam Count,Radio Spins,Purchases',
    (index) => [...[`SONG ${index}`, count(index), 3, 1, 0, 0]],
  ),
  nameTable('applemusic_days', 'trends.csv', 'Date,Song,Plays,Listeners,Shazams', (index, day) => [
    day,
    `SONG ${Math.floor(index / 730)}`,
    count(index),
    3,
    1,
  ]),
  dayTable(
    'lake_audience',
    'spotify_audience_curated_20261031_020100.csv',
    'date,listeners,streams,followers,artist_id,artist_name,extracted_at,source_file,data_source,processed_at',
    (index, day) => [
      day,
      count(index),
      count(index, 9_000),
      4_000 + index,
      ARTIST,
      'zone_a0',
      '',
      'x.csv',
      'spotify_for_artists',
      '',
    ],
  ),
  dayTable(
    'lake_streams',
    'tidy_daily_streams.csv',
    'date,spotify_streams,apple_streams,combined_streams,source',
    (index, day) => [day, 1 + count(index), 1 + count(index, 90), '', 'distrokid'],
  ),
];
