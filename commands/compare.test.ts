import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('compare', () => {
  it('puts the largest side by side when no names are given', async () => {
    const answer = await sample.ask('viewer', 'compare');
    expect(answer.table?.rows).toEqual([
      // Spotify 3,298 against 2,800; Apple Music 270 against 280
      ['Spotify', 3298, 498 / 2800, 0],
      ['Apple Music', 270, -10 / 280, (270 - 3298) / 3298],
    ]);
    expect(answer.chart?.series.map((series) => series.name)).toEqual(['Spotify', 'Apple Music']);
    // Nov 5 of Apple Music, the 13th day from Oct 24
    expect(answer.chart?.series[1]?.values[12]).toBeNull();
  });

  it('takes names in any spelling, two to five', async () => {
    const answer = await sample.ask('owner', 'compare', {
      metric: 'revenue',
      by: 'artist',
      names: 'zonea0, pig1987',
      period: '2026-07',
    });
    // ZONE A0 6.10 + 0.05 + 1.50; PIG1987 1.50
    expect(answer.figures.map(({ label, value }) => [label, value])).toEqual([
      ['ZONE A0', '7.65'],
      ['PIG1987', '1.50'],
    ]);
    await expect(sample.ask('viewer', 'compare', { names: 'spotify' })).rejects.toThrow('two to 5 names');
    await expect(sample.ask('viewer', 'compare', { names: 'a,b,c,d,e,f' })).rejects.toThrow('two to 5 names');
    await expect(sample.ask('viewer', 'compare', { names: 'Spotfy, Apple Music' })).rejects.toThrow(
      '"Spotify"',
    );
  });

  it('of percentages tells points, not percent of percent', async () => {
    const answer = await sample.ask('viewer', 'compare', { metric: 'engagement_rate', by: 'artist' });
    expect(answer.table?.columns.map((column) => column.key)).toEqual(['artist', 'engagement_rate']);
    expect(answer.figures[0]?.change?.absolute).toBeCloseTo(0, 12);
  });

  it('two periods: one that is not over is held against as many days of the other', async () => {
    const answer = await sample.ask('viewer', 'compare', { period: '2026-11', against: '2026-10' });
    expect(answer.figures).toMatchObject([
      {
        label: '2026-11',
        value: 2688,
        partial: true,
        // Oct 1-20: 2,200
        change: { absolute: 488, relative: 488 / 2200, against: '2026-10-01 to 2026-10-20' },
      },
      { label: '2026-10', value: 3410 },
    ]);
    await expect(
      sample.ask('viewer', 'compare', { names: 'spotify, tidal', against: '2026-10' }),
    ).rejects.toThrow('names or against');
  });
});
