import { describe, expect, it } from 'vitest';
import { type OverviewDay, tiktokZip } from './tiktok.ts';
import { unzip } from './zip.ts';

const none = { views: null, profileViews: null, likes: null, comments: null, shares: null };
const overview: OverviewDay[] = [
  { day: '2025-12-30', views: 1474, profileViews: 54, likes: 35, comments: -4, shares: 13 },
  { day: '2025-12-31', views: 0, profileViews: 55, likes: 37, comments: 2, shares: 14 },
  { day: '2026-01-01', ...none },
];
const at = { handle: 'zone.a0', epoch: 1_767_279_600 };

describe('tiktokZip', () => {
  it('writes BOM, all quoted, no year, undefined, and no newline at the end', async () => {
    const { name, bytes } = await tiktokZip({ ...at, overview });
    expect(name).toBe('Overview_2025-12-30_1767279600_zone.a0.zip');
    const [entry] = await unzip(bytes);
    expect(entry?.name).toBe('Overview.csv');
    expect(entry?.bytes.toString()).toBe(
      '\ufeff"Date","Video Views","Profile Views","Likes","Comments","Shares"\n' +
        '"December 30","1474","54","35","-4","13"\n' +
        '"December 31","0","55","37","2","14"\n' +
        '"January 1","undefined","undefined","undefined","undefined","undefined"',
    );
  });

  it('writes the four files of a Followers zip', async () => {
    const followers = [
      { day: '2025-12-30', followers: 10405, difference: 35 },
      { day: '2025-12-31', followers: null, difference: 0 },
    ];
    const { name, bytes } = await tiktokZip({ ...at, followers });
    expect(name).toBe('Followers_2025-12-30_1767279600_zone.a0.zip');
    const entries = new Map((await unzip(bytes)).map((entry) => [entry.name, entry.bytes.toString()]));
    expect([...entries.keys()]).toEqual([
      'FollowerHistory.csv',
      'FollowerActivity.csv',
      'FollowerGender.csv',
      'FollowerTopTerritories.csv',
    ]);
    expect(entries.get('FollowerHistory.csv')).toBe(
      '\ufeff"Date","Followers","Difference in followers from previous day"\n' +
        '"December 30","10405","35"\n"December 31","undefined","0"',
    );
    // A header, and 24 hours of two days.
    expect(entries.get('FollowerActivity.csv')?.split('\n')).toHaveLength(49);
  });

  it('refuses days with a gap, since only its place tells a row its year', async () => {
    await expect(tiktokZip({ ...at, overview: overview.filter((_, index) => index !== 1) })).rejects.toThrow(
      'consecutive: 2026-01-01',
    );
    await expect(tiktokZip({ ...at, overview: [] })).rejects.toThrow('at least one day');
  });

  it('gives the same bytes each time', async () => {
    const [a, b] = await Promise.all([tiktokZip({ ...at, overview }), tiktokZip({ ...at, overview })]);
    expect(a.bytes.equals(b.bytes)).toBe(true);
  });
});
