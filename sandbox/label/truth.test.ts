import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseNanos } from '../../core/money.ts';
import { type GeneratedLabel, generateLabel, type Total } from './index.ts';
import { bankStatements, cell, decode, merged, pagePoints, table, tiktokRows } from './reread.ts';

const today = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'bedrot-label-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made: GeneratedLabel;
let statements: { path: string; rows: Record<string, string>[] }[];
beforeAll(async () => {
  made = await generateLabel({ folder: join(folder, 'a'), today });
  statements = await bankStatements(made);
});

function totals(
  rows: Record<string, string>[],
  by: (row: Record<string, string>) => string,
): Record<string, Total> {
  const sums: Record<string, Total> = {};
  for (const row of rows) {
    const key = by(row);
    const sum = sums[key] ?? { rows: 0, quantity: 0, nanos: '0' };
    sums[key] = {
      rows: sum.rows + 1,
      quantity: sum.quantity + Number(row.Quantity),
      nanos: String(BigInt(sum.nanos) + (parseNanos(cell(row, 'Earnings (USD)')) ?? 0n)),
    };
  }
  return sums;
}

describe('the truth', () => {
  it('holds what the bank files say, overlaps counted once', () => {
    const rows = merged(statements);
    const { bySaleMonth, byReportingMonth, byArtist, byStore, ...all } = made.truth.bank;
    expect(totals(rows, () => 'all').all).toEqual(all);
    expect(totals(rows, (row) => cell(row, 'Sale Month'))).toEqual(bySaleMonth);
    expect(totals(rows, (row) => cell(row, 'Reporting Date').slice(0, 7))).toEqual(byReportingMonth);
    expect(totals(rows, (row) => cell(row, 'Artist'))).toEqual(byArtist);
    expect(totals(rows, (row) => cell(row, 'Store'))).toEqual(byStore);
    // There is an overlap to count once.
    expect(statements.reduce((sum, { rows: mine }) => sum + mine.length, 0)).toBeGreaterThan(
      all.rows + 1_000,
    );
  });

  it('holds what the stats pages say, newest first told', () => {
    for (const [prefix, days] of [
      ['streams_stats', made.truth.streams.spotify],
      ['applemusic_stats', made.truth.streams.appleMusic],
    ] as const) {
      const read: Record<string, number> = {};
      for (const { path, originalName } of made.files) {
        if (!originalName.startsWith(prefix)) continue;
        const points = pagePoints(path);
        if (prefix === 'streams_stats') {
          expect(points).toHaveLength(365);
          expect(points.pop()?.[1]).toBe(0);
        }
        for (const [day, count] of points) read[day] = count;
      }
      expect(read).toEqual(days);
    }
  });

  it('holds what the audience timelines say', () => {
    for (const [artist, days] of Object.entries(made.truth.audience)) {
      const read: Record<string, unknown> = {};
      for (const { path, originalName } of made.files)
        if (originalName.startsWith(`${artist}-audience`))
          for (const row of table(decode(readFileSync(path)))) {
            const number = (name: string): number | null =>
              row[name] === undefined ? null : Number(row[name]);
            read[row.date as string] = {
              date: row.date,
              listeners: number('listeners'),
              monthlyListeners: number('monthly listeners'),
              monthlyActiveListeners: number('monthly active listeners'),
              superListeners: number('super listeners'),
              streams: number('streams'),
              playlistAdds: number('playlist adds'),
              saves: number('saves'),
              followers: number('followers'),
            };
          }
      expect(read).toEqual(days);
    }
  });

  it('holds what the TikTok zips say, later exports correcting earlier ones', async () => {
    for (const [handle, { overview, followers }] of Object.entries(made.truth.tiktok)) {
      const views: Record<string, number[]> = {};
      const fans: Record<string, number> = {};
      const first: Record<string, number> = {};
      for (const { path, originalName } of made.files.filter(({ path }) => path.endsWith(`_${handle}.zip`))) {
        if (originalName.startsWith('Overview'))
          for (const row of await tiktokRows(path, 'Overview.csv')) {
            if (row['Video Views'] === 'undefined') continue;
            first[row.day] ??= Number(row['Video Views']);
            views[row.day] = ['Video Views', 'Profile Views', 'Likes', 'Comments', 'Shares'].map((n) =>
              Number(row[n]),
            );
          }
        else
          for (const row of await tiktokRows(path, 'FollowerHistory.csv'))
            if (row.Followers !== 'undefined') fans[row.day] = Number(row.Followers);
      }
      const expected = Object.values(overview).map((d) => [
        d.day,
        [d.views, d.profileViews, d.likes, d.comments, d.shares],
      ]);
      expect(views).toEqual(Object.fromEntries(expected));
      expect(fans).toEqual(followers);
      const corrected = Object.entries(first).filter(([day, count]) => views[day]?.[0] !== count);
      // Two later exports, four days each that were still being counted.
      expect(corrected).toHaveLength(8);
      expect(Object.values(views).some(([, , , comments]) => (comments ?? 0) < 0)).toBe(true);
    }
  });
});
