import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testLake } from './support/import.ts';

/** A campaign's day: cents of each of its ads, and the levels beside them that files tell too. */
interface AdDay {
  campaign: number;
  date: string;
  ads: readonly number[];
  levels: readonly ('campaign' | 'adset' | 'ad' | 'by-name')[];
}

const adDays = fc.uniqueArray(
  fc.record({
    campaign: fc.constantFrom(1, 2, 3),
    date: fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-03'),
    ads: fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 3 }),
    levels: fc.uniqueArray(fc.constantFrom('campaign', 'adset', 'ad', 'by-name'), { minLength: 1 }),
  }),
  { selector: ({ campaign, date }) => `${campaign} ${date}`, minLength: 1, maxLength: 9 },
);

const money = (cents: number): string => (cents / 100).toFixed(2);
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** The rows that tell a day on a level: each has spend, and what spend was for. */
function rowsOf(day: AdDay, level: AdDay['levels'][number]): object[] {
  const whole = { campaign_name: `PIG1987 - ${day.campaign}`, date_start: day.date, date_stop: day.date };
  const campaign = { ...whole, campaign_id: `12022490726675007${day.campaign}` };
  const adset = { ...campaign, adset_id: `22022490726675007${day.campaign}`, adset_name: 'Broad' };
  const told = (of: object, cents: number) => ({ ...of, spend: money(cents), clicks: String(cents) });
  if (level === 'by-name') return [told(whole, sum(day.ads))];
  if (level === 'campaign') return [told(campaign, sum(day.ads))];
  if (level === 'adset') return [told(adset, sum(day.ads))];
  return day.ads.map((cents, at) =>
    told({ ...adset, ad_id: `32022490726675007${day.campaign}${at}` }, cents),
  );
}

async function daysAfter(files: readonly (readonly object[])[]): Promise<{ days: unknown; facts: unknown }> {
  const lake = testLake();
  try {
    for (const [index, rows] of files.entries()) {
      for (const one of await lake.bring([`${index}.json`, JSON.stringify({ data: rows })])) {
        expect(one.rows).toBe(one.loaded + one.unchanged + one.refused);
        expect(one.refused).toBe(0);
      }
    }
    return {
      days: lake.rows('SELECT date, campaign_name, level, spend, clicks FROM ad_days ORDER BY 1, 2'),
      facts: lake.rows(
        'SELECT date, level, campaign_id, adset_id, ad_id, by_name, spend FROM ad_performance_daily ORDER BY 1, 2, 3, 4, 5, 6',
      ),
    };
  } finally {
    lake.remove();
  }
}

it('a day of a campaign has its spend once, whatever levels tell it, twice, reordered or in parts', async () => {
  await fc.assert(
    fc.asyncProperty(adDays, fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), async (days, picks) => {
      const rows = days.flatMap((day) => day.levels.flatMap((level) => rowsOf(day, level)));
      const finest = ({ levels }: AdDay) =>
        (['ad', 'adset', 'campaign'] as const).find((level) => levels.includes(level)) ?? 'campaign';
      const expected = days
        .map((day) => [
          day.date,
          `PIG1987 - ${day.campaign}`,
          finest(day),
          sum(day.ads) * 10_000_000,
          sum(day.ads),
        ])
        .sort((a, b) => (`${a[0]}${a[1]}` < `${b[0]}${b[1]}` ? -1 : 1));
      const once = await daysAfter([rows]);
      expect(once.days).toEqual(expected);

      // Parts by the picks, some rows twice within a part and again in the next one.
      const pick = (at: number): number => picks[at % picks.length] as number;
      const parts: object[][] = [[], [], []];
      for (const [at, row] of rows.entries()) {
        const part = parts[pick(at) % 3] as object[];
        part.splice(pick(at + 1) % (part.length + 1), 0, row, ...(pick(at) % 2 ? [row] : []));
        if (pick(at + 2) % 4 === 0) (parts[(pick(at) + 1) % 3] as object[]).push(row);
      }
      expect(await daysAfter(parts.filter((part) => part.length > 0))).toEqual(once);
    }),
    { numRuns: 4, verbose: 1 },
  );
}, 240_000);
