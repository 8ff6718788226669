import { addDays, addMonths } from '../../core/days.ts';
import { checkQuality } from '../../pipeline/quality/quality.ts';
import { loadPlatforms } from '../../pipeline/run.ts';
import { bankFile, bankStyle, statsPage } from '../../sandbox/label/formats/distrokid.ts';
import { openOps, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import type { QualityResult } from '../../warehouse/kit/quality.ts';
import { newestQuality } from '../../warehouse/ops/quality.ts';
import { startRun } from '../../warehouse/ops/runs.ts';
import type { TestLake } from './import.ts';
import { line } from './rows.ts';

/** What the newest run has of a source. */
export function qualityOf(lake: TestLake, source: string, check: string): QualityResult | undefined {
  const ops = openOps(lake.house.data);
  try {
    return newestQuality(ops)?.results.find((one) => one.source === source && one.check === check);
  } finally {
    ops.close();
  }
}

/** Changes facts from outside, and checks everything anew as a run would. */
export async function plantFacts(lake: TestLake, sql: string): Promise<string[]> {
  const ops = openOps(lake.house.data);
  const warehouse = openWarehouseForWriting(lake.house.data);
  try {
    const platforms = await loadPlatforms();
    warehouse.exec(sql);
    ops.exec('DELETE FROM quality_states');
    const now = lake.house.clock.now();
    return checkQuality({
      ops,
      warehouse,
      platforms,
      label: lake.house.label,
      now,
      runId: startRun(ops, 'run', now),
    });
  } finally {
    warehouse.close();
    ops.close();
  }
}

const FIRST = '2026-10-01';
export const DAYS = Array.from({ length: 45 }, (_, at) => addDays(FIRST, at));
export type Count = (day: string, at: number) => number | null;
/** About a thousand a day. */
export const steady: Count = (_, at) => 1000 + ((at * 37) % 50);

/** A page of DistroKid's Spotify streams over those days; null leaves a day out. */
export const stats = (count: Count, name = 'streams_stats_20261122_020000.html') =>
  [
    name,
    statsPage({
      data: 'streams',
      points: DAYS.flatMap((day, at) => {
        const value = count(day, at);
        return value === null ? [] : [{ day, count: value }];
      }),
    }),
  ] as const;

/** A page of Spotify for Artists. */
export const page = (artist: string, count: Count) =>
  [
    `${artist}-audience-timeline.csv`,
    `date,listeners,streams,followers\n${DAYS.map((day, at) => `${day},450,${count(day, at)},4000`).join('\n')}\n`,
  ] as const;

/** Nine months of one track, sold in each and paid two months later. */
export const MONTHS = Array.from({ length: 9 }, (_, at) => addMonths('2026-01', at));
export const sold = (month: string, other: Parameters<typeof line>[0] = {}) =>
  line({
    saleMonth: month,
    reportingDate: `${addMonths(month, 2)}-20`,
    quantity: '2000',
    earnings: '6.0',
    ...other,
  });
export const bank = (rows = MONTHS.map((month) => sold(month)), name = 'bank.tsv') =>
  [name, bankFile(rows, bankStyle(2))] as const;
