import { expect, it } from 'vitest';
import { nameOf, timeOfName } from './name.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const time = (path: string, zone = 'America/New_York') =>
  timeOfName(path, nameOf(path, 'lake').originalName, zone, NOW)?.toISOString() ?? null;

it('the stamp of a name is local time, also around a change of the clocks', () => {
  expect(time('1_landing/distrokid/streams/streams_stats_20250601_101010.html')).toBe(
    '2025-06-01T14:10:10.000Z',
  );
  expect(time('a/x_20251102_013000.csv')).toBe('2025-11-02T05:30:00.000Z');
  expect(time('a/x_20250309_033000.csv')).toBe('2025-03-09T07:30:00.000Z');
  expect(time('a/x_20251231_235959.csv', 'UTC')).toBe('2025-12-31T23:59:59.000Z');
});

it('our own landed names are UTC, TikTok and Linktree tell seconds, a dump tells it by its folder', () => {
  expect(time('landing/distrokid/bank/distrokid_bank_20250601_101010_0a1b2c3d.tsv')).toBe(
    '2025-06-01T10:10:10.000Z',
  );
  expect(time('1_landing/tiktok/analytics/Overview_2024-05-28_1748345895_pig1987.zip')).toBe(
    '2025-05-27T11:38:15.000Z',
  );
  expect(time('1_landing/linktree/analytics/graphql_1748345895123456.json')).toBe('2025-05-27T11:38:15.000Z');
  expect(time('1_landing/metaads/meta_ads_dump_20250701_101500/insights.json', 'UTC')).toBe(
    '2025-07-01T10:15:00.000Z',
  );
});

it('a number that is no time, or one that lies ahead, is none', () => {
  expect(time('songs_1700256678_2026-08-29_2026-09-25.csv')).toBeNull();
  expect(time('x_20261332_101010.csv')).toBeNull();
  expect(time('x_20250230_101010.csv')).toBeNull();
  expect(time('x_20250601_251010.csv')).toBeNull();
  expect(time('x_20991231_101010.csv')).toBeNull();
  expect(time('120224907266750075_report.csv')).toBeNull();
  expect(time('dk_bank_details.csv')).toBeNull();
});

it('the archive gives a file its name back; what the pipeline made is a copy, what it kept is none', () => {
  const of = (path: string) => {
    const { zone, isCopy, originalName } = nameOf(path, 'lake');
    return [zone, isCopy, originalName];
  };
  expect(of('5_archive/streams_stats_20250601_101010 [ARCHIVED ON 20250710_030000].html')).toEqual([
    'archive',
    false,
    'streams_stats_20250601_101010.html',
  ]);
  expect(
    of('5_archive/spotify/audience/spotify_audience_curated_20250623_081402_archived_20250701_010203.csv'),
  ).toEqual(['archive', true, 'spotify_audience_curated_20250623_081402.csv']);
  expect(of('5_archive/tidy_daily_streams_20250701T010203.csv')).toEqual([
    'archive',
    true,
    'tidy_daily_streams.csv',
  ]);
  expect(of('2_raw/distrokid/streams/streams_stats_20250601_101010.html')[1]).toBe(false);
  expect(of('2_raw/distrokid/finance/dk_bank_details_20250601_101010.csv')[1]).toBe(true);
  expect(of('3_staging/daily_streams_distrokid.csv')[1]).toBe(true);
  expect(of('4_curated/capitol_one_purchases_2025.csv')[1]).toBe(false);
  expect(of('Downloads/ZONE A0-audience-timeline.csv')).toEqual([
    null,
    false,
    'ZONE A0-audience-timeline.csv',
  ]);
  expect(nameOf('dk_bank_details.csv', '4_curated').isCopy).toBe(true);
});
