import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('streams', () => {
  it('answers alone: the last 28 days of the data, against the 28 before', async () => {
    const answer = await sample.ask('viewer', 'streams');
    expect(answer.period).toEqual({ from: '2026-10-24', to: '2026-11-20', name: 'last_28d' });
    // Spotify 8 x 100 + 13 x 120 + 7 x 134 = 3,298; Apple 27 x 10 = 270. Before: 28 x 110 = 3,080.
    expect(figure(answer, 'streams')).toMatchObject({
      value: 3568,
      unit: 'streams',
      kind: 'trend',
      partial: true,
      change: { absolute: 488, relative: 488 / 3080, against: 'the 28 days before' },
    });
    // Nov 14-20: 144 a day; Nov 7-13: 130 a day.
    expect(figure(answer, 'daily_average')).toMatchObject({
      value: 144,
      change: { absolute: 14, relative: 14 / 130 },
    });
    expect(answer.audience).toBe('numbers');
    expect(answer.stale).toBe(false);
  });

  it('names the other kind and does not add it', async () => {
    const answer = await sample.ask('viewer', 'streams');
    // Spotify for Artists: 28 x (60 + 40)
    expect(answer.notes).toContain('Not added: observed figures say 2,800 for 2026-10-24 to 2026-11-20.');
    expect(answer.kind).toBe('trend');
  });

  it('marks the day one source has not told, and gives no average over it', async () => {
    const { table, chart } = await sample.ask('viewer', 'streams', { period: '2026-11-04..2026-11-06' });
    // Average to Nov 4: Oct 29-31 3 x 110 + Nov 1-4 4 x 130 = 850 over 7.
    expect(table?.rows).toEqual([
      ['2026-11-04', 130, 850 / 7, ''],
      ['2026-11-05', 120, null, 'not complete'],
      ['2026-11-06', 130, null, ''],
    ]);
    expect(chart?.series[0]).toEqual({ name: 'Streams', values: [130, 120, 130], partial: [1] });
  });

  it('tells each step against the one before it where a step is asked for: week over week', async () => {
    const answer = await sample.ask('viewer', 'streams', { grain: 'week' });
    // 2026-10-24 is a Saturday and 2026-11-20 a Friday: the first and the last week are cut by the period.
    // Oct 26 to Nov 1: 6 x 110 + 130; Nov 2-8: 7 x 130 - 10, and not complete; Nov 9-15: 5 x 130 + 2 x 144; Nov 16-20: 5 x 144
    expect(answer.table?.rows).toEqual([
      ['2026-10-19', 220, null, ''],
      ['2026-10-26', 790, null, ''],
      ['2026-11-02', 900, null, 'not complete'],
      ['2026-11-09', 938, null, ''],
      ['2026-11-16', 720, null, ''],
    ]);
    expect(figure(answer, 'step_growth')).toMatchObject({ value: null, label: 'Growth by week' });
    const october = await sample.ask('viewer', 'streams', {
      grain: 'week',
      period: '2026-10-05..2026-10-30',
    });
    expect(october.table?.rows.map((row) => row[2])).toEqual([null, 0, 0, null]);
    const november = await sample.ask('viewer', 'streams', {
      grain: 'day',
      period: '2026-11-13..2026-11-14',
    });
    // 120 + 10, then 134 + 10
    expect(figure(november, 'step_growth')).toMatchObject({
      value: 14 / 130,
      label: 'Growth, day 2026-11-14',
    });
  });

  it('takes the kind that can be broken down: by artist Spotify for Artists, by track statements', async () => {
    const artist = await sample.ask('viewer', 'streams', { artist: 'zonea0', grain: 'month', period: 'all' });
    expect(artist.title).toBe('Streams of ZONE A0');
    expect(artist.kind).toBe('observed');
    // Sep 25-30 6 x 60, October 31 x 60, Nov 1-20 20 x 60
    expect(artist.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['2026-09', 360],
      ['2026-10', 1860],
      ['2026-11', 1200],
    ]);
    const track = await sample.ask('viewer', 'streams', { track: 'neon', country: 'US', period: 'ytd' });
    expect(track.kind).toBe('reported');
    // Statement lines of NEON in the US in streaming stores: 1,000 + 2,000 + 100, not the iTunes sale.
    expect(figure(track, 'streams').value).toBe(3100);
    // A month without a line is not known, not 0; a daily average cannot be told of months.
    expect(track.table?.rows).toContainEqual(['2026-08', null, '']);
    expect(track.figures).toHaveLength(1);
  });

  it('compares a month that is not over with the same days of the month before', async () => {
    const answer = await sample.ask('viewer', 'streams', { period: 'mtd' });
    // Nov 1-20: 13 x 120 + 7 x 134 + 19 x 10 = 2,688; Oct 1-20: 20 x 110 = 2,200
    expect(figure(answer, 'streams')).toMatchObject({
      value: 2688,
      change: { absolute: 488, relative: 488 / 2200, against: 'the same days of the month before' },
    });
  });

  it('says that nothing is known, and how to bring it', async () => {
    const empty = sampleLabel({ facts: false });
    const answer = await empty.ask('viewer', 'streams');
    empty.remove();
    expect(figure(answer, 'streams').value).toBeNull();
    expect(figure(answer, 'streams').note).toBe(
      'No data yet from DistroKid daily streams. Get it at https://distrokid.example: Open Analytics; Click Download. Then run "bedrot import FILE" with the distrokid_streams file.',
    );
    expect(answer.table?.rows).toEqual([]);
    expect(answer.as_of[0]).toMatchObject({ day: null, age_days: null, state: 'never' });
  });

  it('marks generated data', async () => {
    const demo = sampleLabel({ label: { demo: true } });
    const answer = await demo.ask('viewer', 'streams');
    demo.remove();
    expect(answer.demo).toBe(true);
    expect((await sample.ask('viewer', 'streams')).demo).toBe(false);
  });

  it('teaches', async () => {
    await expect(sample.ask('viewer', 'streams', { artist: 'zona a0' })).rejects.toThrow('"ZONE A0"');
    await expect(sample.ask('viewer', 'streams', { period: 'last_29d' })).rejects.toThrow('last_28d');
    await expect(sample.ask('viewer', 'streams', { grain: 'hour' })).rejects.toThrow('Valid: day, week');
  });
});
