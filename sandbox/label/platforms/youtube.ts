import { addDays, type Day } from '../../../core/days.ts';
import type { Track } from '../catalogue.ts';
import { csv, grouped } from '../formats/text.ts';
import { zip } from '../formats/zip.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { windowOf } from './days.ts';

const CHANNELS = ['PIG1987', 'ZONE A0'] as const;
const accountOf = (channel: string): string => channel.toLowerCase().replace(' ', '-');

interface Video {
  id: string;
  track: Track;
  title: string;
  seconds: number;
}

interface ChannelDay {
  date: Day;
  views: number;
  /** A multiple of 36: hours have two decimals. */
  watchSeconds: number;
  gained: number;
  lost: number;
  likes: number;
  comments: number;
  shares: number;
  impressions: number;
  /** Millionths of a dollar. */
  revenue: number;
}

/** A video a track of the channel; an id that begins with "-" carries a blank in exports. */
const videosOf = (world: World, channel: string): Video[] =>
  world.tracks
    .filter(({ personas, title }) => personas[0] === channel && title.length < 100)
    .map((track, index) => ({
      track,
      id: `${index % 4 === 1 ? '-' : 'v'}${track.isrc.slice(-5)}${accountOf(channel).slice(0, 3)}x${index % 10}`
        .slice(0, 11)
        .padEnd(11, '_'),
      title: `${track.title} (visualizer)`,
      seconds: 120 + ((index * 37) % 140),
    }));

/** Views of a video are what the store "YouTube (Ads)" pays for. */
const viewsOf = (world: World, video: Video, from: Day, to: Day): number =>
  world.playsOf('YouTube (Ads)', video.track, from, to);

function channelDay(world: World, channel: string, date: Day): ChannelDay {
  const lot = random(world.seed, 'youtube', channel, date);
  const views = videosOf(world, channel).reduce((sum, video) => sum + viewsOf(world, video, date, date), 0);
  return {
    ...{ date, views, watchSeconds: Math.round((views * 41) / 36) * 36 },
    ...{ gained: lot.count(views * 0.011), lost: lot.count(views * 0.003), likes: lot.count(views * 0.04) },
    // Deleted comments count against new ones.
    ...{ comments: lot.count(views * 0.004) - (lot.chance(0.03) ? 2 : 0), shares: lot.count(views * 0.006) },
    ...{ impressions: Math.round(views * 9.4), revenue: Math.round(views * 310) },
  };
}

const watched = (seconds: number): string => (seconds / 3600).toFixed(2);
const usd = (millionths: number): string => (millionths / 1e6).toFixed(6);

function tellDay(tell: Telling, channel: string, day: ChannelDay, impressions: boolean): void {
  tell.row('youtube_channel_days', 'social_media_daily', [day.date, channel], {
    ...{
      views: day.views,
      watch_seconds: day.watchSeconds,
      followers_gained: day.gained,
      followers_lost: day.lost,
    },
    ...{ likes: day.likes, comments: day.comments, shares: day.shares },
    ...(impressions ? { impressions: day.impressions } : {}),
    estimated_revenue: BigInt(day.revenue) * 1_000n,
  });
}

/** Studio's exports by day and by video, and answers of the Analytics API for the newest days. */
export async function youtubeFiles(world: World, tell: Telling, today: Day): Promise<LabelFile[]> {
  const files: LabelFile[] = [];
  for (const channel of CHANNELS) {
    for (const at of [addDays(today, -180), today]) files.push(await byDate(world, tell, channel, at));
    for (const at of [addDays(today, -28), today]) files.push(await byVideo(world, tell, channel, at));
    files.push(api(world, tell, channel, today));
  }
  return files;
}

async function byDate(world: World, tell: Telling, channel: string, at: Day): Promise<LabelFile> {
  const window = windowOf(world, addDays(at, -3), 365);
  const days = window.map((date) => channelDay(world, channel, date));
  const name = `Date ${window[0]}_${window.at(-1)} ${channel}`;
  const header = [
    ...[
      'Date',
      'Views',
      'Watch time (hours)',
      'Subscribers gained',
      'Subscribers lost',
      'Likes',
      'Comments added',
    ],
    ...['Shares', 'Impressions', 'Estimated revenue (USD)'],
  ];
  const line = (first: string, day: ChannelDay): string[] => [
    ...[first, grouped(day.views), watched(day.watchSeconds), String(day.gained), String(day.lost)],
    ...[
      String(day.likes),
      String(day.comments),
      String(day.shares),
      grouped(day.impressions),
      usd(day.revenue),
    ],
  ];
  const total = days.reduce((sum, day) => added(sum, day));
  for (const day of days) tellDay(tell, channel, day, true);
  const chart = [['Date', 'Views'], ...days.map(({ date, views }) => [date, String(views)])];
  return {
    originalName: `${name}.zip`,
    what: `YouTube Studio days of ${channel}, 365 days to ${window.at(-1)}`,
    at,
    bytes: await zip([
      {
        name: `${name}/Table data.csv`,
        bytes: csv([header, line('Total', total), ...days.map((day) => line(day.date, day))]),
      },
      { name: `${name}/Chart data.csv`, bytes: csv(chart) },
      { name: `${name}/Totals.csv`, bytes: csv(chart) },
    ]),
  };
}

