import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bankFile, bankStyle, bankZip, loginPage, statsPage } from '../sandbox/label/formats/distrokid.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { type OverviewDay, tiktokZip } from '../sandbox/label/formats/tiktok.ts';
import { type TestLake, testLake } from './support/import.ts';
import { audience, line, overview } from './support/rows.ts';

// What went wrong in the system before this one, each brought through the front door: files in, warehouse out.

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const SALES = 'SELECT count(*), sum(quantity), sum(amount) FROM revenue_transactions';

describe('formats that mix (facts 0.1, 0.2; pains 22)', () => {
  it('the same lines in 13 columns, 15 columns and their mix are the same facts', async () => {
    const rows = [line(), line({ store: 'Tidal', quantity: '0', earnings: '0' })];
    const [first] = await lake.bring(['old.tsv', bankFile(rows, bankStyle(1))]);
    expect(first).toMatchObject({ state: 'loaded', rows: 2, loaded: 2 });
    const [second, third] = await lake.bring(
      ['new.csv', bankFile(rows, bankStyle(2))],
      ['mixed.csv', bankFile(rows, bankStyle('mixed'))],
    );
    expect(second).toMatchObject({ loaded: 0, unchanged: 2 });
    expect(third).toMatchObject({ loaded: 0, unchanged: 2 });
    expect(lake.rows(SALES)).toEqual([[2, 1843, 5_612_034_170]]);
  });

  it('latin-1, CR-only lines, a BOM and a zip all give the accents and the rows', async () => {
    const one = (title: string) => [line({ title, isrc: '' })];
    const reports = await lake.bring(
      ['a.tsv', bankFile(one('Beyoncé'), bankStyle(1, { encoding: 'latin-1', newline: '\r' }))],
      ['b.csv', bankFile(one('Señor'), bankStyle(2, { encoding: 'utf-8-bom', newline: '\r\n' }))],
      ['c.csv', bankFile(one('It’s'), bankStyle(2, { encoding: 'windows-1252', finalNewline: false }))],
      ['d.zip', await bankZip(one('Zipped'), bankStyle(2))],
    );
    expect(reports.map((report) => [report.state, report.loaded])).toEqual(Array(4).fill(['loaded', 1]));
    expect(lake.rows('SELECT title FROM track_names WHERE id <> 0 ORDER BY title')).toEqual([
      ['Beyoncé'],
      ['It’s'],
      ['Señor'],
      ['Zipped'],
    ]);
  });

  it('a file that cannot be read goes aside and the others go on', async () => {
    const reports = await lake.bring(
      ['bank.csv', loginPage()],
      ['good.tsv', bankFile([line()], bankStyle(1))],
    );
    expect(reports.map((report) => report.state).sort()).toEqual(['loaded', 'quarantined']);
    expect(reports.find((report) => report.state === 'quarantined')?.reason).toBe(
      'It is a web page (a login page?), not an export.',
    );
  });
});

describe('TikTok dates (facts 0.3; pains 23, 25)', () => {
  it('the year comes from the zip name, over new year and a leap day; late corrections arrive; undefined is not 0', async () => {
    const zip = (overviewDays: OverviewDay[], day: string) =>
      tiktokZip({ handle: 'zone.a0', epoch: Date.parse(`${day}T08:00:00Z`) / 1000, overview: overviewDays });
    const first = await zip(
      [
        overview('2023-12-31'),
        overview('2024-01-01', { comments: -1 }),
        overview('2024-01-02', { views: null }),
      ],
      '2024-01-02',
    );
    await lake.bring([first.name, first.bytes]);
    const DAYS = 'SELECT date, views, comments FROM social_media_daily ORDER BY date';
    expect(lake.rows(DAYS)).toEqual([
      ['2023-12-31', 1474, 4],
      ['2024-01-01', 1474, -1],
      ['2024-01-02', null, 4],
    ]);
    const later = await zip(
      [overview('2024-01-01', { views: 1500 }), overview('2024-01-02', { views: 9 })],
      '2024-01-02',
    );
    const [report] = await lake.bring([later.name, later.bytes]);
    // Views and comments of the first day are corrected; of the second a gap is filled.
    expect(report).toMatchObject({ rows: 2, loaded: 2, corrected: 1, unchanged: 0 });
    expect(lake.rows(DAYS)).toEqual([
      ['2023-12-31', 1474, 4],
      ['2024-01-01', 1500, 4],
      ['2024-01-02', 9, 4],
    ]);
    expect(lake.rows('SELECT column_name, old_value, new_value FROM changes ORDER BY column_name')).toEqual([
      ['comments', '-1', '4'],
      ['views', '1474', '1500'],
    ]);
  });
});

describe('what is not told is not 0 (facts 0.7, 0.8; pains 20, 25)', () => {
  const page = (from: number, counts: number[]) =>
    statsPage({
      data: 'streams',
      points: counts.map((count, index) => ({
        day: `2026-10-${String(from + index).padStart(2, '0')}`,
        count,
      })),
    });

  it("the newest day's 0 is not known; a later page tells it, corrects, and loses no history", async () => {
    const DAYS = 'SELECT date, streams FROM content_streams ORDER BY date';
    await lake.bring(['streams.html', page(1, [1210, 1195, 0])]);
    expect(lake.rows(DAYS)).toEqual([
      ['2026-10-01', 1210],
      ['2026-10-02', 1195],
      ['2026-10-03', null],
    ]);
    await lake.bring(['streams.html', page(2, [1199, 1180, 0])]);
    expect(lake.rows(DAYS)).toEqual([
      ['2026-10-01', 1210],
      ['2026-10-02', 1199],
      ['2026-10-03', 1180],
      ['2026-10-04', null],
    ]);
  });

  it('an export with fewer columns does not erase what another told', async () => {
    await lake.bring(['PIG1987-audience-timeline.csv', audienceCsv([audience('2026-10-01')], 3)]);
    const [report] = await lake.bring([
      'PIG1987-audience-timeline.csv',
      audienceCsv([audience('2026-10-01', { streams: 901 })], 1),
    ]);
    expect(report).toMatchObject({ loaded: 1, corrected: 1 });
    expect(lake.rows('SELECT streams, monthly_listeners, saves FROM spotify_audience_daily')).toEqual([
      [901, 3100, 12],
    ]);
  });
});
