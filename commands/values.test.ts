import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('values', () => {
  it('lists the dimensions, with how many values and metrics each has', async () => {
    const { table } = await sample.ask('viewer', 'values');
    const rows = new Map(table?.rows.map((row) => [row[0], row]));
    expect(rows.get('artist')?.slice(1)).toEqual([2, expect.any(Number), 'PIG1987, ZONE A0']);
    // NEON, BASEMENT, DUET; the US, Germany, Namibia and what DistroKid calls OU.
    expect(rows.get('track')?.[1]).toBe(3);
    expect(rows.get('country')?.[1]).toBe(4);
    // Nobody of the sample advertises.
    expect(rows.get('campaign')?.slice(1)).toEqual([0, expect.any(Number), '']);
  });

  it('counts fewer metrics for who does not see money', async () => {
    const metrics = async (role: 'viewer' | 'owner') =>
      Number((await sample.ask(role, 'values')).table?.rows.find(([name]) => name === 'country')?.[2]);
    expect(await metrics('viewer')).toBeLessThan(await metrics('owner'));
  });

  it('lists the values of one, with how else they are written', async () => {
    const { table } = await sample.ask('viewer', 'values', { dimension: 'artist' });
    expect(table?.rows).toEqual([
      ['PIG1987', '', 1],
      ['ZONE A0', '', 1],
    ]);
    const countries = await sample.ask('viewer', 'values', { dimension: 'country' });
    expect(countries.table?.rows[0]).toEqual(['Germany', 'DE', 2]);
  });

  it('finds a name by a part, a code or another spelling, and says what it leaves out', async () => {
    const found = await sample.ask('viewer', 'values', { dimension: 'track', search: 'ne' });
    expect(found.table?.rows.map(([name]) => name)).toEqual(['NEON']);
    const code = await sample.ask('viewer', 'values', { dimension: 'country', search: 'de' });
    expect(code.table?.rows.map(([name]) => name)).toEqual(['Outside the US', 'Germany']);
    const cut = await sample.ask('viewer', 'values', { dimension: 'track', limit: 2 });
    expect(cut.table).toMatchObject({ total_rows: 3, truncated: true });
    expect(figure(cut, 'values').value).toBe(3);
  });

  it('says so when nothing has the text, with the nearest', async () => {
    const { table, notes } = await sample.ask('viewer', 'values', { dimension: 'artist', search: 'PIG1978' });
    expect(table?.rows).toEqual([]);
    expect(notes).toEqual(['Nothing has the text "PIG1978". Did you mean "PIG1987"?']);
  });

  it('names the dimensions there are', async () => {
    await expect(sample.ask('viewer', 'values', { dimension: 'artists' })).rejects.toThrow(
      'Did you mean "artist"?',
    );
  });
});