function added(sum: ChannelDay, day: ChannelDay): ChannelDay {
  const { date, ...numbers } = sum;
  const entries = Object.entries(numbers).map(([name, value]) => [
    name,
    value + (day[name as keyof ChannelDay] as number),
  ]);
  return { date, ...(Object.fromEntries(entries) as Omit<ChannelDay, 'date'>) };
}

async function byVideo(world: World, tell: Telling, channel: string, at: Day): Promise<LabelFile> {
  const window = windowOf(world, addDays(at, -3), 28);
  const last = addDays(at, -3);
  const name = `Content ${window[0]}_${last} ${channel}`;
  const videos = videosOf(world, channel).filter(({ track }) => track.release <= addDays(last, -1));
  const header = [
    'Content',
    'Video title',
    'Video publish time',
    'Duration',
    'Views',
    'Watch time (hours)',
    'Impressions',
  ];
  const counted = videos.map((video) => {
    const views = viewsOf(world, video, window[0] ?? last, last);
    return {
      video,
      views,
      watchSeconds: Math.round((views * 41) / 36) * 36,
      impressions: Math.round(views * 9.4),
    };
  });
  const beginning = ({ id, title, track, seconds }: Video): string[] => [
    id.startsWith('-') ? ` ${id}` : id,
    ...[title, published(track.release), String(seconds)],
  ];
  const rows = counted.map(({ video, views, watchSeconds, impressions }) => {
    const values = { views, watch_seconds: watchSeconds, impressions, duration_seconds: video.seconds };
    tell.row('youtube_videos', 'content_snapshots', [last, channel, video.id], values);
    return [...beginning(video), grouped(views), watched(watchSeconds), grouped(impressions)];
  });
  const sum = (of: 'views' | 'watchSeconds' | 'impressions'): number =>
    counted.reduce((all, one) => all + one[of], 0);
  const totals = [
    'Total',
    '',
    '',
    '',
    grouped(sum('views')),
    watched(sum('watchSeconds')),
    grouped(sum('impressions')),
  ];
  const chart = window.flatMap((date) =>
    videos.map((video) => {
      const views = viewsOf(world, video, date, date);
      tell.row('youtube_video_days', 'content_daily', [date, channel, video.id], { views });
      return [date, ...beginning(video), grouped(views)];
    }),
  );
  return {
    originalName: `${name}.zip`,
    what: `YouTube Studio videos of ${channel}, ${videos.length} videos over 28 days to ${last}`,
    at,
    bytes: await zip([
      { name: `${name}/Table data.csv`, bytes: csv([header, totals, ...rows], { encoding: 'utf-8-bom' }) },
      {
        name: `${name}/Chart data.csv`,
        bytes: csv([['Date', ...header.slice(0, 5)], ...chart], { encoding: 'utf-8-bom' }),
      },
    ]),
  };
}

const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
/** "Mar 13, 2026". */
const published = (day: Day): string => DATE.format(new Date(day));

function api(world: World, tell: Telling, channel: string, at: Day): LabelFile {
  const days = windowOf(world, addDays(at, -3), 90).map((date) => channelDay(world, channel, date));
  for (const day of days) tellDay(tell, channel, day, false);
  const metrics = [
    ...[
      'views',
      'estimatedMinutesWatched',
      'subscribersGained',
      'subscribersLost',
      'likes',
      'comments',
      'shares',
    ],
    'estimatedRevenue',
  ];
  const columnHeaders = [
    { name: 'day', columnType: 'DIMENSION', dataType: 'STRING' },
    ...metrics.map((name) => ({
      name,
      columnType: 'METRIC',
      dataType: name === 'estimatedRevenue' ? 'FLOAT' : 'INTEGER',
    })),
  ];
  const rows = days.map((day) => [
    ...[
      day.date,
      day.views,
      day.watchSeconds / 60,
      day.gained,
      day.lost,
      day.likes,
      day.comments,
      day.shares,
    ],
    day.revenue / 1e6,
  ]);
  return {
    originalName: `youtube_${channel}_${at}.json`,
    what: `YouTube Analytics API days of ${channel}, 90 days`,
    at,
    bytes: Buffer.from(JSON.stringify({ kind: 'youtubeAnalytics#resultTable', columnHeaders, rows })),
  };
}
