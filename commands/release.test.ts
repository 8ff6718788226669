import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { type Story, storyLabel, trackDays } from './kit/story.testing.ts';

/**
 * NEON out on 2026-11-01, 10 a day to 2026-11-20 (20 days). BASEMENT out on 2026-09-01, 20 a day for 40 days. DUET out on
 * 2026-08-01, told from its 11th day on. Of HOLE one day of twelve is missing. SILENT is told by nobody.
 */
function releases(story: Story): void {
  const out = (artist: string, title: string, release_date: string, values: (number | null)[]): void => {
    story.fact('catalog_tracks', {
      ...{ artist_name_id: story.artist(artist), track_name_id: story.track(artist, title), party: '' },
      release_date,
    });
    trackDays(story, { artist, title, from: release_date }, values);
  };
  const days = (many: number, value: number | null) => Array.from({ length: many }, () => value);
  out('ZONE A0', 'NEON', '2026-11-01', days(20, 10));
  out('PIG1987', 'BASEMENT', '2026-09-01', days(40, 20));
  out('ZONE A0 & PIG1987', 'DUET', '2026-08-01', [...days(10, null), ...days(30, 5)]);
  out('PIG1987', 'HOLE', '2026-10-01', [...days(4, 1), null, ...days(7, 1)]);
  out('PIG1987', 'SILENT', '2026-10-05', []);
}

let sample: Sample;
beforeAll(() => {
  sample = storyLabel(releases);
});
afterAll(() => sample.remove());

describe('release', () => {
  it('adds up from the release day, the newest first, and compares only what is told from there', async () => {
    const answer = await sample.ask('viewer', 'release');
    expect(answer.table?.columns.map(({ key }) => key)).toEqual([
      'track',
      'first_7',
      'first_28',
      'released',
      'state',
    ]);
    expect(answer.table?.rows).toEqual([
      ['NEON', 70, null, '2026-11-01', '20 days told'],
      // Six of its first seven days: a sum without the missing one, and said so
      ['HOLE', 6, null, '2026-10-01', 'partial: 1 of 12 days missing'],
      ['BASEMENT', 140, 560, '2026-09-01', '40 days told'],
      ['DUET', null, null, '2026-08-01', 'days from 2026-08-11 on, day 10'],
    ]);
    // NEON has 200 after 20 days, BASEMENT had 400.
    expect(figure(answer, 'track_streams')).toMatchObject({
      label: 'NEON, first 20 days',
      value: 200,
      change: { absolute: -200, relative: -0.5, against: 'the other at the same age' },
    });
    expect(answer.notes).toContain(
      'Not compared, for their first days are not told: DUET (days from 2026-08-11 on, day 10).',
    );
    expect(answer.notes.join()).toContain('Not told by day on Spotify, so left out: SILENT.');
  });

  it('draws days since release: a hole is a gap, and what comes after it is not complete', async () => {
    const { chart } = await sample.ask('viewer', 'release', { days: 30 });
    expect(chart?.labels).toHaveLength(30);
    expect(chart?.series.map(({ name }) => name)).toEqual(['NEON', 'HOLE', 'BASEMENT']);
    const [neon, hole, basement] = chart?.series ?? [];
    expect(neon?.values.slice(18, 22)).toEqual([190, 200, null, null]);
    expect(hole?.values.slice(2, 8)).toEqual([3, 4, null, 5, 6, 7]);
    expect(hole?.partial).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect(basement?.values[29]).toBe(600);
  });

  it('of an artist, and of named tracks', async () => {
    const pig = await sample.ask('viewer', 'release', { artist: 'PIG1987' });
    expect(pig.table?.rows.map(([track]) => track)).toEqual(['HOLE', 'BASEMENT', 'DUET']);
    const named = await sample.ask('viewer', 'release', { tracks: 'silent, Neon' });
    expect(named.table?.rows.map(([track, seven]) => [track, seven])).toEqual([
      ['SILENT', null],
      ['NEON', 70],
    ]);
    await expect(sample.ask('viewer', 'release', { tracks: 'NEOM' })).rejects.toThrow('Did you mean "NEON"?');
  });

  it('refuses what is not told by track and day, and says what is', async () => {
    await expect(sample.ask('viewer', 'release', { metric: 'streams' })).rejects.toThrow(
      '"streams" is not told by track and day. Valid: ad_clicks, ',
    );
  });

  it('without any release day says who tells it', async () => {
    const bare = sampleLabel();
    const { figures, table } = await bare.ask('viewer', 'release');
    expect(figures).toMatchObject([{ key: 'track_streams', value: null, unit: 'streams' }]);
    expect(figures[0]?.note).toContain('No release day is known yet. The catalog of your own tells it');
    expect(table).toBeUndefined();
    bare.remove();
  });
});
