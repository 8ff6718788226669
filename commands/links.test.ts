import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import type { Sample } from './kit/sample.testing.ts';
import { type Story, storyLabel } from './kit/story.testing.ts';

/** Visits of one release link from 2026-10-01 to 2026-11-20: Instagram 10 a day in October and 20 in November, a tenth clicks. */
function visits(story: Story): void {
  const visit = (date: string, source: string, opened: number, clicked: number): void =>
    story.fact('link_visits_daily', {
      ...{ date, platform_id: story.platform('submithub'), artist_name_id: story.artist('ZONE A0') },
      ...{
        track_name_id: story.track('ZONE A0', 'NEON'),
        territory: story.country('US'),
        source,
        opened,
        clicked,
      },
      ...{ utm_source: '', utm_medium: '', utm_campaign: '' },
    });
  for (let date = '2026-09-01'; date <= '2026-11-20'; date = addDays(date, 1))
    visit(date, 'instagram', date < '2026-11-01' ? 10 : 20, date < '2026-11-01' ? 1 : 2);
  visit('2026-11-10', 'direct', 7, 7);
}

let sample: Sample;
beforeAll(() => {
  sample = storyLabel(visits);
});
afterAll(() => sample.remove());

describe('links', () => {
  it('tells visits of release links by where they came from, beside the link pages', async () => {
    const answer = await sample.ask('viewer', 'links');
    const [part] = answer.parts ?? [];
    expect(part?.subtitle).toBe('SubmitHub · 2026-10-24 to 2026-11-20');
    // 8 x 10 + 20 x 20 against 28 x 10 before
    expect(part?.table?.rows).toEqual([
      ['instagram', 480, 48, 0.1, 200 / 280],
      ['direct', 7, 7, 1, null],
    ]);
    expect(part?.text).toBe(
      'instagram: 480 visits, 10.0 % went on to a store\ndirect: 7 visits, 100.0 % went on to a store',
    );
    expect(part?.figures.map(({ key, value }) => [key, value])).toEqual([
      ['link_visits', 487],
      ['link_visit_clicks', 55],
      ['link_visit_rate', 55 / 487],
    ]);
  });

  it('without any release link has no such section', async () => {
    const answer = await sample.ask('viewer', 'links', { artist: 'PIG1987' });
    expect(answer.parts).toBeUndefined();
  });
});
