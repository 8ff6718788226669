import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('social', () => {
  it('tells followers, views and engagement of each account', async () => {
    const answer = await sample.ask('viewer', 'social');
    // 1,100 + 500 on Spotify, 2,100 on TikTok; before 1,000 + 500 + 2,000
    expect(figure(answer, 'followers')).toMatchObject({
      value: 3700,
      change: { absolute: 200, relative: 200 / 3500 },
    });
    // 8 x 500 + 20 x 1,000; before 28 x 500
    expect(figure(answer, 'video_views')).toMatchObject({ value: 24_000, change: { absolute: 10_000 } });
    expect(figure(answer, 'engagement_rate').value).toBeCloseTo(0.06, 12);
    expect(answer.table?.rows.map((row) => row.slice(0, 6))).toEqual([
      ['ZONE A0', 'TikTok', 'zone.a0', 2100, 100, 24_000],
      ['ZONE A0', 'Spotify', '', 1100, 100, null],
      ['PIG1987', 'Spotify', '', 500, 0, null],
    ]);
  });

  it('holds all followers against the target, and one account against none', async () => {
    expect(figure(await sample.ask('viewer', 'social'), 'followers').note).toBe(
      '37.0 % of 10,000 followers.',
    );
    const one = await sample.ask('viewer', 'social', { platform: 'tiktok' });
    expect(figure(one, 'followers').note).toBeUndefined();
  });

  it('an account that has told nothing is named, not counted as 0', async () => {
    const answer = await sample.ask('viewer', 'social');
    expect(answer.notes).toContain('Nothing is known of pig1987 on tiktok (PIG1987) in this period.');
    const alone = await sample.ask('viewer', 'social', { artist: 'PIG1987', platform: 'tiktok' });
    expect(figure(alone, 'video_views').value).toBeNull();
    expect(figure(alone, 'engagement_rate').value).toBeNull();
  });

  it('says that a source is late', async () => {
    const answer = await sample.ask('viewer', 'social');
    expect(answer.stale).toBe(true);
    expect(answer.as_of.find((source) => source.source === 'tiktok_followers')).toMatchObject({
      day: '2026-11-14',
      age_days: 8,
      state: 'overdue',
    });
  });
});
