import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

const names = async (role: 'viewer' | 'owner', params = {}) =>
  (await sample.ask(role, 'metrics', params)).table?.rows.map((row) => row[0]);

describe('metrics', () => {
  it('lists meaning, unit, kinds, dimensions and the newest data', async () => {
    const answer = await sample.ask('owner', 'metrics', { metric: 'revenue' });
    expect(answer.table?.rows).toEqual([
      [
        'revenue',
        'revenue',
        'USD',
        'reported',
        expect.stringContaining('artist, track, platform, country, distributor, income_type, currency'),
        'month',
        '2026-11-20',
        expect.stringContaining('sale'),
      ],
    ]);
    expect(answer.details?.[0]?.text).toContain('Formula: ');
    expect(answer.details?.[0]?.text).toContain('Mind: ');
  });

  it('lists to a viewer what a viewer may ask', async () => {
    expect(await names('owner')).toEqual(expect.arrayContaining(['streams', 'followers', 'revenue']));
    const seen = await names('viewer');
    expect(seen).toContain('streams');
    expect(seen?.filter((name) => String(name).startsWith('revenue'))).toEqual([]);
    expect((await sample.ask('viewer', 'metrics')).notes[0]).toMatch(/metrics of money are not listed/);
  });

  it('groups by subject, and tells formulas where the list is short', async () => {
    const answer = await sample.ask('owner', 'metrics');
    const subjects = answer.table?.rows.map((row) => row[1]) ?? [];
    expect([...new Set(subjects)]).toEqual([
      'streaming',
      'revenue',
      'books',
      'advertising',
      'audience',
      'content',
      'links',
      'operations',
    ]);
    // One block each.
    expect(subjects.filter((subject, at) => subject !== subjects[at - 1])).toHaveLength(8);
    expect(answer.details ?? []).toEqual([]);
    const books = await sample.ask('owner', 'metrics', { subject: 'books' });
    expect(books.table?.rows.map(([name]) => name)).toEqual([
      'expenses',
      'net_revenue',
      'other_income',
      'profit_margin',
    ]);
    expect(books.details?.[0]?.text).toContain('Formula: ');
  });

  it('finds by a word', async () => {
    expect(await names('owner', { search: 'PLAYLIST' })).toEqual([
      'playlist_adds',
      'playlist_listeners',
      'playlist_streams',
      'playlists',
    ]);
    const nothing = await sample.ask('owner', 'metrics', { search: 'weather' });
    expect(nothing.table?.rows).toEqual([]);
    expect(nothing.notes[0]).toContain('weather');
  });
});
