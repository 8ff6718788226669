import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('freshness', () => {
  it('tells the age of the newest day of each source, and how to get what is overdue', async () => {
    const answer = await sample.ask('viewer', 'freshness');
    expect(answer.table?.rows).toContainEqual(['TikTok Followers', '2026-11-14', 8, 'overdue', 4, 'daily']);
    expect(answer.table?.rows).toContainEqual([
      'DistroKid bank details',
      '2026-11-20',
      2,
      'fresh',
      35,
      'monthly',
    ]);
    expect(['fresh', 'late', 'never'].map((key) => figure(answer, key).value)).toEqual([4, 1, 0]);
    expect(answer.stale).toBe(true);
    expect(answer.details).toEqual([
      {
        title: 'How to get TikTok Followers',
        text: 'https://tiktok.example\n1. Open Analytics.\n2. Click Download.\n3. Run "bedrot import FILE" with the tiktok_followers file.',
      },
    ]);
  });

  it('takes the limits of label.json before those of the platform', async () => {
    const strict = sampleLabel({
      label: { freshness: { distrokid_bank: { warnDays: 2, criticalDays: 9 } } },
    });
    const answer = await strict.ask('viewer', 'freshness', { source: 'distrokid_bank' });
    strict.remove();
    expect(answer.table?.rows).toEqual([['DistroKid bank details', '2026-11-20', 2, 'late', 2, 'monthly']]);
  });

  it('can be asked of one platform, and names the sources there are', async () => {
    expect((await sample.ask('viewer', 'freshness', { source: 'TikTok' })).table?.rows).toHaveLength(2);
    await expect(sample.ask('viewer', 'freshness', { source: 'tiktok_folowers' })).rejects.toThrow(
      'Did you mean "tiktok_followers"? Valid: distrokid_bank,',
    );
  });

  it('what was never delivered is not of age 0', async () => {
    const empty = sampleLabel({ facts: false });
    const answer = await empty.ask('viewer', 'freshness');
    empty.remove();
    expect(figure(answer, 'never').value).toBe(5);
    expect(answer.table?.rows[0]).toEqual(['DistroKid bank details', null, null, 'never', 35, 'monthly']);
  });
});
