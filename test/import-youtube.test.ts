import { afterEach, beforeEach, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { zip } from '../sandbox/label/formats/zip.ts';
import { type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const zipOf = (entries: Record<string, string>): Promise<Buffer> =>
  zip(Object.entries(entries).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));

const CONTENT = 'Content 2026-09-18_2026-09-19 ZONE A0.zip';
const content = () =>
  zipOf({
    'Table data.csv': [
      'Content,Video title,Video publish time,Duration,Views,Watch time (hours),Estimated revenue (USD)',
      'Total,,,,"1,372",10.5,0.25',
      'aB3dEfGh1jK,NEON ABATTOIR,"Mar 13, 2026",184,"1,022",8,0.2',
      ' -9xQ2mNvT4s,BASEMENT CHOIR,"Sep 1, 2026",61,350,2.5,0.05',
    ].join('\n'),
    'Chart data.csv': [
      'Date,Content,Video title,Video publish time,Duration,Views',
      '2026-09-18,aB3dEfGh1jK,NEON ABATTOIR,"Mar 13, 2026",184,1010',
      '2026-09-19,aB3dEfGh1jK,NEON ABATTOIR,"Mar 13, 2026",184,12',
      '2026-09-19, -9xQ2mNvT4s,BASEMENT CHOIR,"Sep 1, 2026",61,350',
    ].join('\n'),
    'Totals.csv': 'Date,Views\n2026-09-18,1010\n2026-09-19,362\n',
  });
const days = () =>
  lake.rows(
    'SELECT date, account, artifact, views, likes, watch_seconds FROM social_media_daily ORDER BY date',
  );

it('one zip is three things, each number of it once', async () => {
  const reports = await lake.bring([CONTENT, await content()]);
  expect(
    reports.map(({ feed, rows, loaded, refused, notes }) => [feed, rows, loaded, refused, notes]),
  ).toEqual([
    ['youtube_videos', 2, 2, 0, []],
    ['youtube_video_days', 3, 3, 0, []],
    ['youtube_channel_days', 2, 2, 0, []],
  ]);
  expect(
    lake.rows(
      `SELECT as_of, period, account, item, views, watch_seconds, currency, estimated_revenue FROM content_snapshots
       ORDER BY item`,
    ),
  ).toEqual([
    ['2026-09-19', '2026-09-18..2026-09-19', 'zone-a0', '-9xQ2mNvT4s', 350, 9000, 'USD', 50_000_000],
    ['2026-09-19', '2026-09-18..2026-09-19', 'zone-a0', 'aB3dEfGh1jK', 1022, 28800, 'USD', 200_000_000],
  ]);
  expect(lake.rows('SELECT date, sum(views) FROM content_daily GROUP BY date')).toEqual([
    ['2026-09-18', 1010],
    ['2026-09-19', 362],
  ]);
  expect(days()).toEqual([
    ['2026-09-18', 'zone-a0', 'channel', 1010, null, null],
    ['2026-09-19', 'zone-a0', 'channel', 362, null, null],
  ]);
  expect(lake.notes()).toEqual([]);
});

it('days that come by three ways are one day, and a rebuild makes the same of them', async () => {
  await lake.bring([CONTENT, await content()]);
  const byDate = await zipOf({
    'Table data.csv': 'Date,Views,Likes\nTotal,1372,30\n2026-09-18,1010,26\n2026-09-19,362,4\n',
    'Chart data.csv': 'Date,Views\n2026-09-18,1010\n2026-09-19,362\n',
    'Totals.csv': 'Date,Views\n2026-09-18,1010\n2026-09-19,362\n',
  });
  const [table] = await lake.bring(['Date 2026-09-18_2026-09-19 ZONE A0.zip', byDate]);
  expect(table).toMatchObject({ feed: 'youtube_channel_days', rows: 2, loaded: 2, corrected: 0 });
  expect(table?.notes).toEqual([
    'Chart data.csv is not read: the table tells its numbers too',
    'Totals.csv is not read: the table tells its numbers too',
  ]);
  const answer = {
    columnHeaders: ['day', 'views', 'estimatedMinutesWatched'].map((name) => ({ name })),
    rows: [
      ['2026-09-18', 1010, 480],
      ['2026-09-19', 365, 150],
    ],
  };
  await lake.bring(['youtube_ZONE A0_september.json', JSON.stringify(answer)]);
  expect(days()).toEqual([
    ['2026-09-18', 'zone-a0', 'channel', 1010, 26, 28800],
    ['2026-09-19', 'zone-a0', 'channel', 365, 4, 9000],
  ]);
  const before = hashTables(lake.house.data);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
});

it('a table cut off at what Studio exports at most is told so', async () => {
  const header = 'Content,Video title,Video publish time,Duration,Views';
  const rows = Array.from({ length: 500 }, (_, at) => `id${at},Song ${at},"Mar 13, 2026",184,${at}`);
  const [report] = await lake.bring([
    CONTENT,
    await zipOf({ 'Table data.csv': [header, 'Total,,,,9', ...rows].join('\n') }),
  ]);
  expect(report).toMatchObject({ rows: 500, loaded: 500 });
  expect(report?.notes.join()).toMatch(/about 500 videos at most: others may be missing/);
});

it('a table without its zip, or of another language, waits in quarantine with what to do', async () => {
  const [lone] = await lake.bring(['Table data.csv', 'Content,Video title,Views\nx,y,1\n']);
  expect(lone).toMatchObject({
    state: 'quarantined',
    reason: expect.stringMatching(/Bring the zip as Studio gave it/),
  });
  const german = await zipOf({ 'Tabellendaten.csv': 'Inhalte,Videotitel,Aufrufe\nx,y,1\n' });
  const [other] = await lake.bring(['Inhalte 2026-09-18_2026-09-19 ZONE A0.zip', german]);
  expect(other).toMatchObject({
    state: 'quarantined',
    reason: expect.stringMatching(/Set YouTube Studio to English/),
  });
});
