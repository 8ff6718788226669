import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { type Story, storyLabel, trackDays } from './kit/story.testing.ts';
import { altText } from './view/alt.ts';

/** NEON: 100 a day from 2026-07-01 to 2026-11-20, but 400 on 2026-10-20. */
function neon(story: Story): void {
  const days = Array.from({ length: 143 }, (_, at) =>
    addDays('2026-07-01', at) === '2026-10-20' ? 400 : 100,
  );
  trackDays(story, { artist: 'ZONE A0', title: 'NEON', from: '2026-07-01' }, days);
  const zone = story.artist('ZONE A0');
  const list = (as_of: string, playlist: string, added_on: string | null, streams: number) =>
    story.fact('playlist_snapshots', {
      ...{ as_of, period: '28day', platform_id: story.platform('spotify'), artist_name_id: zone },
      ...{ track_name_id: 0, playlist, author: 'Spotify', streams, listeners: 1, added_on },
    });
  list('2026-11-20', 'Late Night', '2026-10-18', 500);
  list('2026-11-20', 'Radio', null, 900);
  list('2026-10-01', 'Gone', '2026-01-01', 7000);
  // A window of Spotify's page: 60 listeners, of whom 3 saved it.
  story.fact('spotify_song_metrics', {
    ...{
      as_of: '2026-11-19',
      period: '28day',
      artist_name_id: zone,
      track_name_id: story.track('ZONE A0', 'NEON'),
    },
    ...{ streams: 150, listeners: 60, savers: 3, release_date: '2026-03-01' },
  });
  story.ad({
    ...{ date: '2026-10-14', campaign_id: '1', campaign_name: 'NEON - BROAD', currency: 'USD' },
    ...{ spend: 5_000_000_000, line: 77 },
  });
}

let sample: Sample;
beforeAll(() => {
  sample = storyLabel(neon, {
    label: {
      splits: [
        { title: 'NEON', party: 'Sxnctuary', share: 0.25 },
        { title: 'NEON', party: 'Old friend', share: 0.5, to: '2026-06-30' },
      ],
    },
  });
});
afterAll(() => sample.remove());

describe('track', () => {
  it('tells who, since when, and every kind of number by itself', async () => {
    const answer = await sample.ask('owner', 'track', { track: 'neon' });
    expect(answer.title).toBe('NEON');
    // No catalog tells the day: Spotify's page does.
    expect(answer.subtitle).toBe('ZONE A0 · released 2026-03-01 · no ISRC known');
    // 90 days to 2026-11-20: 89 of 100 and one of 400; the 90 before: 53 from 2026-07-01 on
    expect(figure(answer, 'track_streams')).toMatchObject({ value: 9300, kind: 'observed' });
    expect(figure(answer, 'streams')).toMatchObject({ value: 3100, kind: 'reported' });
    // 3.00 + 6.10 + 0.05 - 0.69 + 0.31
    expect(figure(answer, 'revenue').value).toBe('8.77');
    // (3.00 + 6.10 + 0.31) / 3,100
    expect(figure(answer, 'revenue_per_stream').value).toBe('0.003035484');
    expect(figure(answer, 'song_listeners').value).toBe(60);
    expect(figure(answer, 'save_rate').value).toBe(3 / 60);
    expect(figure(answer, 'ad_spend').value).toBe('5.00');
  });

  it('puts what happened in the week before beside each spike', async () => {
    const answer = await sample.ask('owner', 'track', { track: 'NEON' });
    const around = 'added to "Late Night" on 2026-10-18; campaign "NEON - BROAD" on 2026-10-14';
    expect(answer.table?.rows).toEqual([['2026-10-20', 400, 100, around]]);
    expect(answer.parts?.[0]).toMatchObject({
      title: 'Spikes on Spotify',
      text: `2026-10-20: 400, 4 times the usual; before it: ${around}.`,
    });
    const { chart } = answer;
    expect(chart?.marks).toEqual([
      { at: chart?.labels.indexOf('2026-10-20'), text: 'added to "Late Night" on 2026-10-18' },
    ]);
    expect(chart?.labels).toHaveLength(90);
    expect(altText(answer)).toContain('Marked 2026-10-20: added to "Late Night" on 2026-10-18.');
  });

  it('says where it is played, the playlists of its artists as read last, and who is owed today', async () => {
    const parts = (await sample.ask('owner', 'track', { track: 'NEON' })).parts ?? [];
    const rows = (key: string) => parts.find((part) => part.key === key)?.table?.rows;
    expect(rows('platform')).toEqual([[1, 'Spotify', 3100, 1]]);
    expect(rows('country')).toEqual([[1, 'United States', 3100, 1]]);
    expect(rows('playlists')).toEqual([
      ['Radio', null, 900, 'Spotify'],
      ['Late Night', '2026-10-18', 500, 'Spotify'],
    ]);
    expect(rows('splits')).toEqual([['Sxnctuary', 0.25]]);
    // What a chat shows of them.
    expect(parts.slice(1).map(({ text }) => text)).toEqual([
      'Spotify 100.0 %',
      'United States 100.0 %',
      'Radio 900, Late Night 500 (added 2026-10-18)',
      'Sxnctuary 25.0 %',
    ]);
  });

  it('shows no money to a viewer, and splits to the owner alone', async () => {
    const answer = await sample.ask('viewer', 'track', { track: 'NEON' });
    expect(answer.figures.map(({ key }) => key)).toEqual([
      'track_streams',
      'streams',
      'song_listeners',
      'song_saves',
      'save_rate',
    ]);
    expect(answer.audience).toBe('numbers');
    const analyst = await sample.ask('analyst', 'track', { track: 'NEON' });
    expect(analyst.parts?.map(({ key }) => key)).not.toContain('splits');
  });

  it('bare, is of the strongest; a title nobody knows gets the nearest', async () => {
    const answer = await sample.ask('viewer', 'track');
    expect(answer.title).toBe('NEON');
    expect(answer.notes[0]).toBe('No track was named: the strongest of the label.');
    await expect(sample.ask('viewer', 'track', { track: 'NEOM' })).rejects.toThrow('Did you mean "NEON"?');
  });

  it('of a track that no page tells by day says so, and draws nothing', async () => {
    const answer = await sample.ask('viewer', 'track', { track: 'BASEMENT' });
    expect(figure(answer, 'track_streams').value).toBeNull();
    expect(figure(answer, 'streams').value).toBe(1100);
    expect(answer.chart).toBeUndefined();
    expect(answer.table?.rows).toEqual([]);
  });

  it('without any file that tells a track says so', async () => {
    const empty = sampleLabel({ facts: false });
    await expect(empty.ask('viewer', 'track')).rejects.toThrow('No file tells streams of a track yet.');
    empty.remove();
  });
});
