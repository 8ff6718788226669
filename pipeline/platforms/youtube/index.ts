import { type Column, definePlatform, type Feed } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { apiTells, channelOf, readApi } from './api.ts';
import { CHANNEL_DAY_COLUMNS, VIDEO_COLUMNS, VIDEO_DAY_COLUMNS, WATCHED } from './columns.ts';
import { readDays, readVideos } from './read.ts';
import { accountOf, pieceOf } from './studio.ts';

const PAGE = 'https://studio.youtube.com';
const OPEN = [
  'Sign in to YouTube Studio, in English, and choose the channel.',
  'Open "Analytics" and click "Advanced mode".',
];
const EXPORT = 'Click the download arrow at the top right and choose "Comma-separated values (.csv)".';
const FILE = (view: string): string =>
  `${view} <from>_<to> <channel>.zip, as it comes: its name tells the days and the channel.`;

/** Known, and read by nobody: stands in another column, or is no number of a day. */
const BESIDE = [
  ...WATCHED,
  'Video publish time',
  'Duration',
  'Subscribers',
  'Average percentage viewed (%)',
  'averageViewPercentage',
  'Impressions click-through rate (%)',
  'Thumbnail click-through rate (%)',
];

/** Fact column -> column of the feed, for the columns that have the name of their fact. */
const same = (columns: Record<string, Column>): Feed['load']['from'] =>
  Object.fromEntries(
    Object.keys(columns)
      .filter((name) => name !== 'artist')
      .map((name) => [name, { column: name }]),
  );

/** Detects a file of Studio, or an answer of the API, that tells `what`. */
const detects = (what: 'videos' | 'video-days' | 'channel-days') => (document: Document) => {
  const piece = pieceOf(document);
  if (piece && 'tells' in piece)
    return piece.tells === what ? { account: accountOf(piece.name.channel) } : null;
  return apiTells(document) === what ? { account: accountOf(channelOf(document) ?? '') } : null;
};

function leaves(document: Document): string | null {
  const piece = pieceOf(document);
  return piece && 'left' in piece ? piece.left : null;
}

const MOST_VIDEOS = 500;

const videos: Feed = {
  name: 'youtube_videos',
  version: 1,
  type: 'videos',
  label: 'YouTube Studio videos',
  kind: 'observed',
  freshness: { cadence: 'week', lagDays: 3, warnDays: 14, criticalDays: 35 },
  howToGet: {
    page: PAGE,
    steps: [
      ...OPEN,
      'Choose "Content" above the table, and "Lifetime" or another range at the top right.',
      'With the plus sign in the table add Likes, Comments added, Shares, Average view duration and, if you wish, others.',
      EXPORT,
    ],
    file: FILE('Content'),
  },
  detect: detects('videos'),
  read: readVideos,
  leaves,
  note: (rows) =>
    rows < MOST_VIDEOS
      ? null
      : `Studio exports about ${MOST_VIDEOS} videos at most: others may be missing; export shorter ranges or groups too`,
  columns: VIDEO_COLUMNS,
  ignores: [...WATCHED, 'Subscribers', 'Subscribers lost'],
  key: ['as_of', 'period', 'account', 'item'],
  dated: 'as_of',
  load: {
    table: 'content_snapshots',
    from: {
      ...same(VIDEO_COLUMNS),
      'platform_id.key': { value: 'youtube' },
      'artist_name_id.artist': { column: 'artist' },
    },
  },
};

const videoDays: Feed = {
  name: 'youtube_video_days',
  version: 1,
  type: 'video-days',
  label: 'YouTube videos by day',
  kind: 'observed',
  freshness: { cadence: 'week', lagDays: 3, warnDays: 14, criticalDays: 35 },
  howToGet: {
    page: PAGE,
    steps: [
      ...OPEN,
      'Choose "Content" above the table and "Daily" above the chart; tick the videos you want days of.',
      'Above the chart choose Views.',
      EXPORT,
    ],
    file: `${FILE('Content')} From the API: reports.query with dimensions=day,video as youtube_<channel>_<anything>.json.`,
  },
  detect: detects('video-days'),
  read: (document) => (document.format === 'json' ? readApi(document) : readDays(document)),
  leaves,
  columns: VIDEO_DAY_COLUMNS,
  ignores: BESIDE,
  key: ['date', 'account', 'item'],
  dated: 'date',
  load: {
    table: 'content_daily',
    from: {
      ...same(VIDEO_DAY_COLUMNS),
      'platform_id.key': { value: 'youtube' },
      'artist_name_id.artist': { column: 'artist' },
    },
  },
};

const channelDays: Feed = {
  name: 'youtube_channel_days',
  version: 1,
  type: 'channel-days',
  label: 'YouTube channel by day',
  kind: 'observed',
  freshness: { cadence: 'day', lagDays: 3, warnDays: 10, criticalDays: 21 },
  howToGet: {
    page: PAGE,
    steps: [
      ...OPEN,
      'Choose "Date" above the table, the last 365 days at the top right, and no filter: days of a part would be taken for the whole.',
      'With the plus sign in the table add Likes, Comments added, Shares, Subscribers gained and Subscribers lost.',
      EXPORT,
    ],
    file: `${FILE('Date')} From the API: reports.query with dimensions=day and no filter as youtube_<channel>_<anything>.json.`,
  },
  detect: detects('channel-days'),
  read: (document) => (document.format === 'json' ? readApi(document) : readDays(document)),
  leaves,
  columns: CHANNEL_DAY_COLUMNS,
  ignores: [...BESIDE, 'averageViewDuration', 'Average view duration'],
  key: ['date', 'account'],
  dated: 'date',
  load: {
    table: 'social_media_daily',
    from: {
      ...same(CHANNEL_DAY_COLUMNS),
      'platform_id.key': { value: 'youtube' },
      artifact: { value: 'channel' },
      'artist_name_id.artist': { column: 'artist' },
    },
  },
};

export default definePlatform({
  name: 'youtube',
  label: 'YouTube',
  feeds: [videos, videoDays, channelDays],
  waysIn: ['file'],
});
