import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { type Story, storyLabel } from './kit/story.testing.ts';

/** Spotify's page tells people, TikTok's shares; hours of TikTok are 10, 20, ... 240 followers, and double on a Saturday. */
function pages(story: Story): void {
  const [zone, zoneAsTikTok, pig] = [
    story.artist('ZONE A0'),
    story.artist('zonea0'),
    story.artist('PIG1987'),
  ];
  const segment = (
    as_of: string,
    artist: number,
    breakdown: string,
    name: string,
    people: number,
    period = '28day',
  ) =>
    story.fact('audience_segments', {
      ...{
        as_of,
        period,
        platform_id: story.platform('spotify'),
        account: '',
        artist_name_id: artist,
        breakdown,
      },
      ...(breakdown === 'country'
        ? { segment: name, territory: story.country(name) }
        : { segment: name, territory: '' }),
      people,
    });
  segment('2026-10-20', zone, 'country', 'US', 9999);
  segment('2026-11-20', zone, 'country', 'US', 60);
  segment('2026-11-20', zone, 'country', 'NA', 40);
  // The same page under another spelling, in the same file: one of the two counts.
  segment('2026-11-20', zoneAsTikTok, 'country', 'US', 60);
  segment('2026-11-20', zone, 'country', 'US', 7777, '7day');
  segment('2026-11-20', zone, 'city', 'Windhoek', 25);
  segment('2026-11-01', pig, 'age', '23-27', 3);
  segment('2026-11-01', pig, 'age', '18-22', 1);
  const share = (breakdown: string, name: string, territory: string, share_millionths: number) =>
    story.fact('audience_segments', {
      ...{ as_of: '2026-11-14', period: '', platform_id: story.platform('tiktok'), account: 'zone.a0' },
      ...{
        artist_name_id: zone,
        breakdown,
        segment: name,
        territory: story.country(territory),
        share_millionths,
      },
    });
  share('country', 'Others', '', 600_000);
  share('country', '', 'DE', 400_000);
  share('gender', 'Female', '', 390_000);
  // 2026-11-08 is a Sunday, 2026-11-14 a Saturday; one day more than a page shows.
  for (let date = '2026-11-07'; date <= '2026-11-14'; date = addDays(date, 1))
    for (let hour = 0; hour < 24; hour++)
      if (date !== '2026-11-10' || hour !== 3)
        story.fact('audience_hours', {
          ...{ date, hour, platform_id: story.platform('tiktok'), account: 'zone.a0', artist_name_id: zone },
          active_followers:
            date === '2026-11-07' ? 1_000_000 : (hour + 1) * 10 * (date === '2026-11-14' ? 2 : 1),
        });
}

let sample: Sample;
beforeAll(() => {
  sample = storyLabel(pages);
});
afterAll(() => sample.remove());

const partOf = async (key: string, params = {}) =>
  (await sample.ask('viewer', 'audience', params)).parts?.find((part) => part.key === key);

describe('audience', () => {
  it('has one row a page: where, who and when at one look', async () => {
    const answer = await sample.ask('viewer', 'audience');
    expect(answer.table?.rows).toEqual([
      ['PIG1987 · Spotify', null, '23-27', null, null, null],
      // 25 of the 100 people its countries list: a list of cities has only the largest
      ['ZONE A0 · Spotify', 'US 60 %', null, null, null, 'Windhoek 25 %'],
      ['ZONE A0 · TikTok', 'DE 40 %', null, '23:00', 'Female 39 %', null],
    ]);
    // 500 + 300, as on the day before
    expect(figure(answer, 'monthly_listeners').value).toBe(800);
    expect(answer.kind).toBe('mixed');
    expect(answer.computed_from.tables).toContain('audience_segments');
  });

  it('takes the newest reading, one window and one spelling, and says what part the country has of streams', async () => {
    const countries = await partOf('country', { artist: 'zonea0' });
    // Settled to 2026-08 (statements to 2026-11-20): ZONE A0 had 1,000 + 2,000 in the US and, with PIG1987, 500 in Namibia.
    expect(countries?.table?.rows).toEqual([
      ['ZONE A0 · Spotify', 'United States', 0.6, 60, 3000 / 3500],
      ['ZONE A0 · Spotify', 'Namibia', 0.4, 40, 500 / 3500],
      ['ZONE A0 · TikTok', 'Germany', 0.4, null, null],
      ['ZONE A0 · TikTok', 'Others', 0.6, null, null],
    ]);
    expect(countries?.text).toBe(
      'ZONE A0 · Spotify: United States 60 %, Namibia 40 %\nZONE A0 · TikTok: Germany 40 %, Others 60 %',
    );
    expect(countries?.subtitle).toBe('read 2026-11-14 to 2026-11-20');
    expect(countries?.notes).toContain(
      'Streams paid: the country’s part of the artist’s streams in statements, 2026-06 to 2026-08.',
    );
  });

  it('knows when followers are active, over the newest seven days, and whose hours they are', async () => {
    const hours = await partOf('hours');
    // Hour 23: six days of 240 and a Saturday of 480; hour 0: 10 and 20. The 7th is the eighth day back.
    expect(hours?.subtitle).toBe('2026-11-08 to 2026-11-14');
    expect(hours?.table?.rows).toEqual([
      ['ZONE A0 · TikTok', '23:00', Math.round((6 * 240 + 480) / 7), 'Saturday', '00:00'],
    ]);
    const answer = await sample.ask('viewer', 'audience', { platform: 'tiktok' });
    // Hour 3 of the 10th is not told: five days of 40 and one of 80.
    expect(answer.chart?.series[0]?.values[3]).toBe((5 * 40 + 80) / 6);
    expect(answer.notes.join()).toContain('no file tells the zone, so they are not converted');
    expect(answer.figures).toEqual([]);
  });

  it('bounds each page by itself, and counts what is left out', async () => {
    const countries = await partOf('country', { limit: 1 });
    expect(countries?.table?.rows.map((row) => row[1])).toEqual(['United States', 'Germany']);
    expect(countries?.table).toMatchObject({ total_rows: 4, truncated: true });
  });

  it('of a label whose pages told nothing says how to get them', async () => {
    const bare = sampleLabel();
    const answer = await bare.ask('viewer', 'audience');
    expect(answer.table?.rows).toEqual([]);
    expect(answer.notes[0]).toMatch(/^No page has told who its audience is/);
    bare.remove();
  });
});
