import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { storyLabel } from './kit/story.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('top', () => {
  it('ranks tracks by the streams of statements, with their share', async () => {
    const answer = await sample.ask('viewer', 'top');
    expect(answer.title).toBe('Top tracks by streams');
    // NEON 1,000 + 2,000 + 100, BASEMENT 100 + 1,000, DUET 500
    expect(answer.table?.rows).toEqual([
      [1, 'NEON', 3100, 3100 / 4700],
      [2, 'BASEMENT', 1100, 1100 / 4700],
      [3, 'DUET', 500, 500 / 4700],
    ]);
    expect(figure(answer, 'streams').value).toBe(4700);
    expect(answer.kind).toBe('reported');
  });

  it('has the change of each, and counts what it leaves out', async () => {
    const answer = await sample.ask('viewer', 'top', { by: 'platform', period: 'last_28d', limit: 1 });
    // Spotify 3,298 against 2,800
    expect(answer.table?.rows).toEqual([[1, 'Spotify', 3298, 3298 / 3568, 498 / 2800]]);
    expect(answer.table).toMatchObject({ total_rows: 2, truncated: true });
    expect(answer.chart).toMatchObject({
      kind: 'ranking',
      labels: ['Spotify', 'Other (1)'],
      series: [{ values: [3298, 270] }],
      changes: [498 / 2800, null],
    });
  });

  it('does not add ratios: no share, no "Other"', async () => {
    const answer = await sample.ask('owner', 'top', {
      by: 'platform',
      metric: 'revenue_per_stream',
      limit: 1,
    });
    expect(answer.table?.columns.map((column) => column.key)).toEqual(['rank', 'name', 'revenue_per_stream']);
    expect(answer.chart?.labels).toEqual(['Apple Music']);
  });

  it('of money only for those who see money', async () => {
    await expect(sample.ask('viewer', 'top', { metric: 'revenue' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect((await sample.ask('analyst', 'top', { metric: 'revenue' })).audience).toBe('money');
  });

  it('takes the metric that fits what is ranked, and says which', async () => {
    const types = await sample.ask('owner', 'top', { by: 'income_type' });
    // All of it is royalties: 3 + 0.60 + 6.10 + 0.05 + 1.50 + 2.90 - 0.69 + 0.31
    expect(types.table?.rows).toEqual([[1, 'royalty', '13.77', 1]]);
    expect(types.table?.columns[1]?.label).toBe('Income type');
    expect(types.notes[0]).toMatch(
      /^Ranked by revenue, the standard for income types\. Also by income type: /,
    );
    // A viewer sees no money: the next that fits.
    const seen = await sample.ask('viewer', 'top', { by: 'income_type' });
    // 1,000 + 100 + 2,000 + 500 + 1,000 + 100: neither the plays of Facebook nor a download
    expect(seen.table?.rows).toEqual([[1, 'royalty', 4700, 1]]);
    expect((await sample.ask('viewer', 'top')).notes.join()).not.toContain('Ranked by');
  });

  it('ranks videos by their own views, and says what tells them when nothing does', async () => {
    const answer = await sample.ask('viewer', 'top', { by: 'video' });
    expect(answer.computed_from.metrics).toEqual(['content_views']);
    expect(figure(answer, 'content_views')).toMatchObject({ value: null, label: 'Views, all videos' });
    expect(answer.title).toBe('Top videos by views');
  });

  it('refuses a metric that is not told by it, and names those that are', async () => {
    await expect(sample.ask('viewer', 'top', { by: 'video', metric: 'streams' })).rejects.toThrow(
      '"streams" is not told by video. By video there are: content_comments, content_day_views,',
    );
    await expect(sample.ask('viewer', 'top', { by: 'category' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  it('names the metrics there are', async () => {
    await expect(sample.ask('viewer', 'top', { metric: 'stream' })).rejects.toThrow(
      'Did you mean "streams"?',
    );
  });
});

describe('top videos', () => {
  let label: Sample;
  beforeAll(() => {
    label = storyLabel((story) => {
      const video = (platform: string, period: string, item: string, views: number): void =>
        story.fact('content_snapshots', {
          ...{ as_of: '2026-11-20', period, platform_id: story.platform(platform), account: 'zone' },
          ...{ item, artist_name_id: story.artist('ZONE A0'), title: item, views },
        });
      video('tiktok', 'lifetime', 'studio', 300);
      video('tiktok', 'lifetime', 'live', 100);
      video('youtube', '2026-10-24..2026-11-20', 'clip', 200);
    });
  });
  afterAll(() => label.remove());

  it('counted over unlike windows stand side by side, each with its own, and are not added', async () => {
    const answer = await label.ask('viewer', 'top', { by: 'video' });
    expect(answer.table?.columns.map(({ label: head }) => head)).toEqual(['#', 'Video', 'Views', 'Over']);
    expect(answer.table?.rows).toEqual([
      [1, 'studio', 300, 'lifetime'],
      [2, 'clip', 200, '28 days'],
      [3, 'live', 100, 'lifetime'],
    ]);
    expect(figure(answer, 'content_views')).toMatchObject({
      value: null,
      note: 'Not added: some are counted since it came out, others over 28 days. Ask for one platform.',
    });
    const asked = await label.ask('viewer', 'query', { metrics: 'content_views', period: 'ytd' });
    expect(figure(asked, 'content_views').note).toBe(
      '28 days and lifetime are not one number: ask by window, or for one of them.',
    );
  });

  it('of one platform have a total, shares, and their window in the subtitle', async () => {
    const answer = await label.ask('viewer', 'top', { by: 'video', platform: 'tiktok' });
    expect(answer.table?.rows).toEqual([
      [1, 'studio', 300, 300 / 400],
      [2, 'live', 100, 100 / 400],
    ]);
    expect(answer.subtitle).toMatch(/^since it came out · views · /);
    expect(figure(answer, 'content_views').value).toBe(400);
  });
});
