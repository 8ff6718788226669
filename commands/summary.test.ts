import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSchema } from './kit/answer.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('summary', () => {
  it('has the tiles of the label, each with its own period', async () => {
    const answer = await sample.ask('owner', 'summary');
    expect(answer.figures.map(({ label, value }) => [label, value])).toEqual([
      ['Streams, 2026-11', 2688],
      // Sep 25-30 660, October 3,410, November 2,688
      ['Streams, 2026', 6758],
      ['Growth of streams, 2026-11', 488 / 2200],
      ['Royalties paid, 2026-11', '0.31'],
      // The newest settled sale month: 2.90 over 1,000
      ['Revenue per stream, 2026-08', '0.002900000'],
      ['Ad spend, 2026-11', null],
      ['ROI, 2026-11', null],
      ['Net, 2026-11', null],
      ['Followers, 2026-11', 3700],
      ['Click-to-stream, 2026-11', null],
      ['TikTok views, 2026-11', 20_000],
    ]);
    expect(answer.audience).toBe('money');
    expect(answer.kind).toBe('mixed');
  });

  it('holds tiles against the targets', async () => {
    const answer = await sample.ask('owner', 'summary');
    // the data reach to 2026-11-20, day 324: 324 of 365 days are over, 88.77 %
    expect(figure(answer, 'streams_ytd').note).toBe(
      '67.6 % of 10k streams a year, on track (88.8 % of the year is over).',
    );
    expect(figure(answer, 'royalties').note).toBe('3.1 % of 10 USD a month.');
    expect(figure(answer, 'followers').note).toBe('37.0 % of 10,000 followers.');
  });

  it('a tile without data says what is missing and how to bring it', async () => {
    const answer = await sample.ask('owner', 'summary');
    for (const key of ['ad_spend', 'roi', 'net', 'click_to_stream'])
      expect(figure(answer, key).note, key).toMatch(/^Needs the .*CSV.*keep that export\.$/);
    const empty = sampleLabel({ facts: false });
    const bare = await empty.ask('owner', 'summary');
    empty.remove();
    for (const one of bare.figures) {
      expect(one.value, one.key).toBeNull();
      expect(one.note, one.key).toBeTruthy();
    }
    expect(figure(bare, 'royalties').note).toContain('bedrot import FILE');
    expect(figure(bare, 'tiktok_views').note).toBe(
      'No data yet from TikTok Followers, TikTok Overview. The command freshness says how to get it.',
    );
    expect(figure(bare, 'royalties').unit).toBe('USD');
  });

  it('draws the last 28 days of what is told by day', async () => {
    const { chart } = await sample.ask('viewer', 'summary');
    expect(chart?.kind).toBe('board');
    expect(chart?.labels).toHaveLength(28);
    expect(chart?.series.map((series) => [series.name, series.values.at(-1)])).toEqual([
      ['streams', 144],
      ['followers', 3700],
      ['tiktok_views', 1000],
    ]);
  });

  it('before a month has data, it is the newest month that has', async () => {
    const answer = await sample.ask('viewer', 'summary', { artist: 'PIG1987' });
    // Spotify for Artists: 20 x 40
    expect(figure(answer, 'streams')).toMatchObject({
      label: 'Streams, 2026-11',
      value: 800,
      kind: 'observed',
    });
    // PIG1987 has told no views: not known, and no period of its own
    expect(figure(answer, 'tiktok_views').value).toBeNull();
  });

  it('shows a viewer no money at all', async () => {
    const answer = await sample.ask('viewer', 'summary');
    expect(answer.audience).toBe('numbers');
    expect(answer.notes[0]).toBe('Money is left out: a viewer does not see it.');
    const text = JSON.stringify(answer);
    expect(text).not.toMatch(/USD|0\.31|0\.0029|royalt|revenue/i);
    // The same words are there for the owner, so this test can fail.
    expect(JSON.stringify(await sample.ask('owner', 'summary'))).toMatch(/USD.*0\.0029|0\.31.*USD/);
  });

  it('fits the schema of an answer, as every command does', async () => {
    for (const command of [
      'summary',
      'streams',
      'revenue',
      'top',
      'compare',
      'social',
      'metrics',
      'explain',
      'freshness',
    ])
      expect(answerSchema.safeParse(await sample.ask('owner', command)).error, command).toBeUndefined();
  });
});
