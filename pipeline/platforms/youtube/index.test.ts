import { describe, expect, it } from 'vitest';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { withoutTotal } from './cells.ts';
import youtube from './index.ts';
import { accountOf, parseStudioName } from './studio.ts';

const [videos, videoDays, channelDays] = youtube.feeds as [Feed, Feed, Feed];

const csv = (originalName: string, entry: string | null, ...lines: string[]): Document => ({
  originalName,
  entry,
  format: 'delimited',
  encoding: 'utf-8',
  size: 1,
  head: lines.join('\n'),
  header: (lines[0] as string).split(','),
  delimiter: ',',
  bytes: async function* () {
    yield Buffer.from(lines.join('\n'));
  },
  text: async () => lines.join('\n'),
});
const json = (originalName: string, value: unknown): Document => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { ...csv(originalName, null, text), format: 'json', header: null };
};
const taker = (document: Document): string[] =>
  youtube.feeds.filter((feed) => feed.detect(document) !== null).map(({ name }) => name);
const rowsOf = async (feed: Feed, document: Document): Promise<number> => {
  let rows = 0;
  for await (const batch of feed.read(document)) rows += batch.rows + batch.ragged.length;
  return rows;
};

const ZIP = 'Content 2026-08-24_2026-09-20 PIG1987.zip';
const TABLE = 'Content,Video title,Video publish time,Duration,Views';
const CHART = 'Date,Content,Video title,Video publish time,Duration,Views';

describe('parseStudioName', () => {
  it.each([
    [ZIP, 'content', 'PIG1987'],
    ['Content 2026-08-24_2026-09-20 ZONE A0 (1).zip', 'content', 'ZONE A0'],
    ['Content_2026-08-24_2026-09-20_ZONE_A0.zip', 'content', 'ZONE_A0'],
    ['Traffic source 2026-08-24_2026-09-20 Zoë & co. (live)', 'traffic source', 'Zoë & co. (live)'],
  ])('%s', (name, view, channel) =>
    expect(parseStudioName(name)).toEqual({ view, from: '2026-08-24', to: '2026-09-20', channel }),
  );

  it.each([
    'export.zip',
    'Content 2026-08-24 PIG1987.zip',
    'Content 2026-09-20_2026-08-24 PIG1987.zip',
    'Content 2026-02-30_2026-09-20 PIG1987.zip',
    'Content 2026-08-24_2026-09-20 !!!.zip',
    'Overview_2025-12-30_1767398400_zone.a0.zip',
  ])('%s tells nothing', (name) => expect(parseStudioName(name)).toBeNull());

  it('gives one account to the spellings of one channel', () => {
    expect(['ZONE A0', 'zone_a0', ' Zone-A0 '].map(accountOf)).toEqual(['zone-a0', 'zone-a0', 'zone-a0']);
    expect(accountOf('zone.a0')).toBe('zone.a0');
  });
});

