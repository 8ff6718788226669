import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { figure, type Sample } from './kit/sample.testing.ts';
import { storyLabel } from './kit/story.testing.ts';

let sample: Sample;
afterEach(() => sample.remove());

const FIRST = '2026-09-25';
const OVER = { period: '2026-11-11..2026-11-20' };

/** Ads of ZONE A0 at 2.00 a day, on the first day of all and where `on` says. The sample has 60 streams a day of it. */
function withAds(on: (day: string) => boolean, streams?: number): void {
  sample = storyLabel((story) => {
    for (let day = FIRST; day <= '2026-11-20'; day = addDays(day, 1))
      if (day === FIRST || on(day))
        story.ad({
          ...{ date: day, campaign_id: '1', campaign_name: 'ZONE A0 - BROAD', currency: 'USD' },
          ...{ spend: 2_000_000_000, impressions: 1000, clicks: 10 },
        });
  });
  if (streams === undefined) return;
  const db = openWarehouseForWriting(sample.data);
  db.prepare(
    `UPDATE spotify_audience_daily SET streams = ? WHERE date >= '2026-11-11'
     AND artist_name_id = (SELECT id FROM artist_names WHERE name = 'ZONE A0')`,
  ).run(streams);
  db.close();
}
const lately = (day: string): boolean => day >= '2026-11-11';

describe('what ads brought', () => {
  it('is what came above the days before without ads, and what that cost and paid', async () => {
    withAds(lately, 110);
    const answer = await sample.ask('owner', 'ads', OVER);
    // Ten days of 50 more than 60; 20.00 for them.
    expect(figure(answer, 'incremental_streams')).toMatchObject({
      value: 500,
      note: expect.stringMatching(/^80 % band: \d+ to \d+ incremental streams\.$/),
    });
    expect(figure(answer, 'cost_per_incremental_stream')).toMatchObject({
      value: '0.040000',
      unit: 'USD/stream',
    });
    // Settled on Spotify, June to August: 3.00 + 6.10 + 1.50 + 2.90 = 13.50 for 4,500: 0.003. 500 of them are 1.50: -92.5 %.
    expect(figure(answer, 'roi').value).toBeCloseTo((1.5 - 20) / 20, 6);
    expect(answer.notes.join('\n')).toContain('less what the up to 56 days before without ads let expect');
    const summary = await sample.ask('owner', 'summary', OVER);
    expect(figure(summary, 'roi').value).toBeCloseTo(-0.925, 6);
    expect(figure(summary, 'roi').note).toContain('80 % band');
  });

  it('cannot be told from chance where its band holds 0', async () => {
    withAds(lately);
    const answer = await sample.ask('owner', 'ads', OVER);
    expect(figure(answer, 'incremental_streams').value).toBe(0);
    expect(figure(answer, 'incremental_streams').note).toContain('so it cannot be told from chance');
    expect(figure(answer, 'cost_per_incremental_stream')).toMatchObject({
      value: null,
      note: 'Not known: there were no streams above the baseline.',
    });
  });

  it('is not known where ads never paused, and where none ran', async () => {
    withAds(() => true, 110);
    const always = await sample.ask('owner', 'ads', OVER);
    expect(figure(always, 'incremental_streams')).toMatchObject({
      value: null,
      note: expect.stringMatching(/^Not known: no ads that ran can be held against days without/),
    });
    const none = await sample.ask('owner', 'ads', { period: '2026-09-01..2026-09-10' });
    expect(figure(none, 'roi').note).toBe('Not known: no ads ran in this period.');
  });
});

describe('click-to-stream', () => {
  it('holds streams above their baseline against clicks; none without clicks', async () => {
    withAds(lately, 110);
    const before = await sample.ask('viewer', 'summary', OVER);
    expect(figure(before, 'click_to_stream').value).toBeNull();
    sample.remove();
    sample = storyLabel((story) => {
      for (let day = '2026-11-11'; day <= '2026-11-20'; day = addDays(day, 1))
        story.fact('link_analytics_daily', {
          ...{ date: day, platform_id: story.platform('linktree'), account: 'zone' },
          ...{ artist_name_id: story.artist('ZONE A0'), total_views: 100, total_clicks: 100 },
        });
    });
    const db = openWarehouseForWriting(sample.data);
    db.exec(`UPDATE spotify_audience_daily SET streams = streams + 50 WHERE date >= '2026-11-11'`);
    db.close();
    // Both artists 50 more on ten days: 1,000 streams for 1,000 clicks.
    const answer = await sample.ask('viewer', 'summary', OVER);
    expect(figure(answer, 'click_to_stream').value).toBeCloseTo(1, 6);
    expect(figure(answer, 'click_to_stream').note).toContain('80 % band');
  });
});
