import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOps } from '../warehouse/kit/open.ts';
import { readSources, writeSources } from '../warehouse/ops/policies.ts';
import { type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
  const ops = openOps(sample.data);
  writeSources(ops, [
    ...readSources(ops),
    {
      ...{ source: 'own_rates', platform: 'own', platformLabel: 'The label', label: 'Exchange rates' },
      ...{ kind: 'reported', cadence: null },
      howToGet: { page: '', steps: ['Write a line for each day.'], file: 'the CSV.' },
    },
  ]);
  ops.close();
});
afterAll(() => sample.remove());

describe('howto', () => {
  it('tells page, clicks and file of every source of a platform', async () => {
    const answer = await sample.ask('viewer', 'howto', { source: 'Spotify' });
    expect(answer.title).toBe('How to get Spotify audience');
    expect(answer.details).toEqual([
      {
        title: 'Spotify audience',
        text: 'https://spotify.example\n1. Open Analytics.\n2. Click Download.\n3. Drop the spotify_audience file into landing/_inbox, bring it with /pipeline import, or run "bedrot import FILE".',
      },
    ]);
  });

  it('knows a source without a rhythm, which no policy tells of', async () => {
    const answer = await sample.ask('viewer', 'howto', { source: 'own_rates' });
    expect(answer.table?.rows).toEqual([['own_rates', 'Exchange rates', 'as you write it', null]]);
    expect(answer.details?.[0]?.text).toBe(
      '1. Write a line for each day.\n2. Drop the CSV into landing/_inbox, bring it with /pipeline import, or run "bedrot import FILE".',
    );
  });

  it('without a source lists them all, each once, with the newest day that is here', async () => {
    const answer = await sample.ask('viewer', 'howto');
    expect(answer.table?.rows).toContainEqual([
      'tiktok_followers',
      'TikTok Followers',
      'daily',
      '2026-11-14',
    ]);
    expect(answer.table?.rows).toHaveLength(6);
    expect(answer.details ?? []).toEqual([]);
    expect(answer.notes[0]).toContain('distrokid, own, spotify, tiktok');
  });

  it('teaches the names there are', async () => {
    await expect(sample.ask('viewer', 'howto', { source: 'spottify' })).rejects.toMatchObject({
      code: 'bad_question',
      message: expect.stringContaining('Did you mean "spotify"?'),
    });
  });
});
