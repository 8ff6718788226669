import { describe, expect, it } from 'vitest';
import { kept } from './keep.ts';

const KEEP = { daily: 7, weekly: 4, monthly: 12 };
const at = (day: string, hour = 4): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:30:00Z`);
const keptOf = (instants: Date[], rule = KEEP): string[] =>
  instants
    .filter((one) => kept(instants, rule).has(one.getTime()))
    .map((one) => one.toISOString().slice(0, 10));

describe('which backups are kept', () => {
  it('of a backup a day over two years: 7 days, 4 weeks, 12 months', () => {
    const start = Date.parse('2025-01-01T04:30:00Z');
    const instants = Array.from({ length: 700 }, (_, day) => new Date(start + day * 86_400_000));
    const days = keptOf(instants);
    expect(days.slice(-7)).toEqual([
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
    ]);
    // The newest of each of the last four weeks (Sundays, and today) and of twelve months.
    expect(days.slice(0, -7)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
      '2026-08-31',
      '2026-09-30',
      '2026-10-31',
      '2026-11-15',
      '2026-11-22',
    ]);
  });

  it('counts days that have a backup, not days that passed; of one day the newest', () => {
    const instants = [at('2026-01-01'), at('2026-06-01', 3), at('2026-06-01', 9), at('2026-11-01')];
    const keep = kept(instants, { daily: 2, weekly: 0, monthly: 0 });
    expect([...keep].map((one) => new Date(one).toISOString().slice(0, 13)).sort()).toEqual([
      '2026-06-01T09',
      '2026-11-01T04',
    ]);
  });

  it('always keeps the newest', () => {
    expect(keptOf([at('2026-11-01')], { daily: 0, weekly: 0, monthly: 0 })).toEqual(['2026-11-01']);
    expect(keptOf([])).toEqual([]);
  });
});
