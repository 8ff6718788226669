import { dayOf, mondayOf, monthOf } from '../../core/days.ts';

export interface Keep {
  daily: number;
  weekly: number;
  monthly: number;
}

/**
 * Which of the backups (instants, in any order) are kept: the newest of each of the last days, weeks and months that have
 * one. The newest of all is always kept.
 */
export function kept(instants: readonly Date[], { daily, weekly, monthly }: Keep): Set<number> {
  const newest = [...instants].sort((a, b) => b.getTime() - a.getTime());
  const keep = new Set<number>(newest.slice(0, 1).map((at) => at.getTime()));
  const take = (count: number, period: (at: Date) => string): void => {
    const seen = new Set<string>();
    for (const at of newest) {
      const of = period(at);
      if (seen.has(of)) continue;
      if (seen.size === count) break;
      seen.add(of);
      keep.add(at.getTime());
    }
  };
  take(daily, dayOf);
  take(weekly, (at) => mondayOf(dayOf(at)));
  take(monthly, (at) => monthOf(dayOf(at)));
  return keep;
}
