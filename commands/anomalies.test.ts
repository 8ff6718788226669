import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { storyLabel } from './kit/story.testing.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

/** Changes days of the sample label in place: 60 streams a day of ZONE A0, 1,000 views a day in November. */
function change(sql: string): void {
  const db = openWarehouseForWriting(sample.data);
  db.exec(sql);
  db.close();
}

const NOVEMBER = { period: '2026-11-01..2026-11-20' };
const zone = `artist_name_id = (SELECT id FROM artist_names WHERE name = 'ZONE A0')`;

describe('anomalies', () => {
  it('finds none in days that are alike, steps included, and says how many it judged', async () => {
    // Spotify's step of November 1 to 120 a day, TikTok's to 1,000 views: lasting, so no day of them stands out.
    const answer = await sample.ask('viewer', 'anomalies', NOVEMBER);
    expect(figure(answer, 'anomalies')).toMatchObject({ value: 0, note: 'Nothing unusual.' });
    expect(figure(answer, 'judged').value).toBeGreaterThan(100);
    expect(answer.chart).toBeUndefined();
    expect(answer.table?.rows).toEqual([]);
  });

  it('of followers judges what a day adds: the 100 of October 24, on both platforms', async () => {
    const answer = await sample.ask('viewer', 'anomalies', { period: '2026-10-20..2026-11-20' });
    const told = answer.table?.rows.map((row) => row.slice(0, 5)) ?? [];
    expect(told.toSorted()).toEqual([
      ['2026-10-24', 'Followers added', 'Spotify, ZONE A0', 100, 0],
      ['2026-10-24', 'Followers added', 'TikTok, ZONE A0', 100, 0],
    ]);
  });

  it('tells a day, what is usual, and how far it is, and marks it in the picture', async () => {
    change(`UPDATE spotify_audience_daily SET streams = 300 WHERE date = '2026-11-10' AND ${zone}`);
    const answer = await sample.ask('viewer', 'anomalies', NOVEMBER);
    expect(figure(answer, 'anomalies')).toMatchObject({
      value: 1,
      note: 'Strongest: streams of ZONE A0 on 2026-11-10, 300 where 60 is usual.',
    });
    const [row] = answer.table?.rows ?? [];
    expect(row?.slice(0, 5)).toEqual(['2026-11-10', 'Streams', 'ZONE A0', 300, 60]);
    // ln(300 / 60) = 1.609; the root of 60 is 1 / 7.746 = 0.1291 of it, with 3 %: 0.1325. 1.609 / 0.1325 = 12.14.
    expect(row?.[7]).toBe(12.14);
    const { chart } = answer;
    expect(chart?.marks).toHaveLength(1);
    const [mark] = chart?.marks ?? [];
    expect(chart?.labels[mark?.at ?? 0]).toBe('2026-11-10');
    expect(chart?.series[0]?.values[mark?.at ?? 0]).toBe(300);
    expect(chart?.series[0]?.band?.high[mark?.at ?? 0]).toBeLessThan(300);
  });

  it('over all time is judged as over a period that begins long before the data, and drawn from where they begin', async () => {
    change(`UPDATE spotify_audience_daily SET streams = 300 WHERE date = '2026-11-10' AND ${zone}`);
    const all = await sample.ask('viewer', 'anomalies', { period: 'all' });
    const since = await sample.ask('viewer', 'anomalies', { period: '2000-01-01..2026-11-21' });
    expect(all.table?.rows.length).toBeGreaterThan(0);
    expect(all.table).toEqual(since.table);
    expect(all.figures.map(({ value }) => value)).toEqual(since.figures.map(({ value }) => value));
    const marked = (chart: typeof all.chart) =>
      chart?.marks?.map(({ at }) => [
        chart.labels[at],
        chart.series[0]?.values[at],
        chart.series[0]?.band?.high[at],
      ]);
    expect(marked(all.chart)).toEqual(marked(since.chart));
    expect(since.chart?.labels[0]).toBe('1999-12-04');
    expect(all.chart?.labels[0]?.slice(0, 4)).toBe('2026');
  });

  it('a missing day and the unfinished newest one are none; a day is judged by what is told now', async () => {
    change(`DELETE FROM spotify_audience_daily WHERE date = '2026-11-10' AND ${zone};
      UPDATE content_streams SET streams = 1 WHERE date = '2026-11-20' AND platform_id IN
        (SELECT id FROM platforms WHERE key = 'spotify');
      DELETE FROM content_streams WHERE date = '2026-11-20' AND platform_id IN
        (SELECT id FROM platforms WHERE key = 'apple-music')`);
    expect(figure(await sample.ask('viewer', 'anomalies', NOVEMBER), 'anomalies').value).toBe(0);
    // Told wrong first, and corrected: what is told now is usual.
    change(
      `INSERT INTO changes VALUES ('spotify_audience_daily', '["2026-11-12",1]', 'streams', 3, 2, 3, 1, '900', '60')`,
    );
    expect(figure(await sample.ask('viewer', 'anomalies', NOVEMBER), 'anomalies').value).toBe(0);
    // Told usual first, and corrected to what is not: strange, and it says that it was changed.
    change(`UPDATE spotify_audience_daily SET streams = 900 WHERE date = '2026-11-12' AND ${zone}`);
    const answer = await sample.ask('viewer', 'anomalies', NOVEMBER);
    expect(answer.table?.rows[0]?.[9]).toBe('changed by a later file');
    expect(answer.notes.join('\n')).toContain('judged by what is told now');
  });

  it('names what began just before, of the same artist', async () => {
    const story = storyLabel((told) => {
      told.fact('playlist_snapshots', {
        ...{ as_of: '2026-11-15', period: '28day', platform_id: told.platform('spotify') },
        ...{ artist_name_id: told.artist('ZONE A0'), track_name_id: 0, playlist: 'Night Drive', author: 'x' },
        added_on: '2026-11-09',
      });
    });
    try {
      const db = openWarehouseForWriting(story.data);
      db.exec(`UPDATE spotify_audience_daily SET streams = 300 WHERE date = '2026-11-10'`);
      db.close();
      const answer = await story.ask('viewer', 'anomalies', { metric: 'streams' });
      const beside = Object.fromEntries((answer.table?.rows ?? []).map((row) => [row[2], row[9]]));
      expect(beside).toEqual({
        'ZONE A0': 'added to "Night Drive" on 2026-11-09',
        PIG1987: 'nothing we know of',
      });
    } finally {
      story.remove();
    }
  });

  it('a filter leaves out what cannot be asked by it; a viewer sees no spend; too little is not known', async () => {
    const one = await sample.ask('viewer', 'anomalies', { artist: 'zonea0', metric: 'streams' });
    expect(figure(one, 'judged').note).toBe('1 series, each day of each of them.');
    const spend = await sample.ask('viewer', 'anomalies', { metric: 'ad_spend' });
    expect(spend.audience).toBe('numbers');
    expect(figure(spend, 'anomalies')).toMatchObject({
      value: null,
      note: expect.stringContaining('Not known'),
    });
  });
});
