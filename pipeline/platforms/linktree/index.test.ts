import { describe, expect, it } from 'vitest';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { accountOfName, cleanDay } from './clean.ts';
import linktree from './index.ts';

const [analytics] = linktree.feeds as readonly [Feed];
const json = (
  value: unknown,
  originalName = 'graphql_1791158400123456.json',
  entry: string | null = null,
): Document => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    originalName,
    entry,
    format: 'json',
    encoding: 'utf-8',
    size: text.length,
    head: text,
    header: null,
    delimiter: null,
    bytes: async function* () {},
    text: async () => text,
  };
};
const answer = (timeseries: unknown) => ({ data: { getAccountAnalytics: { overview: { timeseries } } } });
async function rowsOf(document: Document): Promise<number> {
  let rows = 0;
  for await (const cells of analytics.read(document)) rows += cells.rows;
  return rows;
}

describe('linktree', () => {
  it('takes the one answer with the numbers, and says why another is not read', () => {
    expect(analytics.detect(json(answer([])))).toEqual({ account: '' });
    const other = json({ data: { getAccount: { id: 1, plan: null } } });
    expect(() => analytics.detect(other)).toThrow(FileRefused);
    expect(() => analytics.detect(other)).toThrow(
      /^It is another answer of Linktree's page, without the numbers/,
    );
    // In a zip the rest goes on, and this one is told.
    const inZip = json({ data: null }, 'all.zip', 'analytics/graphql_17.json');
    expect(analytics.detect(inZip)).toBeNull();
    expect(analytics.leaves?.(inZip)).toMatch(/^another answer of Linktree's page/);
    // Nobody's: it is not for this feed to say.
    expect(analytics.detect(json({ data: {} }, 'other.json'))).toBeNull();
    expect(analytics.leaves?.(json({ data: {} }, 'other.json'))).toBeNull();
  });

  it.each([
    [answer(null), /without days/],
    [{ data: { getAccountAnalytics: null } }, /without days/],
    [
      { errors: [{ message: 'Not authenticated' }], data: { getAccountAnalytics: null } },
      /error instead of numbers: Not auth/,
    ],
    ['{"data":{"getAccountAnalytics":{"overview":', /not whole/],
  ])('refuses %j', async (value, reason) => {
    await expect(rowsOf(json(value))).rejects.toThrow(reason);
  });

  it('reads days that are null as days that tell nothing', async () => {
    expect(await rowsOf(json(answer([{ date: '2026-10-01', totalViews: 1 }, null])))).toBe(2);
    expect(await rowsOf(json(answer([])))).toBe(0);
  });

  it.each([
    ['zone.a0-linktree.json', 'zone.a0'],
    ['@PIG1987 Linktree (2).csv', 'pig1987'],
    ['linktree_analytics.csv', ''],
    ['graphql_17.json', ''],
    ['a-linktrees.csv', ''],
  ])('%s is of account %j', (name, account) => expect(accountOfName(name)).toBe(account));

  it.each([
    ['', '0', '0', '0'],
    ['', '5', '2', ''],
    ['0.3417', '120', '41', '0.3417'],
    ['1.5', '8', '12', '1.5'],
    ['34.17%', '120', '41', '0.3417'],
    ['5 %', '100', '5', '0.05'],
    ['150%', '2', '3', '1.50'],
  ])('a rate of %j for %s views and %s clicks is %j', (click_rate, total_views, total_clicks, expected) => {
    const row = { date: '2026-10-01', total_views, total_clicks, click_rate };
    expect(cleanDay(row, '')).toMatchObject({ click_rate: expected, artist: '' });
  });

  it('refuses a percentage without its sign', () => {
    const row = { date: '2026-10-01', total_views: '120', total_clicks: '41', click_rate: '34.17' };
    expect(cleanDay(row, '')).toEqual({ refuse: expect.stringMatching(/should be a fraction, like 0.34/) });
  });
});