describe('an export of Studio', () => {
  it('of videos gives its table, chart and totals to one feed each', () => {
    expect(taker(csv(ZIP, 'Table data.csv', TABLE))).toEqual(['youtube_videos']);
    expect(taker(csv(ZIP, 'Chart data.csv', CHART))).toEqual(['youtube_video_days']);
    expect(taker(csv(ZIP, 'Totals.csv', 'Date,Views'))).toEqual(['youtube_channel_days']);
    expect(taker(csv(ZIP, 'Table data.csv', 'Content,Views'))).toEqual(['youtube_videos']);
  });

  it('by date gives each number once: the table, and says so of the others', () => {
    const zip = 'Date 2026-08-24_2026-09-20 PIG1987.zip';
    expect(taker(csv(zip, 'Table data.csv', 'Date,Views,Likes'))).toEqual(['youtube_channel_days']);
    for (const entry of ['Chart data.csv', 'Totals.csv']) {
      const other = csv(zip, entry, 'Date,Views');
      expect(taker(other)).toEqual([]);
      expect(channelDays.leaves?.(other)).toBe('the table tells its numbers too');
    }
  });

  it('takes the channel from the folder rather than from a zip somebody named', () => {
    const entry = 'Content 2026-08-24_2026-09-20 ZONE A0/Table data.csv';
    expect(videos.detect(csv('mine.zip', entry, TABLE))).toEqual({ account: 'zone-a0' });
    expect(videos.detect(csv(ZIP, entry, TABLE))).toEqual({ account: 'zone-a0' });
  });

  it('is refused without its zip, which alone tells channel and days', () => {
    for (const [name, header] of [
      ['Table data.csv', TABLE],
      ['anything.csv', TABLE],
      ['Chart data (1).csv', CHART],
      ['Totals.csv', 'Date,Views'],
    ] as const)
      expect(() => taker(csv(name, null, header))).toThrow(/Bring the zip as Studio gave it/);
    expect(taker(csv('views.csv', null, 'Date,Views'))).toEqual([]);
    expect(taker(csv('Totals.csv', null, 'Date,Net worth'))).toEqual([]);
  });

  it('in another language, or by something else, is refused with what to do', () => {
    const german = 'Inhalte 2026-08-24_2026-09-20 PIG1987.zip';
    expect(() => taker(csv(german, 'Tabellendaten.csv', 'Inhalte,Videotitel,Aufrufe'))).toThrow(
      /Tabellendaten.csv has the columns Inhalte, Videotitel, Aufrufe. Set YouTube Studio to English/,
    );
    const places = 'Geography 2026-08-24_2026-09-20 PIG1987.zip';
    expect(() => taker(csv(places, 'Table data.csv', 'Geography,Views'))).toThrow(
      /choose "Content" or "Date"/,
    );
    expect(taker(csv(places, 'Totals.csv', 'Date,Views'))).toEqual([]);
  });

  it('is refused by week, for its days would be a seventh of the truth', async () => {
    const weeks = csv(ZIP, 'Totals.csv', 'Date,Views', '2026-08-24,7', '2026-08-31,7');
    await expect(rowsOf(channelDays, weeks)).rejects.toThrow(/Totals.csv is not by day.*Choose "Daily"/);
    const days = csv(ZIP, 'Totals.csv', 'Date,Views', '2026-08-24,7', '2026-08-25,7', 'Total,14');
    expect(await rowsOf(channelDays, days)).toBe(2);
  });

  it('tells where it may not be all', () => {
    expect(videos.note?.(499)).toBeNull();
    expect(videos.note?.(500)).toMatch(/about 500 videos at most/);
  });

  it('leaves out the row that adds up, and no other', async () => {
    const kept: string[] = [];
    const document = csv(
      ZIP,
      'Table data.csv',
      TABLE,
      'Total,,,,9',
      ' Total ,,,,9',
      'Totally,x,,1,9',
      'short',
    );
    for await (const batch of withoutTotal(readDelimited(document))) {
      const [first] = batch.columns;
      for (let row = 0; row < batch.rows; row++)
        kept.push(`${batch.lines[row]} ${first?.texts.at(first.ids[row] as number)}`);
      kept.push(...batch.ragged.map(({ line, cells }) => `${line} ${cells.join()}`));
    }
    expect(kept).toEqual(['4 Totally', '5 short']);
  });
});

describe('an answer of the API', () => {
  const answer = (...names: string[]) => ({
    kind: 'youtubeAnalytics#resultTable',
    columnHeaders: names.map((name) => ({
      name,
      columnType: ['views', 'estimatedMinutesWatched', 'likes'].includes(name) ? 'METRIC' : 'DIMENSION',
    })),
    rows: [],
  });

  it('goes by its grouping, and by its name for the channel', () => {
    const name = 'youtube_ZONE A0_2026-09.json';
    expect(taker(json(name, answer('day', 'views')))).toEqual(['youtube_channel_days']);
    expect(taker(json(name, answer('video', 'day', 'views')))).toEqual(['youtube_video_days']);
    expect(taker(json(name, [answer('day', 'views'), answer('day', 'views')]))).toEqual([
      'youtube_channel_days',
    ]);
    expect(channelDays.detect(json(name, answer('day', 'views')))).toEqual({ account: 'zone-a0' });
  });

  it('is refused by another grouping, or without a channel in its name', () => {
    expect(() => taker(json('youtube_x.json', answer('country', 'day', 'views')))).toThrow(
      /by country and day. Ask with dimensions=day/,
    );
    expect(() => taker(json('youtube_x.json', answer('video', 'views')))).toThrow(/by video/);
    expect(() => taker(json('report.json', answer('day', 'views')))).toThrow(
      /Name it "youtube_<channel>_<anything>.json"/,
    );
    expect(taker(json('youtube_x.json', { columnHeaders: [{ name: 'ga:date' }], rows: [] }))).toEqual([]);
    expect(taker(json('youtube_x.json', '{"columnHeaders": [{"name": "day"'))).toEqual([]);
  });

  it('is refused when it is damaged, or its pages do not fit together', async () => {
    const name = 'youtube_x.json';
    const read = (value: unknown) => rowsOf(videoDays, json(name, value));
    await expect(read('[{"columnHeaders": [')).rejects.toThrow(/damaged JSON/);
    await expect(read({ columnHeaders: 'day' })).rejects.toThrow(/not what reports.query/);
    await expect(read([answer('day', 'views'), answer('day', 'likes')])).rejects.toThrow(/unlike columns/);
    expect(await read(answer('day', 'views'))).toBe(0);
    expect(await read({ ...answer('day', 'views'), rows: [['2026-09-18', 1], ['2026-09-19']] })).toBe(2);
  });
});
