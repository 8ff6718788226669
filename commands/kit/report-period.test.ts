import { describe, expect, it } from 'vitest';
import { reportPeriod } from './report-period.ts';

const TODAY = '2026-11-22';
const told = { begins: '2024-03-01', completeTo: '2026-11-20' };
const of = (span?: 'week' | 'month' | 'year', period?: string, known = told) =>
  reportPeriod({ span, period }, known, TODAY);

describe('the period of a report', () => {
  it.each([
    [undefined, '2026-10', '2026-10-01', '2026-10-31'],
    ['month', '2026-10-19', '2026-10-01', '2026-10-31'],
    [undefined, '2025', '2025-01-01', '2025-12-31'],
    // January 4 2026 is a Sunday: week 1 begins on December 29.
    [undefined, '2026-W01', '2025-12-29', '2026-01-04'],
    [undefined, '2026-W43', '2026-10-19', '2026-10-25'],
    ['week', '2026-10-19', '2026-10-19', '2026-10-25'],
    [undefined, '2026-10-25', '2026-10-19', '2026-10-25'],
  ] as const)('%s %s is %s to %s', (span, period, from, to) => {
    expect(of(span, period).period).toMatchObject({ from, to });
  });

  it('is the newest that the data tell to its end', () => {
    expect(of().name).toBe('2026-10');
    expect(of('week').name).toBe('2026-11-09 to 2026-11-15');
    expect(of('year').name).toBe('2025');
    // Told to the last day of September, a Wednesday.
    const september = { ...told, completeTo: '2026-09-30' };
    expect(of('month', undefined, september).name).toBe('2026-09');
    expect(of('week', undefined, september).name).toBe('2026-09-21 to 2026-09-27');
    expect(of('month', undefined, { ...told, completeTo: '2026-09-29' }).name).toBe('2026-08');
  });

  it('is the one under way where no whole one is told, and where nothing is known the one before', () => {
    expect(of('year', undefined, { begins: '2026-02-01', completeTo: '2026-11-20' }).name).toBe('2026');
    expect(
      reportPeriod({ span: undefined, period: undefined }, { begins: null, completeTo: null }, TODAY).name,
    ).toBe('2026-10');
  });

  it('refuses what is none', () => {
    for (const wrong of ['2026-W54', '2026-13', 'october', '2026-02-30'])
      expect(() => of(undefined, wrong)).toThrow('no period of a report');
    expect(() => of('week', '2026')).toThrow('"2026" is a year, not a week');
    expect(() => of(undefined, '2026-12')).toThrow('has not begun');
  });
});
