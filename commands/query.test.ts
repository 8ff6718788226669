import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

// The facts and their sums on paper: kit/sample-facts.testing.ts.
let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

const heads = (answer: Awaited<ReturnType<Sample['ask']>>) => answer.table?.columns.map(({ label }) => label);

describe('query', () => {
  it('without a breakdown is figures alone', async () => {
    const answer = await sample.ask('viewer', 'query');
    // Spotify 8 x 100 + 13 x 120 + 7 x 134, Apple Music 27 x 10.
    expect(figure(answer, 'streams')).toMatchObject({ value: 3568, kind: 'trend' });
    expect(answer.table).toBeUndefined();
  });

  it('joins metrics on their rows, each with its own total', async () => {
    const answer = await sample.ask('viewer', 'query', { metrics: 'streams, followers', by: 'artist' });
    expect(heads(answer)).toEqual(['Artist', 'Streams', 'Followers']);
    // 28 days of 60 and 40; ZONE A0 has 1,100 on Spotify and 2,100 on TikTok.
    expect(answer.table?.rows).toEqual([
      ['ZONE A0', 1680, 3200],
      ['PIG1987', 1120, 500],
    ]);
    expect(figure(answer, 'streams').value).toBe(2800);
    expect(figure(answer, 'followers').value).toBe(3700);
    expect(answer.kind).toBe('observed');
  });

  it('leaves null where a metric knows nothing, and tells the kind of each column', async () => {
    const answer = await sample.ask('owner', 'query', {
      metrics: 'streams,revenue',
      by: 'platform',
      period: '2026-09',
    });
    expect(heads(answer)).toEqual(['Platform', 'Streams, trend', 'Revenue, reported', 'State']);
    // Sep 25 to 30: six days of 100 and of 10. Apple Music has no sale of September.
    expect(answer.table?.rows).toEqual([
      ['Spotify', 600, '0.31', 'not complete: revenue'],
      ['Apple Music', 60, null, ''],
    ]);
    expect(answer).toMatchObject({ kind: 'mixed', audience: 'money' });
    expect(answer.notes.join(' ')).toContain('never add them');
  });

  it('compares each row over like days', async () => {
    const { table } = await sample.ask('viewer', 'query', { by: 'platform', compare: 'previous_period' });
    // 28 days before: 2,800 and 280. Apple Music has told nothing of Nov 5.
    expect(table?.rows).toEqual([
      ['Spotify', 3298, 2800, 498 / 2800, ''],
      ['Apple Music', 270, 280, -10 / 280, 'not complete'],
    ]);
  });

  it('holds each step against the step before it, the shorter ones only against as short ones', async () => {
    const { table } = await sample.ask('viewer', 'query', {
      where: 'platform=spotify',
      period: '2026-11-01..2026-11-20',
      grain: 'month',
      compare: 'previous_period',
    });
    // 13 x 120 + 7 x 134 against the first 20 days of October.
    expect(table?.rows).toEqual([['2026-11', 2498, 2000, 498 / 2000]]);
    const weeks = await sample.ask('viewer', 'query', {
      where: 'platform=spotify',
      period: '2026-11-01..2026-11-20',
      grain: 'week',
      compare: 'previous_period',
    });
    // Nov 1 is a Sunday, Oct 1 a Thursday: only whole weeks meet. Nov 2-8 against Oct 5-11, Nov 9-15 against Oct 12-18;
    // the last steps have 5 days (Nov 16-20) and 2 (Oct 19-20).
    expect(weeks.table?.rows).toEqual([
      ['2026-10-26', 120, null, null],
      ['2026-11-02', 840, 700, 140 / 700],
      ['2026-11-09', 868, 700, 168 / 700],
      ['2026-11-16', 670, null, null],
    ]);
  });

  it('gives pages in one order, of a series from the newest on, and says where it is', async () => {
    const ask = (page: number) =>
      sample.ask('viewer', 'query', { by: 'platform', grain: 'month', period: '2026', limit: 4, page });
    const [first, second, third] = await Promise.all([ask(1), ask(2), ask(3)]);
    // Six rows: two platforms, September to November.
    expect(first?.table).toMatchObject({ total_rows: 6, truncated: true });
    expect(first?.table?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['2026-10', 'Spotify', 3100],
      ['2026-10', 'Apple Music', 310],
      ['2026-11', 'Spotify', 2498],
      ['2026-11', 'Apple Music', 190],
    ]);
    expect(second?.table?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['2026-09', 'Spotify', 600],
      ['2026-09', 'Apple Music', 60],
    ]);
    expect(first?.notes[0]).toBe('Page 1 of 2: rows 1 to 4 of 6 counted from the newest. Next: page 2.');
    expect(third?.table?.rows).toEqual([]);
    expect(third?.notes[0]).toBe('Page 3 is beyond the end: there are 2 pages, of 6 rows in all.');
  });

  it('pages through a breakdown by two dimensions, the largest first', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map((page) =>
        sample.ask('viewer', 'query', {
          metrics: 'streams',
          where: 'kind=reported',
          by: 'track,country',
          period: 'all',
          limit: 2,
          page,
        }),
      ),
    );
    // NEON US 1,000 + 2,000 + 100, BASEMENT US 1,000, DUET NA 500, BASEMENT DE 100. The iTunes return and Facebook's
    // plays are no streams.
    expect(pages.flatMap(({ table }) => table?.rows ?? []).map((row) => row.slice(0, 3))).toEqual([
      ['NEON', 'United States', 3100],
      ['BASEMENT', 'United States', 1000],
      ['DUET', 'Namibia', 500],
      ['BASEMENT', 'Germany', 100],
    ]);
  });

  it('draws what it tells', async () => {
    const answer = await sample.ask('viewer', 'query', {
      metrics: 'streams,followers',
      grain: 'month',
      period: '2026',
    });
    expect(answer.chart).toMatchObject({
      kind: 'line',
      title: 'Streams, followers: Streams',
      series: [{ name: 'Streams' }],
    });
    const bars = await sample.ask('viewer', 'query', { by: 'platform' });
    expect(bars.chart).toMatchObject({ kind: 'ranking', labels: ['Spotify', 'Apple Music'] });
  });

  it('shows no money to a viewer, and names the metric', async () => {
    await expect(sample.ask('viewer', 'query', { metrics: 'streams,revenue' })).rejects.toMatchObject({
      code: 'not_allowed',
      message: expect.stringContaining('"revenue" is money'),
    });
  });

  it.each([
    [{ metrics: 'strems' }, 'Did you mean "streams"?'],
    [{ metrics: 'streams,streams' }, 'streams is asked for twice'],
    [{ metrics: 'streams,saves,likes,shares,comments,reach' }, 'metrics takes one to 5 names'],
    [{ by: 'artits' }, 'Did you mean "artist"?'],
    [{ by: 'artist,track,country,platform' }, 'At most 3 dimensions'],
    [{ by: 'artist,artist' }, 'only once'],
    [{ where: 'artist=ZONE A' }, 'Did you mean "ZONE A0"'],
    [{ metrics: 'followers,streams', by: 'country' }, 'Together they can be asked by artist, platform'],
    [{ metrics: 'revenue', grain: 'day' }, 'by month at the finest'],
    [{ period: 'last week' }, 'is not a period'],
    [{ page: 0 }, 'page is a whole number from 1'],
    [{ grain: 'hour' }, 'Valid: day, week, month, year'],
  ])('refuses %o, and says what is valid', async (params, why) => {
    await expect(sample.ask('owner', 'query', params)).rejects.toThrow(why);
  });
});
